package io.strategystreams.topology;

import io.micrometer.core.instrument.Timer;
import io.strategystreams.core.engine.Output;
import io.strategystreams.core.engine.StrategyState;
import io.strategystreams.core.engine.Surroundings;
import io.strategystreams.core.exposure.Exposure;
import io.strategystreams.core.guard.BookSight;
import io.strategystreams.core.guard.ControlState;
import io.strategystreams.core.guard.HedgeCheck;
import io.strategystreams.core.guard.MarketSight;
import io.strategystreams.core.market.MarketCatalogue;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.core.mode.StrategyParameters;
import io.strategystreams.core.plan.Action;
import io.strategystreams.core.plan.PlanPhase;
import io.strategystreams.core.strategy.HeldLst;
import io.strategystreams.core.strategy.Reason;
import io.strategystreams.events.ExecutionReport;
import io.strategystreams.events.Order;
import io.strategystreams.events.RiskAssessment;
import io.strategystreams.metrics.BookFigures;
import io.strategystreams.metrics.CounterFamily;
import io.strategystreams.metrics.InputAges;
import io.strategystreams.metrics.InputAges.Input;
import io.strategystreams.metrics.LogFields;
import io.strategystreams.metrics.MeterNames;
import io.strategystreams.metrics.OpenBook;
import io.strategystreams.metrics.RiskFigures;
import io.strategystreams.metrics.TaskBooks;
import io.strategystreams.metrics.Telemetry;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a task of strategies tells of itself. Nothing that it decides depends on it. */
final class TaskMeters implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TaskMeters.class);
  private static final String NO_MODE = "none";

  /**
   * Reasons of decisions that may be alarms. Their counters are there from the start, at 0: the
   * first alarm after a restart is then seen as a rise, also where there was one before.
   */
  private static final Set<Reason> ALARMS =
      Collections.unmodifiableSet(
          EnumSet.of(
              Reason.PLAN_UNCERTAIN,
              Reason.HALT_LEAVES_UNHEDGED,
              Reason.EQUITY_IMPLAUSIBLE,
              Reason.EXPOSURE_AHEAD,
              Reason.EXPOSURE_CONTRADICTS_FILLS,
              Reason.HALTED,
              Reason.CONFIGURATION_REFUSED,
              Reason.BARRIER_TIMED_OUT,
              Reason.LATE_REPORT,
              Reason.CONTRADICTORY_REPORT,
              Reason.CLOSED_BY_VENUE,
              Reason.QUARANTINED,
              Reason.RELEASE_REFUSED,
              Reason.REPORT_CONTRADICTS_ORDER));

  private static final long UNKNOWN = -1;

  private static final Map<Reason, PlanPhase> ENDS =
      new EnumMap<>(
          Map.of(
              Reason.PLAN_COMPLETED, PlanPhase.COMPLETED,
              Reason.PLAN_ABANDONED, PlanPhase.ABANDONED,
              Reason.PLAN_SUPERSEDED, PlanPhase.SUPERSEDED,
              Reason.PLAN_TIMED_OUT, PlanPhase.TIMED_OUT));

  private final Telemetry telemetry;
  private final MarketCatalogue catalogue;
  private final CounterFamily decisions;
  private final CounterFamily refusals;
  private final CounterFamily repeated;
  private final CounterFamily orders;
  private final CounterFamily alarms;
  private final CounterFamily reports;
  private final CounterFamily ignored;
  private final CounterFamily applied;
  private final CounterFamily unknown;
  private final CounterFamily plans;
  private final Timer inputToOrder;
  private final Map<PlanPhase, Timer> planDurations = new EnumMap<>(PlanPhase.class);
  private final TaskBooks books;
  private final InputAges.TaskTick ticks;
  private final Map<String, Exposure> shown = new HashMap<>();
  private long calledAt = UNKNOWN;

  /** Whether the record at hand is counted as ignored or as a dead letter. */
  private boolean counted;

  /**
   * @param task {@code 1_2}
   */
  TaskMeters(Telemetry telemetry, MarketCatalogue catalogue, String task) {
    this.telemetry = telemetry;
    this.catalogue = catalogue;
    decisions =
        telemetry.counters(
            MeterNames.DECISIONS,
            "Decisions recorded",
            MeterNames.MODE,
            MeterNames.ACTION,
            MeterNames.REASON);
    // Somebody is woken by these: there from the start, as the alarms.
    for (Mode mode : Mode.values()) {
      decisions.tell(mode.id(), Action.EXIT_FULL.name(), Reason.RISK_OVERRIDE.name());
    }
    refusals =
        telemetry.counters(
            MeterNames.REFUSALS,
            "Recorded evaluations that were kept from acting",
            MeterNames.MODE,
            MeterNames.REASON);
    repeated =
        telemetry.counters(
            MeterNames.REPEATED_EVALUATIONS,
            "Evaluations that ended as the one before",
            MeterNames.REASON);
    orders =
        telemetry.counters(
            MeterNames.ORDERS,
            "Orders sent",
            MeterNames.MODE,
            MeterNames.VENUE,
            MeterNames.OPERATION);
    alarms =
        telemetry.counters(
            MeterNames.ALARMS, "Decisions that someone must look at now", MeterNames.REASON);
    ALARMS.forEach(reason -> alarms.tell(reason.name()));
    reports = telemetry.counters(MeterNames.REPORTS, "Execution reports read", MeterNames.STATUS);
    ignored =
        telemetry.counters(
            MeterNames.IGNORED_RECORDS, "Records that changed nothing", MeterNames.CAUSE);
    applied =
        telemetry.counters(
            MeterNames.APPLIED_RECORDS, "Records that took effect", MeterNames.TOPIC);
    unknown =
        telemetry.counters(
            MeterNames.UNKNOWN_INSTRUMENTS,
            "Entries that name what the desk cannot hold or trade",
            MeterNames.TOPIC);
    ignored.tell(Output.Cause.NOT_CONFIGURED.name());
    StrategyInputs.TOPICS.forEach(topic -> unknown.tell(topic));
    plans =
        telemetry.counters(MeterNames.PLANS, "Plans closed", MeterNames.MODE, MeterNames.OUTCOME);
    inputToOrder = telemetry.inputToOrder();
    books = telemetry.books().open();
    ticks = telemetry.inputs().open(task);
  }

  /** A record of an input was taken. */
  void read(Input input, Instant stampedAt) {
    telemetry.inputs().seen(input, stampedAt.toEpochMilli());
    if (input == Input.TICK) {
      ticks.seen(stampedAt.toEpochMilli());
    }
  }

  void decided(Output.DecisionMade made) {
    String mode = name(made.mode());
    Reason reason = made.ruling().reason();
    decisions.count(mode, made.ruling().action().name(), reason.name());
    if (made.ruling().action() == Action.NONE && reason.isRefusal()) {
      refusals.count(mode, reason.name());
    }
    if (made.alarm()) {
      alarms.count(reason.name());
    }
  }

  void ordered(Order order) {
    orders.count(order.getMode(), order.getVenue(), order.getOperation().name());
  }

  /**
   * A record is taken that may call for orders.
   *
   * @param stamp its timestamp, milliseconds since 1970; negative where it tells nothing
   */
  void calledBy(long stamp) {
    calledAt = telemetry.isLive() ? stamp : UNKNOWN;
    counted = false;
  }

  /**
   * A step of orders leaves.
   *
   * @param now milliseconds since 1970, by the wall clock
   */
  void left(long now) {
    if (calledAt >= 0) {
      inputToOrder.record(Math.max(0, now - calledAt), TimeUnit.MILLISECONDS);
    }
  }

  void repeated(Reason reason) {
    repeated.count(reason.name());
  }

  void ignored(String cause) {
    ignored.count(cause);
    counted = true;
  }

  void deadLettered() {
    counted = true;
  }

  /** The record at hand was read to its end: each is applied, ignored or a dead letter. */
  void processed(String topic) {
    if (!counted) {
      applied.count(topic);
    }
  }

  /**
   * @param entries how many of a record
   */
  void unknownInstruments(String topic, int entries) {
    for (int i = 0; i < entries; i++) {
      unknown.count(topic);
    }
  }

  void reported(ExecutionReport report) {
    reports.count(report.getStatus().name());
  }

  void assessed(RiskAssessment risk) {
    books.assessed(
        risk.getStrategyId(),
        () -> RiskFigures.of(risk.getLtv(), risk.getHealthFactor(), risk.getMarginRatios()));
  }

  /** An event took effect. */
  void after(StrategyState before, Iterable<Output> outputs) {
    for (Output output : outputs) {
      if (output instanceof Output.DecisionMade made && ENDS.containsKey(made.ruling().reason())) {
        ended(made, before);
      }
    }
  }

  private void ended(Output.DecisionMade made, StrategyState before) {
    PlanPhase end = ENDS.get(made.ruling().reason());
    plans.count(name(made.mode()), end.name());
    Stream.of(before.openPlan(), Optional.ofNullable(before.beside()))
        .flatMap(Optional::stream)
        .filter(plan -> made.planNumber() != null && plan.number() == made.planNumber())
        .flatMap(plan -> plan.begunAt().stream())
        .findFirst()
        .ifPresent(
            begun ->
                planDurations
                    .computeIfAbsent(end, phase -> telemetry.planDuration(phase.name()))
                    .record(Duration.between(begun, made.now())));
  }

  /** What a strategy holds and may do, told where it is configured. */
  void seen(StrategyState state, Surroundings around) {
    if (!telemetry.books().isTold()) {
      return;
    }
    books.quarantined(state.strategyId(), state.quarantine() != null);
    if (around.installed() == null) {
      return;
    }
    StrategyParameters parameters = around.installed().parameters();
    ControlState own = around.retired() ? ControlState.RETIRED : state.control().state();
    books.controlled(state.strategyId(), own.stricter(around.controlOfAll()));
    Exposure exposure = state.exposure();
    if (exposure != null && shown.put(state.strategyId(), exposure) != exposure) {
      show(exposure, parameters, around);
    }
  }

  /** Whatever a monitor may write into an exposure: what is told of it stops no task. */
  private void show(Exposure exposure, StrategyParameters parameters, Surroundings around) {
    try {
      StrategyParameters judging = HeldLst.judging(parameters, exposure.positions());
      MarketSight sight = around.market().sight(judging.pace().maxPriceJump());
      new HedgeCheck(judging, catalogue, sight)
          .unhedged(exposure.positions())
          .ifPresentOrElse(
              open ->
                  books.unhedged(
                      OpenBook.of(
                          exposure.strategyId(),
                          judging.mode().id(),
                          judging.asset().symbol(),
                          open,
                          exposure.eventTime())),
              () -> books.hedged(exposure.strategyId()));
      books.held(exposure.strategyId(), () -> figures(exposure, judging, sight));
    } catch (RuntimeException | StackOverflowError e) {
      LOG.atWarn()
          .addKeyValue(LogFields.STRATEGY_ID, exposure.strategyId())
          .setCause(e)
          .log("figures of strategy {} are not told", exposure.strategyId());
    }
  }

  private static BookFigures figures(
      Exposure exposure, StrategyParameters parameters, MarketSight market) {
    BookSight sight = new BookSight(parameters, market);
    Optional<BigDecimal> worth = sight.worth(exposure);
    return new BookFigures(
        exposure.strategyId(),
        parameters.mode().id(),
        exposure.shareClass().symbol(),
        exposure.equity(),
        parameters.asset().symbol(),
        sight.delta(exposure.positions()),
        worth.orElse(exposure.equity()));
  }

  private static String name(Mode mode) {
    return mode == null ? NO_MODE : mode.id();
  }

  @Override
  public void close() {
    books.close();
    ticks.close();
  }
}
