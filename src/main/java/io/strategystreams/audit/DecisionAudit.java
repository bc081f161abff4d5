package io.strategystreams.audit;

import io.strategystreams.contract.Identity;
import io.strategystreams.events.Decision;
import java.util.HashMap;
import java.util.Map;

/** Decisions and plans of each incarnation numbered from 1 on, in the order they were written. */
final class DecisionAudit {
  private record Incarnation(String strategyId, long number) {}

  private DecisionAudit() {}

  static void check(History history, Breaches breaches) {
    Map<Incarnation, Long> decisions = new HashMap<>();
    Map<Incarnation, Long> plans = new HashMap<>();
    for (Logged<Decision> at : history.decisions()) {
      Decision decision = at.event();
      Incarnation own = new Incarnation(decision.getStrategyId(), decision.getIncarnation());
      long expected = decisions.getOrDefault(own, 0L) + 1;
      if (decision.getDecisionNumber() != expected) {
        breaches.add(
            Promise.DECISION_NUMBERS,
            decision.getStrategyId(),
            "decision_number of incarnation %d must be %d at %s, was %d"
                .formatted(own.number(), expected, at.place(), decision.getDecisionNumber()));
      }
      decisions.put(own, decision.getDecisionNumber());
      checkId(at, breaches);
      if (decision.getPlanNumber() != null) {
        checkPlan(at, plans.getOrDefault(own, 0L), breaches);
        plans.merge(own, decision.getPlanNumber(), Math::max);
      }
    }
  }

  private static void checkId(Logged<Decision> at, Breaches breaches) {
    Decision decision = at.event();
    if (decision.getDecisionNumber() < 1) {
      return; // told as a gap already
    }
    String own =
        Identity.decisionId(
            decision.getStrategyId(), decision.getIncarnation(), decision.getDecisionNumber());
    if (!decision.getDecisionId().equals(own)) {
      breaches.add(
          Promise.IDENTITY,
          decision.getStrategyId(),
          "decision_id at %s must be %s, was %s"
              .formatted(at.place(), own, decision.getDecisionId()));
    }
  }

  private static void checkPlan(Logged<Decision> at, long highest, Breaches breaches) {
    long number = at.event().getPlanNumber();
    if (number > highest + 1) {
      breaches.add(
          Promise.PLAN_NUMBERS,
          at.event().getStrategyId(),
          "plan_number at %s must be at most %d, was %d"
              .formatted(at.place(), highest + 1, number));
    }
  }
}
