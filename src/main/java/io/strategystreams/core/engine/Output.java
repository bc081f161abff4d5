package io.strategystreams.core.engine;

import io.strategystreams.core.guard.Control;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.core.plan.Action;
import io.strategystreams.core.plan.Step;
import io.strategystreams.core.strategy.Reason;
import io.strategystreams.core.strategy.Ruling;
import java.time.Instant;
import java.util.List;

/** What goes out of a strategy. */
public sealed interface Output {

  /**
   * A decision to be recorded.
   *
   * @param mode null where the strategy is not configured
   * @param number decisions recorded in the incarnation, from 1
   * @param planNumber the plan it made or goes on with, null for none
   * @param orderIds orders released with it
   * @param configVersion 0 where the strategy is not configured
   * @param alarm whether someone must look at it now
   */
  record DecisionMade(
      String strategyId,
      Mode mode,
      long incarnation,
      long number,
      Ruling ruling,
      Long planNumber,
      List<String> orderIds,
      Trigger trigger,
      long configVersion,
      Instant now,
      boolean alarm)
      implements Output {
    public DecisionMade {
      orderIds = List.copyOf(orderIds);
    }

    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.decisionMade(this);
    }
  }

  /**
   * A step to be sent: its orders, in order, in one transaction.
   *
   * @param steps of the plan
   * @param number 1-based place of the step in the plan
   */
  record StepSent(
      String strategyId,
      Mode mode,
      long incarnation,
      long planNumber,
      Action action,
      int steps,
      int number,
      Step step,
      Instant now,
      Instant expiresAt)
      implements Output {
    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.stepSent(this);
    }
  }

  /** An evaluation that ended as the one before it, or met what is under way: counted only. */
  record EvaluationRepeated(Reason reason) implements Output {
    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.evaluationRepeated(reason);
    }
  }

  /** A record that changed nothing: counted. */
  record Ignored(Cause cause) implements Output {
    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.ignored(cause);
    }
  }

  /** The control in force is to be the last one of its key on its topic again. */
  record ControlRestored(String strategyId, Control control) implements Output {
    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.controlRestored(this);
    }
  }

  /** Why a record changed nothing. */
  enum Cause {
    /** Older than the last exposure. */
    OLD_EXPOSURE,
    /** Older than the last risk assessment. */
    OLD_RISK,
    /** A duplicate, or overtaken by a report that told more. */
    NOTHING_NEW_IN_REPORT,
    /** On an order of an earlier incarnation. */
    REPORT_OF_FORMER_INCARNATION,
    /** A control that would loosen one that is not provably older. */
    OLD_CONTROL,
    /** About a strategy without a configuration: nothing is kept of it. */
    NOT_CONFIGURED
  }

  <R> R fold(Cases<R> cases);

  /** One case for each output. */
  interface Cases<R> {
    R decisionMade(DecisionMade decision);

    R stepSent(StepSent step);

    R evaluationRepeated(Reason reason);

    R controlRestored(ControlRestored restored);

    R ignored(Cause cause);
  }
}
