package io.strategystreams.core.plan;

import java.time.Instant;
import java.util.List;

/**
 * The life of a plan: a pure function from a plan and an event to the plan after it.
 *
 * <p>W are the orders whose terminal report is awaited; one in doubt is not. A blank cell changes
 * nothing.
 *
 * <pre>
 * event \ phase    RELEASING                QUEUED                SUPERSEDING          UNCERTAIN
 * ---------------- ------------------------ --------------------- -------------------- ---------------------
 * report           judged (below)           judged                W empty →            judged
 *                                                                 SUPERSEDED
 * report doubted   W empty or queued →      as RELEASING          as RELEASING         as RELEASING
 *                  ABANDONED, else
 *                  SUPERSEDING
 * time passes      deadline + grace of one  deadline + grace of   expires_at +
 *                  of W → UNCERTAIN         one of W → UNCERTAIN  settle_delay of all
 *                                                                 of W → SUPERSEDED
 * stop asked       W empty → SUPERSEDED,
 *                  else SUPERSEDING
 * exposure came                                                                        later than deadline +
 *                                                                                      settle_delay of all
 *                                                                                      of W → TIMED_OUT
 * other plan made                           SUPERSEDED
 * was reset        SUPERSEDED               SUPERSEDED            SUPERSEDED           SUPERSEDED
 * steps released   all filled: their orders error                 error                error
 *                  join W, else error
 * step too small   all filled: ABANDONED,   error                 error                error
 *                  else error
 * release refused  all filled: ABANDONED,   error                 error                error
 *                  else error
 * </pre>
 *
 * <p>SUPERSEDING ends as ABANDONED, not SUPERSEDED, where one of its orders is in doubt.
 *
 * <p>Judged, after the report took effect on its order:
 *
 * <ul>
 *   <li>W empty and all filled: COMPLETED after the last step, else RELEASING (the next step is
 *       due)
 *   <li>W empty and one not filled: ABANDONED
 *   <li>W only accepted unstakes: QUEUED
 *   <li>else as before
 * </ul>
 *
 * An atomic group is judged when all its orders were reported on, so that a rejected group closes
 * with nothing awaited; so is a plan released together, of which W may hold several steps.
 * COMPLETED, ABANDONED, SUPERSEDED and TIMED_OUT are left by nothing; releasing a step there is an
 * error. A report that tells nothing new changes nothing in any phase.
 */
public final class PlanLifeCycle {
  private PlanLifeCycle() {}

  /**
   * @throws IllegalStateException if a step is released, or said to be too small, while none is due
   */
  public static OpenPlan after(OpenPlan plan, PlanEvent event) {
    return event.fold(new Transitions(plan));
  }

  private record Transitions(OpenPlan plan) implements PlanEvent.Cases<OpenPlan> {

    @Override
    public OpenPlan reported(Report report) {
      OrderProgress before = plan.order(report.orderId()).orElse(null);
      if (before == null || before.effectOf(report) != ReportEffect.CHANGED || !plan.isOpen()) {
        return plan;
      }
      OpenPlan told = plan.withOrder(before.after(report, plan.terms().unstakingDelay()));
      return switch (plan.phase()) {
        case RELEASING, QUEUED, UNCERTAIN -> judged(told);
        case SUPERSEDING -> told.awaited().isEmpty() ? superseded(told) : told;
        case COMPLETED, ABANDONED, SUPERSEDED, TIMED_OUT -> plan;
      };
    }

    /** The pause after an abandoned plan is due where an executor says what cannot be true. */
    private static OpenPlan superseded(OpenPlan plan) {
      return plan.in(plan.isDoubted() ? PlanPhase.ABANDONED : PlanPhase.SUPERSEDED);
    }

    @Override
    public OpenPlan reportDoubted(String orderId) {
      OrderProgress order = plan.order(orderId).orElse(null);
      if (order == null || !plan.isOpen()) {
        return plan;
      }
      OpenPlan doubting = plan.withOrder(order.inDoubt());
      boolean nothingInFlight = doubting.awaited().isEmpty() || doubting.onlyQueuedLeft();
      return doubting.in(nothingInFlight ? PlanPhase.ABANDONED : PlanPhase.SUPERSEDING);
    }

    private static OpenPlan judged(OpenPlan plan) {
      if (plan.onlyQueuedLeft()) {
        return plan.in(PlanPhase.QUEUED);
      }
      if (!plan.awaited().isEmpty()) {
        return plan;
      }
      if (!plan.allFilled()) {
        return plan.in(PlanPhase.ABANDONED);
      }
      return plan.in(plan.hasNextStep() ? PlanPhase.RELEASING : PlanPhase.COMPLETED);
    }

    @Override
    public OpenPlan timePassed(Instant now) {
      if (plan.dueAt().filter(due -> !now.isBefore(due)).isEmpty()) {
        return plan;
      }
      return switch (plan.phase()) {
        case RELEASING, QUEUED -> plan.in(PlanPhase.UNCERTAIN);
        case SUPERSEDING -> superseded(plan);
        case UNCERTAIN, COMPLETED, ABANDONED, SUPERSEDED, TIMED_OUT -> plan;
      };
    }

    @Override
    public OpenPlan stopAsked() {
      return switch (plan.phase()) {
        case RELEASING ->
            plan.in(plan.awaited().isEmpty() ? PlanPhase.SUPERSEDED : PlanPhase.SUPERSEDING);
        case QUEUED, SUPERSEDING, UNCERTAIN, COMPLETED, ABANDONED, SUPERSEDED, TIMED_OUT -> plan;
      };
    }

    @Override
    public OpenPlan exposureCame(Instant eventTime) {
      return switch (plan.phase()) {
        case UNCERTAIN -> isProvablyLater(eventTime) ? plan.in(PlanPhase.TIMED_OUT) : plan;
        case RELEASING, QUEUED, SUPERSEDING, COMPLETED, ABANDONED, SUPERSEDED, TIMED_OUT -> plan;
      };
    }

    private boolean isProvablyLater(Instant eventTime) {
      return plan.awaited().stream()
          .allMatch(order -> eventTime.isAfter(order.deadline().plus(plan.terms().settleDelay())));
    }

    @Override
    public OpenPlan otherPlanMade() {
      return switch (plan.phase()) {
        case QUEUED -> plan.in(PlanPhase.SUPERSEDED);
        case RELEASING, SUPERSEDING, UNCERTAIN, COMPLETED, ABANDONED, SUPERSEDED, TIMED_OUT -> plan;
      };
    }

    @Override
    public OpenPlan stepReleased(List<OrderProgress> orders) {
      requireStepDue("release a step");
      OpenPlan out = plan;
      for (OrderProgress order : orders) {
        boolean opensNext = order.step() == out.stepReleased() + 1;
        boolean joins = order.step() == out.stepReleased() && order.step() > plan.stepReleased();
        if (!(opensNext || joins) || out.order(order.orderId()).isPresent()) {
          throw new IllegalStateException(
              "plan "
                  + plan.number()
                  + " releases step after step from "
                  + (plan.stepReleased() + 1)
                  + ", was order "
                  + order);
        }
        out = out.withReleased(order);
      }
      return out;
    }

    @Override
    public OpenPlan stepTooSmall() {
      requireStepDue("abandon a step");
      return plan.in(PlanPhase.ABANDONED);
    }

    @Override
    public OpenPlan releaseRefused() {
      requireStepDue("refuse a step");
      return plan.in(PlanPhase.ABANDONED);
    }

    @Override
    public OpenPlan wasReset() {
      return plan.isOpen() ? plan.in(PlanPhase.SUPERSEDED) : plan;
    }

    private void requireStepDue(String wish) {
      if (!plan.isReadyForNextStep()) {
        throw new IllegalStateException(
            "plan "
                + plan.number()
                + " cannot "
                + wish
                + ": no step is due in "
                + plan.phase()
                + " after step "
                + plan.stepReleased()
                + " of "
                + plan.steps()
                + " with "
                + plan.awaited().size()
                + " orders awaited");
      }
    }
  }
}
