package io.strategystreams.core.engine;

import io.strategystreams.core.exposure.Exposure;
import io.strategystreams.core.exposure.Positions;
import io.strategystreams.core.exposure.RiskAssessment;
import io.strategystreams.core.guard.Control;
import io.strategystreams.core.guard.ControlState;
import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.PositionType;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.core.mode.StrategyParameters;
import io.strategystreams.core.plan.Action;
import io.strategystreams.core.plan.Barrier;
import io.strategystreams.core.plan.ClosedOrders;
import io.strategystreams.core.plan.CoolDown;
import io.strategystreams.core.plan.ExitDemand;
import io.strategystreams.core.plan.HeldGrowth;
import io.strategystreams.core.plan.OpenPlan;
import io.strategystreams.core.plan.OrderProgress;
import io.strategystreams.core.plan.PlanPhase;
import io.strategystreams.core.plan.PlanRate;
import io.strategystreams.core.plan.Report;
import io.strategystreams.core.plan.Tolerance;
import io.strategystreams.core.strategy.Reason;
import io.strategystreams.core.strategy.Ruling;
import io.strategystreams.core.strategy.ValuedEquity;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The state of one strategy while one event is applied; used by one call and thrown away. */
final class Turn {
  /** Where no configuration says otherwise. */
  private static final Duration USUAL_SETTLE_DELAY = Duration.ofSeconds(5);

  private final StrategyState before;
  private final Surroundings around;
  private final Trigger trigger;
  private final Instant now;
  private final boolean routine;
  private final List<Output> outputs = new ArrayList<>();

  long incarnation;
  long plans;
  long decisions;
  Control control;
  Exposure exposure;
  RiskAssessment risk;
  Instant usedPrediction;
  ReportedMoves moves;
  OpenPlan plan;
  OpenPlan beside;
  Barrier barrier;
  CoolDown coolDown;
  PlanRate rate;
  HeldGrowth hold;
  ClosedOrders closed;
  ClosedOrders former;
  LastRuling last;
  ReportsRead reports;
  ReportLife life;
  Quarantine quarantine;

  Turn(StrategyState before, Surroundings around, Trigger trigger, StrategyEvent event) {
    this.before = before;
    this.around = around;
    this.trigger = trigger;
    this.now =
        latest(
            around.market().time(), latest(before.time(), event.eventTime().orElse(Instant.EPOCH)));
    this.routine = event instanceof StrategyEvent.ExposureSeen;
    incarnation = before.incarnation();
    plans = before.plans();
    decisions = before.decisions();
    control = before.control();
    exposure = before.exposure();
    risk = before.risk();
    usedPrediction = before.usedPrediction();
    moves = before.moves();
    plan = before.plan();
    beside = before.beside();
    barrier = before.barrier();
    coolDown = before.coolDown();
    rate = before.rate();
    hold = before.hold() != null && before.hold().isOn(now) ? before.hold() : null;
    closed = before.closed();
    former = before.former();
    last = before.last();
    reports = before.reports();
    life = before.life();
    quarantine = before.quarantine();
    if (around.reports() != null) {
      meet(around.reports());
    }
  }

  /** Where the topic of reports was made anew, offsets of the former one mean nothing any more. */
  private void meet(ReportTopic found) {
    if (life.isEndedBy(found)) {
      Long shown = exposure == null ? null : exposure.lastReportOffset();
      life =
          life.next(
              found,
              ReportLife.higher(reports.last(), ReportLife.higher(barrier.reportOffset(), shown)));
      reports = ReportsRead.NONE;
      barrier = barrier.ofFormerTopic(now);
    }
    life = life.of(found);
  }

  /** Takes an exposure as the last one. */
  void take(Exposure seen) {
    life = life.after(seen, trigger.offset());
    if (life.isOfThis(trigger.offset())) {
      barrier = barrier.afterNewExposure();
    }
    exposure = seen;
    reports = reports.beside(life.believed(seen, reports.last()), now);
  }

  /** Takes note that a report was read, whatever it said. */
  void read(Report report) {
    reports = reports.after(report.offset());
    if (exposure != null) {
      reports = reports.beside(life.believed(exposure, reports.last()), now);
    }
  }

  /**
   * Takes an operator's word that the book is as the exposure says: a report that it names and that
   * was never read is not waited for, and fills that it does not show are not asked for.
   */
  void confirm() {
    moves = ReportedMoves.NONE;
    if (reports.aheadSince() != null) {
      life = life.doubting(exposure.lastReportOffset());
      reports = reports.beside(life.believed(exposure, reports.last()), now);
    }
  }

  /** Whether the last exposure has seen all that it must. */
  boolean barrierLets() {
    return barrier.lets(life.believed(exposure, reports.last()));
  }

  /**
   * The last risk assessment as the rules may read it: its margin ratios move nothing once a plan
   * has started at its time or later, for that plan answers them or changes the book they are of.
   */
  RiskAssessment currentRisk() {
    return risk == null || rate.last().filter(start -> !start.isBefore(risk.eventTime())).isEmpty()
        ? risk
        : risk.withoutMarginRatios();
  }

  /** Whether the last exposure may be acted on: what it claims to include was read and shows. */
  boolean exposureCounts() {
    return reports.aheadSince() == null && barrierLets() && unshown().isEmpty();
  }

  /** What the exposure does not show of the fills that it claims to include; empty if all. */
  Optional<Instrument> unshown() {
    return installed()
        .map(Installed::parameters)
        .flatMap(
            strategy ->
                moves.unshown(
                    exposure.positions(),
                    strategy.shareClass(),
                    strategy.asset(),
                    (held, change) -> isNegligible(strategy, held, change)));
  }

  /**
   * Whether a change is within what interest on the whole equity explains ({@code
   * max_accrued_interest}): what is left of a large loan or deposit after an exit is no more than
   * that, and interest on what was there before comes on top.
   */
  private boolean isNegligible(StrategyParameters strategy, Instrument held, BigDecimal change) {
    if (held.type() == PositionType.PERP) {
      return false;
    }
    Exposure alone = exposure.holding(Positions.of(Map.of(held, change.abs())));
    ValuedEquity worth =
        ValuedEquity.of(alone, strategy, around.market().sight(strategy.pace().maxPriceJump()));
    BigDecimal most = exposure.equity().abs().multiply(strategy.plausibility().accruedInterest());
    return worth.unpriced().isEmpty() && worth.valued().abs().compareTo(most) <= 0;
  }

  /** Whether an evaluation that ends so would only be counted. */
  boolean wouldRepeat(Reason reason, boolean waits) {
    return (waits && routine)
        || (last != null && last.reason() == reason && last.targets().isEmpty());
  }

  void repeat(Reason reason) {
    outputs.add(new Output.EvaluationRepeated(reason));
  }

  String strategyId() {
    return before.strategyId();
  }

  Trigger trigger() {
    return trigger;
  }

  Surroundings around() {
    return around;
  }

  Optional<Installed> installed() {
    return around.configuration();
  }

  /** The highest event time seen, never a wall clock. */
  Instant now() {
    return now;
  }

  /** The stricter of the strategy's own control state, that of all, and RETIRED by tombstone. */
  ControlState effectiveControl() {
    ControlState byTombstone = around.retired() ? ControlState.RETIRED : ControlState.ACTIVE;
    return control.state().stricter(around.controlOfAll()).stricter(byTombstone);
  }

  ExitDemand demand() {
    if (risk != null && risk.override()) {
      return ExitDemand.OVERRIDE;
    }
    boolean all = exposure != null && exposure.withdrawal().partial(exposure.equity()).isEmpty();
    return all ? ExitDemand.WITHDRAWAL : ExitDemand.NONE;
  }

  Duration settleDelay() {
    if (plan != null) {
      return plan.terms().settleDelay();
    }
    return installed()
        .map(installed -> installed.parameters().pace().settleDelay())
        .orElse(USUAL_SETTLE_DELAY);
  }

  /** What the last exposure shows, and what orders of the open plan reported since. */
  Positions book() {
    Positions book = exposure == null ? Positions.NONE : exposure.positions();
    for (OrderProgress order : plan.orders()) {
      if (order.heard() != null && !shows(order.heard())) {
        book = book.plus(order.deltas());
      }
    }
    return book;
  }

  private boolean shows(OrderProgress.Heard heard) {
    if (exposure == null) {
      return false;
    }
    return life.believed(exposure, reports.last())
        .reportOffset()
        .map(offset -> offset >= heard.offset())
        .orElseGet(() -> exposure.eventTime().isAfter(heard.at().plus(settleDelay())));
  }

  BigDecimal equity() {
    return exposure == null ? null : exposure.equity();
  }

  Tolerance tolerance() {
    return installed()
        .map(installed -> Tolerance.of(installed.parameters()))
        .orElse(Tolerance.USUAL);
  }

  /** Growth waits until an order whose end is in doubt can do nothing more. */
  void doubt(OrderProgress order, String why) {
    HeldGrowth held = new HeldGrowth(order.expiresAt().plus(settleDelay()), why);
    hold = held.isOn(now) ? HeldGrowth.longer(hold, held) : hold;
  }

  boolean wasEvaluationDue() {
    return before.evaluateAt() != null && !now.isBefore(before.evaluateAt());
  }

  /** Makes the plan beside the open one the one that is worked on, and back again. */
  void swapPlans() {
    OpenPlan other = beside;
    beside = plan;
    plan = other;
  }

  boolean isQueued() {
    return plan != null && plan.phase() == PlanPhase.QUEUED;
  }

  /** Counts anew; what was sent before is of a former incarnation. */
  void begin(long newIncarnation) {
    incarnation = newIncarnation;
    plans = 0;
    decisions = 0;
    former = former.and(closed);
    closed = ClosedOrders.NONE;
    coolDown = CoolDown.NONE;
    rate = PlanRate.NONE;
    last = null;
  }

  void ignore(Output.Cause cause) {
    outputs.add(new Output.Ignored(cause));
  }

  /** Has the control in force written again, where another record of its key came after it. */
  void restore(Control inForce) {
    outputs.add(new Output.ControlRestored(strategyId(), inForce));
  }

  void send(Output.StepSent step) {
    outputs.add(step);
  }

  /**
   * Tells that what is under way must end before the rules are asked. Exposures come again and
   * again meanwhile, and whether one is read before or after a report is chance: where one meets
   * it, it is counted only.
   */
  void ruleWaiting(Ruling ruling) {
    if (routine) {
      outputs.add(new Output.EvaluationRepeated(ruling.reason()));
    } else {
      rule(ruling, false);
    }
  }

  /** Records how an evaluation without a plan ended, unless it ended as the one before it. */
  void rule(Ruling ruling, boolean alarm) {
    BigDecimal threshold =
        installed()
            .map(installed -> installed.parameters().trading().deviationThreshold())
            .orElse(BigDecimal.ZERO);
    if (last != null && last.isRepeatedBy(ruling, threshold)) {
      outputs.add(new Output.EvaluationRepeated(ruling.reason()));
      return;
    }
    last = LastRuling.of(ruling);
    record(ruling, mode(), version(), null, List.of(), alarm);
  }

  /** Records a decision about a plan, under the configuration the plan began with. */
  void recordOf(OpenPlan about, Ruling ruling, List<String> orderIds, boolean alarm) {
    record(
        ruling,
        about.terms().mode(),
        about.terms().configVersion(),
        about.number(),
        orderIds,
        alarm);
  }

  /** Records a decision about a report that no open plan waits for, or that contradicts another. */
  void recordReport(Reason reason, String detail, boolean alarm) {
    record(
        Ruling.of(Action.NONE, reason, detail, equity()),
        mode(),
        version(),
        null,
        List.of(),
        alarm);
  }

  private void record(
      Ruling ruling,
      Mode mode,
      long version,
      Long planNumber,
      List<String> orderIds,
      boolean alarm) {
    decisions++;
    outputs.add(
        new Output.DecisionMade(
            strategyId(),
            mode,
            incarnation,
            decisions,
            ruling,
            planNumber,
            orderIds,
            trigger,
            version,
            now,
            alarm));
  }

  private Mode mode() {
    return installed().map(installed -> installed.parameters().mode()).orElse(null);
  }

  private long version() {
    return installed().map(Installed::version).orElse(0L);
  }

  Outcome outcome(StrategyEvent event, Instant evaluateAt) {
    Instant ownTime = latest(before.time(), event.eventTime().orElse(Instant.EPOCH));
    StrategyState after =
        new StrategyState(
            strategyId(),
            incarnation,
            plans,
            decisions,
            control,
            exposure,
            risk,
            usedPrediction,
            moves,
            ownTime,
            plan,
            beside,
            barrier,
            coolDown,
            rate,
            hold,
            closed,
            former,
            last,
            reports,
            life,
            evaluateAt,
            quarantine);
    return new Outcome(after.equals(before) ? before : after, outputs);
  }

  static Instant latest(Instant one, Instant other) {
    return other.isAfter(one) ? other : one;
  }
}
