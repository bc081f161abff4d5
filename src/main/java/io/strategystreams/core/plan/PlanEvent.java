package io.strategystreams.core.plan;

import java.time.Instant;
import java.util.List;

/** What can happen to a plan. */
public sealed interface PlanEvent {

  /** An executor reported on an order. */
  record Reported(Report report) implements PlanEvent {
    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.reported(report);
    }
  }

  /** An executor reported of an order what cannot be true of it. */
  record ReportDoubted(String orderId) implements PlanEvent {
    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.reportDoubted(orderId);
    }
  }

  /** The strategy's time is now this. */
  record TimePassed(Instant now) implements PlanEvent {
    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.timePassed(now);
    }
  }

  /** An override, an exit, HALTED, REDUCE_ONLY or RETIRED wants the plan to end. */
  record StopAsked() implements PlanEvent {
    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.stopAsked();
    }
  }

  /** An exposure of this time was seen. */
  record ExposureCame(Instant eventTime) implements PlanEvent {
    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.exposureCame(eventTime);
    }
  }

  /** An evaluation made a plan of its own that no guard refused. */
  record OtherPlanMade() implements PlanEvent {
    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.otherPlanMade();
    }
  }

  /** The orders of the next step, or of the next ones, went out. */
  record StepReleased(List<OrderProgress> orders) implements PlanEvent {
    public StepReleased {
      orders = List.copyOf(orders);
    }

    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.stepReleased(orders);
    }
  }

  /** The next step fell below its lot or the venue's minimum. */
  record StepTooSmall() implements PlanEvent {
    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.stepTooSmall();
    }
  }

  /** The next step would exceed what the plan and its limits allow. */
  record ReleaseRefused() implements PlanEvent {
    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.releaseRefused();
    }
  }

  /** The strategy begins a new incarnation; its old plans are no longer its own. */
  record WasReset() implements PlanEvent {
    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.wasReset();
    }
  }

  <R> R fold(Cases<R> cases);

  /** One case for each event. */
  interface Cases<R> {
    R reported(Report report);

    R reportDoubted(String orderId);

    R timePassed(Instant now);

    R stopAsked();

    R exposureCame(Instant eventTime);

    R otherPlanMade();

    R stepReleased(List<OrderProgress> orders);

    R stepTooSmall();

    R releaseRefused();

    R wasReset();
  }
}
