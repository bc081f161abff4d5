package io.strategystreams.metrics;

/** Fields of log lines beside their message, by which lines are searched. */
public final class LogFields {
  public static final String STRATEGY_ID = "strategy_id";
  public static final String PLAN_ID = "plan_id";
  public static final String ORDER_ID = "order_id";

  private LogFields() {}
}
