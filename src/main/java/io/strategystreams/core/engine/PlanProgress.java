package io.strategystreams.core.engine;

import io.strategystreams.core.exposure.Positions;
import io.strategystreams.core.guard.Refusal;
import io.strategystreams.core.guard.ReleaseGuards;
import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.MarketView;
import io.strategystreams.core.mode.StrategyParameters;
import io.strategystreams.core.plan.Action;
import io.strategystreams.core.plan.CoolDown;
import io.strategystreams.core.plan.OpenPlan;
import io.strategystreams.core.plan.OrderProgress;
import io.strategystreams.core.plan.OrderStatus;
import io.strategystreams.core.plan.Plan;
import io.strategystreams.core.plan.PlanEvent;
import io.strategystreams.core.plan.PlanLifeCycle;
import io.strategystreams.core.plan.PlanPhase;
import io.strategystreams.core.plan.PlanTerms;
import io.strategystreams.core.plan.PlannedOrder;
import io.strategystreams.core.plan.ReleaseBounds;
import io.strategystreams.core.plan.Step;
import io.strategystreams.core.plan.StepRelease;
import io.strategystreams.core.strategy.HeldLst;
import io.strategystreams.core.strategy.Reason;
import io.strategystreams.core.strategy.Ruling;
import io.strategystreams.core.strategy.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Moves an open plan as far as it goes: releases the step that is due, closes what is over. */
final class PlanProgress {
  private final OrderNames names;

  PlanProgress(OrderNames names) {
    this.names = names;
  }

  /**
   * Both plans: the open one and what is reduced beside it, which takes its place when it ends.
   *
   * @return whether a plan was closed and none is open any more
   */
  boolean goOnBoth(Turn turn, PlanPhase phaseBefore, PlanPhase besideBefore, String cause) {
    boolean closed = turn.plan != null && goOn(turn, phaseBefore, cause);
    turn.swapPlans();
    closed |= turn.plan != null && goOn(turn, besideBefore, cause);
    turn.swapPlans();
    if (turn.plan == null) {
      turn.swapPlans();
    }
    return closed && turn.plan == null;
  }

  /**
   * Lets time, a stop and the step that is due take effect.
   *
   * @param phaseBefore the phase before the event that is being applied
   * @param cause the report's own words where a report brought this about, else null
   * @return whether the plan was closed
   */
  private boolean goOn(Turn turn, PlanPhase phaseBefore, String cause) {
    move(turn, new PlanEvent.TimePassed(turn.now()));
    if (isStopAsked(turn)) {
      move(turn, new PlanEvent.StopAsked());
    }
    if (turn.plan.isReadyForNextStep()) {
      releaseNextStep(turn);
    }
    if (!turn.plan.isOpen()) {
      close(turn, cause);
      return true;
    }
    if (turn.plan.phase() != phaseBefore) {
      tellPhase(turn);
    }
    return false;
  }

  /** Makes the verdict's plan the open one and sends its first step. */
  void start(Turn turn, Verdict verdict, Installed installed) {
    turn.plans++;
    turn.plan =
        OpenPlan.begun(
            turn.plans,
            verdict.planned().orElseThrow().written(),
            PlanTerms.of(
                installed.parameters().mode(),
                installed.version(),
                turn.demand(),
                installed.parameters().pace()));
    turn.rate = turn.rate.afterStart(turn.now());
    turn.moves =
        turn.beside == null
            ? ReportedMoves.of(turn.plan.plan(), turn.exposure)
            : turn.moves.with(turn.plan.plan(), turn.exposure);
    Sent sent = send(turn, turn.plan.nextRelease());
    Ruling ruling = Ruling.of(verdict);
    turn.last = LastRuling.of(ruling);
    turn.recordOf(turn.plan, ruling, sent.orderIds(), false);
    sent.steps().forEach(turn::send);
  }

  /** Starts a plan of reductions beside the open one, which is being superseded. */
  void startBeside(Turn turn, Verdict verdict, Installed installed) {
    turn.swapPlans();
    start(turn, verdict, installed);
    turn.swapPlans();
  }

  /** Ends what is open because the strategy begins a new incarnation. */
  static void resetBoth(Turn turn) {
    for (int plans = 0; plans < 2; plans++) {
      if (turn.plan != null) {
        reset(turn);
      }
      turn.swapPlans();
    }
  }

  private static void reset(Turn turn) {
    move(turn, new PlanEvent.WasReset());
    close(turn, "the strategy was reset");
  }

  /** Ends the open plan, which waits in the queue, because an evaluation made another. */
  void supersede(Turn turn) {
    move(turn, new PlanEvent.OtherPlanMade());
    close(turn, "an evaluation made another plan");
  }

  static void move(Turn turn, PlanEvent event) {
    turn.plan = PlanLifeCycle.after(turn.plan, event);
  }

  private static boolean isStopAsked(Turn turn) {
    return !turn.effectiveControl().lets(turn.plan.plan().lowersRisk())
        || turn.demand().overtakes(turn.plan.terms().demand());
  }

  private void releaseNextStep(Turn turn) {
    List<Step> sized =
        StepRelease.sized(
            turn.plan.nextRelease(), ReleaseBounds.variance(turn.plan, turn.tolerance()));
    if (sized.isEmpty()) {
      move(turn, new PlanEvent.StepTooSmall());
      return;
    }
    Positions book = turn.book();
    Optional<Step> atMost = StepRelease.within(sized.get(0), book);
    Optional<Refusal> refusal =
        atMost.isEmpty() ? Optional.of(nothingToReduce(sized.get(0))) : refusal(turn, sized, book);
    if (refusal.isPresent()) {
      move(turn, new PlanEvent.ReleaseRefused());
      tell(turn, Reason.RELEASE_REFUSED, refusal.get().detail(), true);
      return;
    }
    List<Step> bounded = new ArrayList<>(sized);
    bounded.set(0, atMost.get());
    int first = turn.plan.stepReleased() + 1;
    Sent sent = send(turn, bounded);
    turn.recordOf(
        turn.plan,
        Ruling.of(
            turn.plan.plan().action(),
            Reason.STEP_RELEASED,
            released(first, turn.plan),
            turn.equity()),
        sent.orderIds(),
        false);
    sent.steps().forEach(turn::send);
  }

  private static Refusal nothingToReduce(Step step) {
    PlannedOrder order = step.orders().get(0);
    return new Refusal(
        Reason.RELEASE_REFUSED,
        order.operation()
            + " "
            + order.amount()
            + " closes more than is held of "
            + order.source()
            + ", what is left is below what the venue accepts");
  }

  private static Optional<Refusal> refusal(Turn turn, List<Step> steps, Positions book) {
    Plan plan = turn.plan.plan();
    if (turn.installed().isEmpty()) {
      // Its configuration is refused now: what was planned was judged when it began, and a plan
      // that ends half-way leaves a leg open. No order exceeds its planned amount (releaseBounds).
      return Optional.empty();
    }
    StrategyParameters parameters = turn.installed().orElseThrow().parameters();
    MarketView values = turn.around().market().sight(parameters.pace().maxPriceJump());
    return turn.exposure == null
        ? Optional.empty()
        : new ReleaseGuards(HeldLst.judging(parameters, turn.exposure.positions()), values)
            .refuse(plan, steps, turn.exposure, book);
  }

  private static String released(int first, OpenPlan plan) {
    int last = plan.stepReleased();
    String steps = first == last ? "step " + last : "steps " + first + " to " + last;
    return steps + " of " + plan.steps();
  }

  /** What was sent; the caller puts it out, after the decision that tells of it. */
  private record Sent(List<String> orderIds, List<Output.StepSent> steps) {}

  private Sent send(Turn turn, List<Step> steps) {
    int before = turn.plan.stepReleased();
    List<OrderProgress> orders = new ArrayList<>();
    List<Output.StepSent> sent = new ArrayList<>();
    for (Step step : steps) {
      int place = sent.size() + 1;
      PlanTerms terms = turn.plan.terms();
      Instant expiresAt = turn.now().plus(terms.release().life(place, terms.orderTtl()));
      orders.addAll(orders(turn, step, before + place, expiresAt));
      sent.add(
          new Output.StepSent(
              turn.strategyId(),
              terms.mode(),
              turn.incarnation,
              turn.plan.number(),
              turn.plan.plan().action(),
              turn.plan.steps(),
              before + place,
              step,
              turn.now(),
              expiresAt));
    }
    move(turn, new PlanEvent.StepReleased(orders));
    return new Sent(orders.stream().map(OrderProgress::orderId).toList(), sent);
  }

  private List<OrderProgress> orders(Turn turn, Step step, int number, Instant expiresAt) {
    List<OrderProgress> orders = new ArrayList<>();
    List<PlannedOrder> planned = turn.plan.plan().steps().get(number - 1).orders();
    for (PlannedOrder order : step.orders()) {
      int sequence = orders.size() + 1;
      orders.add(
          OrderProgress.released(
              names.orderId(
                  turn.strategyId(), turn.incarnation, turn.plan.number(), number, sequence),
              number,
              sequence,
              order.operation(),
              expiresAt,
              order.equals(planned.get(sequence - 1))
                  ? null
                  : new OrderProgress.Sent(order.amount().value(), order.expectedDeltas())));
    }
    return orders;
  }

  private static void tellPhase(Turn turn) {
    switch (turn.plan.phase()) {
      case QUEUED -> tell(turn, Reason.PLAN_QUEUED, ends(turn.plan), false);
      case UNCERTAIN -> tell(turn, Reason.PLAN_UNCERTAIN, ends(turn.plan), true);
      case RELEASING, SUPERSEDING, COMPLETED, ABANDONED, SUPERSEDED, TIMED_OUT -> {}
    }
  }

  private static void close(Turn turn, String cause) {
    OpenPlan plan = turn.plan;
    tell(turn, ending(plan.phase()), cause == null ? ends(plan) : ends(plan) + ": " + cause, false);
    plan.unsettledAfterEnd()
        .ifPresent(until -> turn.barrier = turn.barrier.afterUnsettled(until, turn.now()));
    turn.barrier = turn.barrier.waitingFrom(turn.now());
    turn.coolDown = coolDown(turn);
    turn.usedPrediction = predictionUsed(turn);
    turn.closed = turn.closed.afterClosing(plan, turn.beside != null);
    turn.moves = turn.moves.without(unreported(plan));
    turn.last = LastRuling.of(ending(plan.phase()));
    turn.plan = null;
  }

  /** What orders may have moved that ended without their terminal report. */
  private static Set<Instrument> unreported(OpenPlan plan) {
    return plan.orders().stream()
        .filter(order -> order.isOpen() && !order.isQueued())
        .flatMap(order -> plan.planned(order).expectedDeltas().keySet().stream())
        .collect(Collectors.toSet());
  }

  private static CoolDown coolDown(Turn turn) {
    return switch (turn.plan.phase()) {
      case ABANDONED ->
          turn.coolDown.afterAbandoned(
              turn.now(), turn.plan.terms().cooldownInitial(), turn.plan.terms().cooldownMax());
      case COMPLETED -> CoolDown.NONE;
      case RELEASING, QUEUED, SUPERSEDING, UNCERTAIN, SUPERSEDED, TIMED_OUT -> turn.coolDown;
    };
  }

  /** A prediction whose position was never opened, not even in part, may open it yet. */
  private static Instant predictionUsed(Turn turn) {
    OpenPlan plan = turn.plan;
    boolean opened =
        plan.orders().stream()
            .anyMatch(order -> order.filled().signum() > 0 && !plan.planned(order).reduceOnly());
    boolean entry =
        switch (plan.plan().action()) {
          case ENTRY_FULL -> true;
          case NONE, ENTRY_PARTIAL, EXIT_FULL, EXIT_PARTIAL, SELL_DUST -> false;
        };
    return entry && !opened && turn.usedPrediction != null
        ? turn.usedPrediction.minusMillis(1)
        : turn.usedPrediction;
  }

  private static Reason ending(PlanPhase phase) {
    return switch (phase) {
      case COMPLETED -> Reason.PLAN_COMPLETED;
      case ABANDONED -> Reason.PLAN_ABANDONED;
      case SUPERSEDED -> Reason.PLAN_SUPERSEDED;
      case TIMED_OUT -> Reason.PLAN_TIMED_OUT;
      case RELEASING, QUEUED, SUPERSEDING, UNCERTAIN ->
          throw new IllegalStateException("a plan in " + phase + " has not ended");
    };
  }

  private static void tell(Turn turn, Reason reason, String detail, boolean alarm) {
    turn.recordOf(
        turn.plan, Ruling.of(Action.NONE, reason, detail, turn.equity()), List.of(), alarm);
  }

  /** Where the plan stands: its step, and those of its orders that are not filled. */
  private static String ends(OpenPlan plan) {
    String stands = "step " + plan.stepReleased() + " of " + plan.steps();
    String others =
        plan.orders().stream()
            .filter(order -> order.status() != OrderStatus.FILLED)
            .map(order -> order.operation() + " " + order.orderId() + " " + order.status())
            .collect(Collectors.joining(", "));
    return others.isEmpty() ? stands : stands + ", " + others;
  }
}
