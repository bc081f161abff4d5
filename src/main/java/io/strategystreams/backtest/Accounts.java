package io.strategystreams.backtest;

import io.strategystreams.events.ExecutionReport;
import io.strategystreams.events.Exposure;
import io.strategystreams.events.Order;
import io.strategystreams.events.PaperFlow;
import io.strategystreams.events.PaperFlowKind;
import io.strategystreams.replay.MarketInstant;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** How each strategy's money stands, by the exposures that its monitor publishes. */
final class Accounts {
  private final Map<String, BigDecimal> in = new HashMap<>();
  private final Map<String, BigDecimal> out = new HashMap<>();
  private final Map<String, BigDecimal> equity = new HashMap<>();

  void prices(MarketInstant instant) {}

  void flow(PaperFlow flow) {
    if (flow.getKind() == PaperFlowKind.OPEN || flow.getKind() == PaperFlowKind.DEPOSIT) {
      in.merge(flow.getStrategyId(), flow.getAmount(), BigDecimal::add);
    } else if (flow.getKind() == PaperFlowKind.PAID) {
      out.merge(flow.getStrategyId(), flow.getAmount(), BigDecimal::add);
    }
  }

  void order(Order order) {}

  void report(ExecutionReport report) {}

  void exposure(Exposure exposure) {
    equity.put(exposure.getStrategyId(), exposure.getTotalExposure());
  }

  /** The last exposures end the instant. */
  void close() {}

  Standing standing(String id) {
    return new Standing(
        equity.get(id),
        in.getOrDefault(id, BigDecimal.ZERO),
        out.getOrDefault(id, BigDecimal.ZERO),
        new TreeMap<>());
  }
}
