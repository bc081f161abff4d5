package io.strategystreams.audit;

import io.strategystreams.events.Decision;
import java.util.LinkedHashMap;
import java.util.Map;

/** Each plan ends once, releases nothing afterwards, and none stays open. */
final class PlanAudit {
  private static final class Life {
    private Logged<Decision> last;
    private Logged<Decision> end;
  }

  private PlanAudit() {}

  static void check(History history, boolean atRest, Breaches breaches) {
    Map<String, Life> plans = new LinkedHashMap<>();
    for (Logged<Decision> at : history.decisions()) {
      if (at.event().getPlanId() != null) {
        take(plans.computeIfAbsent(at.event().getPlanId(), plan -> new Life()), at, breaches);
      }
    }
    if (atRest) {
      plans.values().forEach(plan -> checkEnded(plan, breaches));
    }
  }

  private static void take(Life plan, Logged<Decision> at, Breaches breaches) {
    Decision decision = at.event();
    boolean ends = isEnd(decision);
    if (plan.end != null && (ends || !decision.getOrderIds().isEmpty())) {
      breaches.add(
          Promise.PLAN_ENDS_ONCE,
          decision.getStrategyId(),
          "plan %d ended at %s (%s), and at %s comes %s with %d orders"
              .formatted(
                  decision.getPlanNumber(),
                  plan.end.place(),
                  plan.end.event().getReason(),
                  at.place(),
                  decision.getReason(),
                  decision.getOrderIds().size()));
    }
    if (ends) {
      plan.end = at;
    }
    if (isProgress(decision) || !decision.getOrderIds().isEmpty()) {
      plan.last = at;
    }
  }

  private static void checkEnded(Life plan, Breaches breaches) {
    if (plan.end != null || plan.last == null || isQueued(plan.last.event())) {
      return;
    }
    Decision last = plan.last.event();
    breaches.add(
        Promise.PLAN_NOT_STUCK,
        last.getStrategyId(),
        "plan %d is open, its last word is %s at %s"
            .formatted(last.getPlanNumber(), last.getReason(), plan.last.place()));
  }

  private static boolean isEnd(Decision decision) {
    return switch (decision.getReason()) {
      case PLAN_COMPLETED, PLAN_ABANDONED, PLAN_SUPERSEDED, PLAN_TIMED_OUT -> true;
      default -> false;
    };
  }

  private static boolean isProgress(Decision decision) {
    return switch (decision.getReason()) {
      case PLAN_QUEUED, PLAN_UNCERTAIN -> true;
      default -> false;
    };
  }

  private static boolean isQueued(Decision decision) {
    return switch (decision.getReason()) {
      case PLAN_QUEUED -> true;
      default -> false;
    };
  }
}
