package io.strategystreams.contract;

import java.util.List;

/** The topics' names, and what must hold between them. */
public final class Topics {
  /** Market data: {@code Price} by market. */
  public static final String PRICES = "prices";

  /** The model service: {@code MlPrediction} by asset. */
  public static final String ML_PREDICTIONS = "ml-predictions";

  /** The exposure monitor: {@code Exposure} by strategy. */
  public static final String EXPOSURES = "exposures";

  /** The risk monitor: {@code RiskAssessment} by strategy. */
  public static final String RISK_ASSESSMENTS = "risk-assessments";

  /** Executors: {@code ExecutionReport} by strategy. */
  public static final String EXECUTION_REPORTS = "execution-reports";

  /** Operators: {@code StrategyConfig} by strategy, compacted. */
  public static final String STRATEGY_CONFIGS = "strategy-configs";

  /** Operators: {@code StrategyControl} by strategy or {@code *}, compacted. */
  public static final String STRATEGY_CONTROLS = "strategy-controls";

  /** A replay: {@code Tick}. Live, the fan-out makes its own ticks. */
  public static final String CLOCK = "clock";

  /** The fan-out: {@code MarketEvent}, every record in every partition. */
  public static final String MARKET_DATA = "market-data";

  /** The topology: {@code Order} by strategy. */
  public static final String ORDERS = "orders";

  /** The topology: {@code Decision} by strategy. */
  public static final String DECISIONS = "decisions";

  /** The topology: bytes as they were read, the cause in {@link DeadLetterHeaders}. */
  public static final String DEAD_LETTERS = "dead-letters";

  /** The paper executor's own: deposits, withdrawals, overrides and dust put in by hand. */
  public static final String PAPER_FLOWS = "paper-flows";

  /** Every topic of the contract, in its order; {@link #PAPER_FLOWS} is not one. */
  public static final List<String> ALL =
      List.of(
          PRICES,
          ML_PREDICTIONS,
          EXPOSURES,
          RISK_ASSESSMENTS,
          EXECUTION_REPORTS,
          STRATEGY_CONFIGS,
          STRATEGY_CONTROLS,
          CLOCK,
          MARKET_DATA,
          ORDERS,
          DECISIONS,
          DEAD_LETTERS);

  /** Those whose partition counts must be one and the same, and stay so. */
  public static final List<String> CO_PARTITIONED =
      List.of(
          EXPOSURES,
          RISK_ASSESSMENTS,
          EXECUTION_REPORTS,
          STRATEGY_CONFIGS,
          STRATEGY_CONTROLS,
          MARKET_DATA,
          ORDERS,
          DECISIONS);

  /** As {@link #CO_PARTITIONED}, for the paper executor: what it reads and writes. */
  public static final List<String> PAPER_CO_PARTITIONED =
      List.of(
          ORDERS,
          MARKET_DATA,
          EXECUTION_REPORTS,
          PAPER_FLOWS,
          STRATEGY_CONTROLS,
          EXPOSURES,
          RISK_ASSESSMENTS);

  /** Those of which only the last record of a key is kept. */
  public static final List<String> COMPACTED = List.of(STRATEGY_CONFIGS, STRATEGY_CONTROLS);

  private Topics() {}

  /** The subject of a topic's values in the schema registry (TopicNameStrategy). */
  public static String valueSubject(String topic) {
    return topic + "-value";
  }
}
