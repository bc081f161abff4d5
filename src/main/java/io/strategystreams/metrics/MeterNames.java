package io.strategystreams.metrics;

/**
 * Every meter of the product and its tags, in Micrometer's form: Prometheus reads {@code
 * strategy_streams_decisions_total} for {@link #DECISIONS}. Alerts, dashboards and documents build
 * on these names.
 */
public final class MeterNames {
  private static final String PREFIX = "strategy.streams.";

  /** Decisions recorded, by {@link #MODE}, {@link #ACTION}, {@link #REASON}. */
  public static final String DECISIONS = PREFIX + "decisions";

  /** Evaluations that ended as the one before, by {@link #REASON}. */
  public static final String REPEATED_EVALUATIONS = PREFIX + "evaluations.repeated";

  /** Recorded evaluations that were kept from acting, by {@link #MODE}, {@link #REASON}. */
  public static final String REFUSALS = PREFIX + "refusals";

  /** Orders sent, by {@link #MODE}, {@link #VENUE}, {@link #OPERATION}. */
  public static final String ORDERS = PREFIX + "orders";

  /** Decisions that someone must look at now, by {@link #REASON}. */
  public static final String ALARMS = PREFIX + "alarms";

  /** Execution reports read, by {@link #STATUS}. */
  public static final String REPORTS = PREFIX + "reports";

  /** Records that changed nothing, by {@link #CAUSE}. */
  public static final String IGNORED_RECORDS = PREFIX + "ignored.records";

  /** Records of strategies that took effect, by {@link #TOPIC}. */
  public static final String APPLIED_RECORDS = PREFIX + "applied.records";

  /** Entries of events that name what the desk cannot hold or trade, by {@link #TOPIC}. */
  public static final String UNKNOWN_INSTRUMENTS = PREFIX + "unknown.instruments";

  /** Strategies here that the engine failed on and that no operator has resumed. */
  public static final String STRATEGIES_QUARANTINED = PREFIX + "strategies.quarantined";

  /** Records put aside, by {@link #TOPIC}, {@link #REASON}. */
  public static final String DEAD_LETTERS = PREFIX + "dead.letters";

  /** Plans closed, by {@link #MODE}, {@link #OUTCOME}. */
  public static final String PLANS = PREFIX + "plans";

  /** From a plan's first order to its end, event time, by {@link #OUTCOME}. */
  public static final String PLAN_DURATION = PREFIX + "plan.duration";

  /** Live only: from the stamp of the record that called for an order to the order's leaving. */
  public static final String INPUT_TO_ORDER = PREFIX + "input.to.order";

  /** Live only: how long ago the newest record of an {@link #INPUT} was stamped. */
  public static final String INPUT_AGE = PREFIX + "input.age";

  /** Live only: how long ago the newest tick was stamped that a {@link #TASK} has read. */
  public static final String TASK_TICK_AGE = PREFIX + "task.tick.age";

  /** Configured strategies whose tasks run here, by control {@link #STATE} in force. */
  public static final String STRATEGIES = PREFIX + "strategies";

  /** Equity of a strategy, in its share class: {@link #UNIT}. */
  public static final String EQUITY = PREFIX + "strategy.equity";

  /** What a strategy is long (short: negative) of its asset, perps included: {@link #UNIT}. */
  public static final String DELTA = PREFIX + "strategy.delta";

  /** What lies unhedged of a neutral book, told only while more does than may: {@link #UNIT}. */
  public static final String UNHEDGED = PREFIX + "strategy.unhedged";

  /** For how long that one of them has lain so that has longest, by its exposures. */
  public static final String LONGEST_UNHEDGED = PREFIX + "unhedged.longest";

  /** Neutral books here that lie unhedged, of all strategies. */
  public static final String STRATEGIES_UNHEDGED = PREFIX + "strategies.unhedged";

  /** Loan to value as the risk monitor tells it. */
  public static final String LTV = PREFIX + "strategy.ltv";

  /** Health factor as the risk monitor tells it. */
  public static final String HEALTH_FACTOR = PREFIX + "strategy.health.factor";

  /** Margin over notional as the risk monitor tells it, by {@link #VENUE}. */
  public static final String MARGIN_RATIO = PREFIX + "strategy.margin.ratio";

  /** Tasks that run here. */
  public static final String TASKS = PREFIX + "tasks";

  /** 1 if the application lives, 0 if only starting it again helps; as {@code /live}. */
  public static final String LIVE = PREFIX + "live";

  /** 1 if every task it was given runs; as {@code /ready}. */
  public static final String READY = PREFIX + "ready";

  /** 1 while it waits for brokers, or for copies in sync. */
  public static final String WAITING = PREFIX + "waiting";

  /** Records of changelogs still to be read back. */
  public static final String RESTORE_REMAINING = PREFIX + "restore.remaining";

  /** Records of changelogs read back. */
  public static final String RESTORED = PREFIX + "restored";

  /** Threads replaced because their transaction was lost. */
  public static final String REPLACED_THREADS = PREFIX + "replaced.threads";

  /** Reports of the paper executor, by {@link #STATUS}. */
  public static final String PAPER_REPORTS = PREFIX + "paper.reports";

  /** What the paper executor needs looked at, by {@link #KIND}. */
  public static final String PAPER_ALARMS = PREFIX + "paper.alarms";

  /** What the paper executor skipped or withheld, by {@link #KIND}. */
  public static final String PAPER_SKIPPED = PREFIX + "paper.skipped";

  /** On every meter: the consumer group. */
  public static final String APPLICATION = "application";

  public static final String ACTION = "action";
  public static final String CAUSE = "cause";
  public static final String INPUT = "input";
  public static final String KIND = "kind";
  public static final String MODE = "mode";
  public static final String OPERATION = "operation";
  public static final String OUTCOME = "outcome";
  public static final String REASON = "reason";
  public static final String STATE = "state";
  public static final String STATUS = "status";
  public static final String STRATEGY_ID = "strategy_id";
  public static final String TASK = "task";
  public static final String TOPIC = "topic";
  public static final String UNIT = "unit";
  public static final String VENUE = "venue";

  private MeterNames() {}
}
