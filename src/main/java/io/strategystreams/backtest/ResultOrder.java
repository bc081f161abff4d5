package io.strategystreams.backtest;

import io.strategystreams.events.Decision;
import io.strategystreams.events.ExecutionReport;
import io.strategystreams.events.Order;
import java.util.Comparator;

/** The order of events in result files: one that no interleaving of strategies changes. */
public final class ResultOrder {
  public static final Comparator<Order> OF_ORDERS =
      Comparator.comparing(Order::getEventTime)
          .thenComparing(Order::getStrategyId)
          .thenComparing(Order::getPlanNumber)
          .thenComparing(Order::getStep)
          .thenComparing(Order::getSequenceInGroup);

  public static final Comparator<Decision> OF_DECISIONS =
      Comparator.comparing(Decision::getEventTime)
          .thenComparing(Decision::getStrategyId)
          .thenComparing(Decision::getDecisionNumber);

  /** Reports of a strategy stay as they came. */
  public static final Comparator<ExecutionReport> OF_REPORTS =
      Comparator.comparing(ExecutionReport::getEventTime)
          .thenComparing(ExecutionReport::getStrategyId);

  private ResultOrder() {}
}
