package io.strategystreams.backtest;

import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.PositionType;
import io.strategystreams.core.money.Decimals;
import io.strategystreams.events.ExecutionReport;
import io.strategystreams.events.Exposure;
import io.strategystreams.events.Order;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What is remembered of one strategy through a backtest; does not grow with its length. */
final class StrategyRecord {
  /** Balances smaller than that are what rounding left. */
  private static final BigDecimal NOTHING = new BigDecimal("0.000001");

  private final TradedStrategy strategy;
  private final ReturnSeries returns;
  private final Activity activity = new Activity();
  private final Turnover turnover;
  private BigDecimal net;
  private BigDecimal equities = BigDecimal.ZERO;
  private Standing standing;
  private SortedMap<String, BigDecimal> positions = new TreeMap<>();
  private boolean inMarket;
  private int instants;
  private int instantsInMarket;
  private int liquidations;

  /**
   * @param start the first instant, at which its account is opened
   */
  StrategyRecord(TradedStrategy strategy, Instant start) {
    this.strategy = strategy;
    this.returns = new ReturnSeries(start, strategy.capital());
    this.turnover = new Turnover(strategy.shareClass());
    this.net = strategy.capital();
  }

  TradedStrategy strategy() {
    return strategy;
  }

  Activity activity() {
    return activity;
  }

  void ordered(Order order) {
    activity.ordered(order);
    turnover.ordered(order);
  }

  void reported(ExecutionReport report, PriceBook prices) {
    activity.reported(report);
    turnover.reported(report, prices);
    if (report.getClosesOrderId() != null
        && report.getStatus() == io.strategystreams.events.ReportStatus.LIQUIDATED) {
      liquidations++;
    }
  }

  void exposed(Exposure exposure) {
    positions = new TreeMap<>();
    inMarket = false;
    for (Map.Entry<String, BigDecimal> held : exposure.getPositions().entrySet()) {
      if (held.getValue().signum() != 0) {
        positions.put(held.getKey(), held.getValue());
        inMarket |=
            Instrument.parse(held.getKey()).type() != PositionType.BASE_TOKEN
                && held.getValue().abs().compareTo(NOTHING) > 0;
      }
    }
  }

  /** An instant is over; without a price of all that is held it is left out. */
  void close(Instant instant, Standing now) {
    if (now.equity() == null) {
      return;
    }
    returns.add(instant, now.equity(), now.net().subtract(net));
    net = now.net();
    standing = now;
    equities = equities.add(now.equity());
    instants++;
    instantsInMarket += inMarket ? 1 : 0;
  }

  /** What it holds, by instrument, nothing that is 0. */
  SortedMap<String, BigDecimal> positions() {
    return positions;
  }

  StrategyResult result() {
    if (standing == null) {
      throw new IllegalStateException(
          "strategy " + strategy.id() + " must have had an exposure, and had none");
    }
    BigDecimal average = Decimals.divide(equities, BigDecimal.valueOf(instants));
    return new StrategyResult(
        strategy,
        standing,
        returns.performance(),
        turnover.notional(),
        average.signum() > 0
            ? Decimals.divide(turnover.notional(), average).doubleValue()
            : Double.NaN,
        (double) instantsInMarket / instants,
        liquidations,
        activity);
  }
}
