package io.strategystreams.core.engine;

import io.strategystreams.core.exposure.Exposure;
import io.strategystreams.core.exposure.RiskAssessment;
import io.strategystreams.core.guard.Control;
import io.strategystreams.core.guard.MarketBook;
import io.strategystreams.core.market.MarketCatalogue;
import io.strategystreams.core.mode.StrategyParameters;
import io.strategystreams.core.money.Decimals;
import io.strategystreams.core.plan.HeldGrowth;
import io.strategystreams.core.plan.OpenPlan;
import io.strategystreams.core.plan.OrderProgress;
import io.strategystreams.core.plan.OrderStatus;
import io.strategystreams.core.plan.PlanEvent;
import io.strategystreams.core.plan.PlanPhase;
import io.strategystreams.core.plan.Report;
import io.strategystreams.core.plan.ReportCheck;
import io.strategystreams.core.plan.ReportEffect;
import io.strategystreams.core.plan.Tolerance;
import io.strategystreams.core.strategy.Reason;
import io.strategystreams.core.strategy.StrategyEvaluator;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an event does to a strategy: a pure function of its state, the event and what surrounds it.
 *
 * <p>The event takes effect on what is remembered; then the open plan goes on as far as it may;
 * then, if the event calls for it, the strategy is evaluated. What came out of order is counted and
 * changes nothing.
 */
public final class StrategyStep {
  private final OrderNames names;
  private final PlanProgress progress;
  private final Evaluation evaluation;

  /**
   * @param catalogue the rules of every market
   * @param names the identity of orders
   */
  public StrategyStep(StrategyEvaluator evaluator, MarketCatalogue catalogue, OrderNames names) {
    this.names = Objects.requireNonNull(names, "names");
    this.progress = new PlanProgress(names);
    this.evaluation =
        new Evaluation(
            Objects.requireNonNull(evaluator, "evaluator"),
            Objects.requireNonNull(catalogue, "catalogue"),
            progress);
  }

  /**
   * @param trigger the record that brought the event
   * @return the very state given where the event changed nothing
   */
  public Outcome after(
      StrategyState state, StrategyEvent event, Surroundings around, Trigger trigger) {
    if (!around.isConfigured() && event.needsConfiguration()) {
      return new Outcome(state, List.of(new Output.Ignored(Output.Cause.NOT_CONFIGURED)));
    }
    Turn turn = new Turn(state, around, trigger, event);
    PlanPhase phaseBefore = phase(turn.plan);
    PlanPhase besideBefore = phase(turn.beside);
    Effect effect = event.fold(new Application(turn, names));
    boolean closed = progress.goOnBoth(turn, phaseBefore, besideBefore, effect.cause());
    if (isEvaluated(turn, effect, closed)) {
      evaluation.run(turn);
    }
    return turn.outcome(event, evaluateAt(turn));
  }

  /**
   * What an event does where evaluating the strategy fails: it takes effect and the open plan goes
   * on as far as it may; the strategy is not evaluated.
   *
   * @param cause what failed
   */
  public Outcome unevaluated(
      StrategyState state,
      StrategyEvent event,
      Surroundings around,
      Trigger trigger,
      String cause) {
    Turn turn = new Turn(state, around, trigger, event);
    PlanPhase phaseBefore = phase(turn.plan);
    PlanPhase besideBefore = phase(turn.beside);
    Effect effect = event.fold(new Application(turn, names));
    progress.goOnBoth(turn, phaseBefore, besideBefore, effect.cause());
    return quarantined(turn, event, evaluateAt(turn), cause);
  }

  /**
   * What an event does where the open plan cannot go on either: it takes effect on what is
   * remembered, and nothing goes out.
   *
   * @param cause what failed
   */
  public Outcome remembered(
      StrategyState state,
      StrategyEvent event,
      Surroundings around,
      Trigger trigger,
      String cause) {
    Turn turn = new Turn(state, around, trigger, event);
    event.fold(new Application(turn, names));
    return quarantined(turn, event, null, cause);
  }

  private Outcome quarantined(Turn turn, StrategyEvent event, Instant evaluateAt, String cause) {
    if (turn.quarantine == null) {
      turn.quarantine = new Quarantine(turn.now(), cause);
      turn.recordReport(Reason.QUARANTINED, evaluation.quarantined(turn), true);
    } else {
      turn.repeat(Reason.QUARANTINED);
    }
    return turn.outcome(event, evaluateAt);
  }

  private static PlanPhase phase(OpenPlan plan) {
    return plan == null ? null : plan.phase();
  }

  /**
   * A plan that ends makes room for the next one at once if the exposure that shows its end came
   * before its last report: both orders of arrival end the same.
   */
  private static boolean isEvaluated(Turn turn, Effect effect, boolean closed) {
    if (turn.now().equals(Instant.EPOCH)) {
      return false;
    }
    boolean roomForTheNext = closed && turn.exposure != null && turn.exposureCounts();
    return effect.evaluates() || roomForTheNext || turn.wasEvaluationDue();
  }

  /** When time alone would change how an evaluation ends; what is past was evaluated. */
  private static Instant evaluateAt(Turn turn) {
    if (turn.exposure == null) {
      return null;
    }
    return turn.installed().map(Installed::parameters).stream()
        .flatMap(parameters -> dueTimes(turn, parameters))
        .filter(due -> due.isAfter(turn.now()))
        .min(Instant::compareTo)
        .orElse(null);
  }

  private static Stream<Instant> dueTimes(Turn turn, StrategyParameters parameters) {
    return Stream.of(
            Optional.of(staleAt(turn.exposure.eventTime(), parameters.freshness().exposure())),
            Optional.ofNullable(turn.risk)
                .map(risk -> staleAt(risk.eventTime(), parameters.freshness().risk())),
            turn.barrier.overdueAt(parameters.pace().barrierTimeout()),
            turn.reports.overdueAt(parameters.pace().barrierTimeout()),
            Optional.ofNullable(turn.coolDown.until()),
            Optional.ofNullable(turn.hold).map(HeldGrowth::until),
            turn.coolDown
                .since(parameters.pace().cooldownInitial(), parameters.pace().cooldownMax())
                .map(since -> since.plusMillis(1)),
            turn.rate.freeAt(parameters.pace().maxPlansPerMinute()))
        .flatMap(Optional::stream);
  }

  /** At the limit an input is still fresh; times are whole milliseconds. */
  private static Instant staleAt(Instant eventTime, Duration maxAge) {
    return eventTime.plus(maxAge).plusMillis(1);
  }

  /**
   * @param evaluates whether the event calls for an evaluation
   * @param cause a report's own words, null for none
   */
  private record Effect(boolean evaluates, String cause) {
    static final Effect EVALUATES = new Effect(true, null);
    static final Effect SILENT = new Effect(false, null);
  }

  private record Application(Turn turn, OrderNames names) implements StrategyEvent.Cases<Effect> {

    @Override
    public Effect exposureSeen(Exposure exposure) {
      if (turn.exposure != null && isOlder(exposure, turn.exposure)) {
        turn.ignore(Output.Cause.OLD_EXPOSURE);
        return Effect.SILENT;
      }
      turn.take(exposure);
      for (int plans = 0; plans < 2; plans++) {
        if (turn.plan != null) {
          PlanProgress.move(turn, new PlanEvent.ExposureCame(exposure.eventTime()));
        }
        turn.swapPlans();
      }
      return Effect.EVALUATES;
    }

    /** Of two exposures of the same time the one that saw more reports is the later. */
    private static boolean isOlder(Exposure exposure, Exposure last) {
      if (!exposure.eventTime().equals(last.eventTime())) {
        return exposure.eventTime().isBefore(last.eventTime());
      }
      return exposure.lastReportOffset() != null
          && last.lastReportOffset() != null
          && exposure.lastReportOffset() < last.lastReportOffset();
    }

    @Override
    public Effect riskSeen(RiskAssessment risk) {
      RiskAssessment last = turn.risk;
      if (last != null && risk.eventTime().isBefore(last.eventTime())) {
        turn.ignore(Output.Cause.OLD_RISK);
        return Effect.SILENT;
      }
      turn.risk = risk;
      boolean readsTheSame = last != null && risk.readsAs(last) && !wasWaitedFor();
      return readsTheSame ? Effect.SILENT : Effect.EVALUATES;
    }

    /** Whether the last evaluation ended for want of a fresh assessment. */
    private boolean wasWaitedFor() {
      return turn.last != null
          && (turn.last.reason() == Reason.RISK_MISSING || turn.last.reason() == Reason.RISK_STALE);
    }

    /** An exposure that named this very report was waiting for it. */
    @Override
    public Effect reportSeen(Report report) {
      boolean waited = turn.reports.aheadSince() != null;
      String cause = takeReport(report);
      turn.read(report);
      boolean cameUp = waited && turn.reports.aheadSince() == null;
      return new Effect(cameUp && (turn.plan == null || turn.isQueued()), cause);
    }

    /**
     * @return the report's own words if it is on an order of an open plan, else null
     */
    private String takeReport(Report report) {
      if (report.isOfVenue()) {
        closedByVenue(report);
        return null;
      }
      if (ofOpenPlan(report)) {
        return report.detail();
      }
      turn.swapPlans();
      boolean ofBeside = ofOpenPlan(report);
      turn.swapPlans();
      if (ofBeside) {
        return report.detail();
      }
      Optional<OrderProgress> former = turn.former.order(report.orderId());
      if (former.isPresent()) {
        turn.ignore(Output.Cause.REPORT_OF_FORMER_INCARNATION);
        turn.former = turn.former.afterReport(report);
        raiseUnless(former.get().effectOf(report) == ReportEffect.NOTHING_NEW, report);
        moveUnasked(report, former.get());
        return null;
      }
      ofClosedPlan(report, turn.closed.order(report.orderId()).orElse(null));
      return null;
    }

    /** Whether it is on an order of the plan that is worked on. */
    private boolean ofOpenPlan(Report report) {
      Optional<OrderProgress> known =
          turn.plan == null ? Optional.empty() : turn.plan.order(report.orderId());
      known.ifPresent(order -> ofOpenPlan(report, order));
      return known.isPresent();
    }

    private void ofOpenPlan(Report report, OrderProgress order) {
      ReportEffect effect = order.effectOf(report);
      Optional<String> contradiction =
          effect == ReportEffect.CHANGED ? contradiction(report, order) : Optional.empty();
      if (contradiction.isPresent()) {
        doubted(report, order, contradiction.get());
        return;
      }
      PlanProgress.move(turn, new PlanEvent.Reported(report));
      turn.plan
          .order(report.orderId())
          .ifPresent(after -> turn.moves = turn.moves.after(order.deltas(), after.deltas()));
      raiseUnless(effect == ReportEffect.NOTHING_NEW, report);
      switch (effect) {
        case NOTHING_NEW -> turn.ignore(Output.Cause.NOTHING_NEW_IN_REPORT);
        case CHANGED -> doubtIfEarly(report, order);
        case CONTRADICTION -> {
          turn.doubt(order, said(report, order));
          turn.recordReport(Reason.CONTRADICTORY_REPORT, said(report, order), true);
        }
      }
    }

    /** What cannot be true of the order as it was sent, in words. */
    private Optional<String> contradiction(Report report, OrderProgress order) {
      String planId = names.planId(turn.strategyId(), turn.incarnation, turn.plan.number());
      if (!report.planId().equals(planId)) {
        return Optional.of("plan_id must be " + planId + ", was " + report.planId());
      }
      Tolerance tolerance = turn.tolerance();
      MarketBook market = turn.around().market();
      return new ReportCheck(tolerance, List.of(market.sight(tolerance.jump()), market.lastSeen()))
          .contradiction(turn.plan.sent(order), order.step() == 1, report);
    }

    /**
     * A report that cannot be true sizes nothing: the plan stops, an exposure that includes the
     * report shows what there is, and growth waits until the order can do nothing more.
     */
    private void doubted(Report report, OrderProgress order, String why) {
      PlanProgress.move(turn, new PlanEvent.ReportDoubted(order.orderId()));
      raiseUnless(false, report);
      turn.doubt(order, why);
      turn.recordReport(
          Reason.REPORT_CONTRADICTS_ORDER,
          report.status() + " of order " + order.orderId() + ": " + why,
          true);
    }

    /** There is no cancel, and nothing expires before its time. */
    private void doubtIfEarly(Report report, OrderProgress order) {
      boolean early =
          report.status() == OrderStatus.CANCELLED
              || (report.status() == OrderStatus.EXPIRED
                  && report.eventTime().isBefore(order.expiresAt()));
      if (early) {
        turn.doubt(order, report.status() + " was reported of order " + order.orderId());
      }
    }

    private void ofClosedPlan(Report report, OrderProgress order) {
      ReportEffect effect = order == null ? ReportEffect.CHANGED : order.effectOf(report);
      turn.closed = turn.closed.afterReport(report);
      raiseUnless(effect == ReportEffect.NOTHING_NEW, report);
      moveUnasked(report, order);
      switch (effect) {
        case NOTHING_NEW -> turn.ignore(Output.Cause.NOTHING_NEW_IN_REPORT);
        case CHANGED ->
            turn.recordReport(Reason.LATE_REPORT, said(report, order), !isExpected(order));
        case CONTRADICTION ->
            turn.recordReport(Reason.CONTRADICTORY_REPORT, said(report, order), true);
      }
    }

    /** No order asked for it, so nothing waits for it but the next evaluation. */
    private void closedByVenue(Report report) {
      raiseUnless(false, report);
      Optional<String> contradiction = new VenueReports(turn, names).contradiction(report);
      if (contradiction.isPresent()) {
        turn.recordReport(
            Reason.REPORT_CONTRADICTS_ORDER,
            "a close by the venue, report " + report.orderId() + ": " + contradiction.get(),
            true);
        return;
      }
      turn.moves =
          turn.moves.afterUnasked(report, turn.exposure, turn.plan != null, turn.settleDelay());
      String what =
          report.status()
              + " "
              + Decimals.plain(report.filled())
              + ", opened by order "
              + report.closesOrderId()
              + (report.detail() == null ? "" : ": " + report.detail());
      turn.recordReport(Reason.CLOSED_BY_VENUE, what, report.status() == OrderStatus.LIQUIDATED);
    }

    /**
     * A fill of an order whose plan is closed. What it moved before is not remembered: where that
     * was something, only what is sure is judged.
     *
     * @param order as it was known, null for an order that is not
     */
    private void moveUnasked(Report report, OrderProgress order) {
      boolean whole =
          order != null
              && order.effectOf(report) == ReportEffect.CHANGED
              && order.filled().signum() == 0
              && !order.isQueued();
      turn.moves =
          whole
              ? turn.moves.afterUnasked(
                  report, turn.exposure, turn.plan != null, turn.settleDelay())
              : turn.moves.without(report.deltas().keySet());
    }

    /** An unstake that was queued when its plan was superseded ends late by its nature. */
    private static boolean isExpected(OrderProgress order) {
      return order != null && order.isQueued();
    }

    private void raiseUnless(boolean nothingNew, Report report) {
      if (!nothingNew) {
        turn.barrier = turn.barrier.afterReport(report, turn.settleDelay(), turn.now());
      }
    }

    private static String said(Report report, OrderProgress order) {
      String known =
          order == null
              ? "no order of the last plan"
              : order.status() + " with " + Decimals.plain(order.filled()) + " filled";
      return report.status()
          + " with "
          + Decimals.plain(report.filled())
          + " filled of order "
          + report.orderId()
          + ", known as "
          + known;
    }

    @Override
    public Effect predictionSeen() {
      return Effect.EVALUATES;
    }

    @Override
    public Effect timePassed() {
      return Effect.SILENT;
    }

    @Override
    public Effect configurationSeen() {
      long incarnation = turn.installed().map(Installed::incarnation).orElse(0L);
      if (incarnation > turn.incarnation) {
        PlanProgress.resetBoth(turn);
        turn.begin(incarnation);
      }
      return Effect.EVALUATES;
    }

    @Override
    public Effect controlSeen(Control control) {
      boolean accepted = turn.control.accepts(control);
      boolean confirms = turn.control.isOlderThan(control) && control.state().lets(true);
      turn.control = turn.control.after(control);
      if (!accepted) {
        turn.ignore(Output.Cause.OLD_CONTROL);
      }
      if (!turn.control.saysTheSameAs(control)) {
        turn.restore(turn.control);
      }
      if (accepted && confirms) {
        turn.confirm();
        turn.quarantine = null;
      }
      return accepted ? Effect.EVALUATES : Effect.SILENT;
    }

    @Override
    public Effect controlOfAllSeen() {
      return Effect.EVALUATES;
    }
  }
}
