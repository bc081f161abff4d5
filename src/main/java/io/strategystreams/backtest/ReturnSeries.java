package io.strategystreams.backtest;

import static io.strategystreams.backtest.Performance.DAYS_OF_YEAR;

import io.strategystreams.core.money.Decimals;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The returns of an investment, period by period, and what follows from them: {@link Performance}.
 * Amounts are decimals; what is kept are ratios.
 *
 * <p>The return of a period is (equity at its end − what was paid in during it + what was paid out
 * during it) / equity at its beginning − 1: flows count at the end of their period, of which there
 * is one an instant. An investment that was paid out to less than 0.5 % of what it was before earns
 * nothing on what is left: crumbs say nothing of the strategy.
 */
public final class ReturnSeries {
  /** Daily risk-free rate that Sharpe and Sortino ratios are above of. */
  private static final double RISK_FREE = 0;

  private static final Duration DAY = Duration.ofDays(1);
  private static final BigDecimal CRUMBS = new BigDecimal("0.005");

  private final Instant start;
  private final List<Double> daily = new ArrayList<>();
  private Instant last;
  private BigDecimal equity;

  /** What was there before payments to investors began; 0 while there are none. */
  private BigDecimal beforePayments = BigDecimal.ZERO;

  private double index = 1;
  private double indexOfDay = 1;
  private long day;
  private double peak = 1;
  private Instant peakAt;
  private Performance.Drawdown deepest;

  /**
   * @param opening equity at the beginning, before any cost
   */
  public ReturnSeries(Instant start, BigDecimal opening) {
    this.start = start;
    this.last = start;
    this.equity = opening;
    this.peakAt = start;
    this.deepest = new Performance.Drawdown(0, start, start, start);
  }

  /**
   * A period ends.
   *
   * @param time not before the last one
   * @param end equity at that time
   * @param flow paid in during the period, less what was paid out
   */
  public void add(Instant time, BigDecimal end, BigDecimal flow) {
    for (long today = dayOf(time); day < today; day++) {
      daily.add(growth(indexOfDay, index));
      indexOfDay = index;
    }
    index *= factor(end.subtract(flow));
    if (flow.signum() < 0) {
      beforePayments = beforePayments.max(equity);
    } else if (flow.signum() > 0) {
      beforePayments = BigDecimal.ZERO;
    }
    equity = end;
    last = time;
    draw(time);
  }

  /** What became of it until now. */
  public Performance performance() {
    List<Double> returns = new ArrayList<>(daily);
    returns.add(growth(indexOfDay, index));
    double days = Duration.between(start, last).toMillis() / (double) DAY.toMillis();
    OptionalDouble none = OptionalDouble.empty();
    boolean scaled = days >= DAYS_OF_YEAR;
    return new Performance(
        index - 1,
        Ratios.volatility(returns, 1),
        scaled ? OptionalDouble.of(StrictMath.pow(index, DAYS_OF_YEAR / days) - 1) : none,
        scaled ? Ratios.volatility(returns, DAYS_OF_YEAR) : none,
        scaled ? Ratios.sharpe(returns, RISK_FREE, DAYS_OF_YEAR) : none,
        scaled ? Ratios.sortino(returns, RISK_FREE, DAYS_OF_YEAR) : none,
        deepest,
        days);
  }

  /** A time on the border of two days ends the first one. */
  private long dayOf(Instant time) {
    long millis = Duration.between(start, time).toMillis();
    return Math.max(0, -Math.floorDiv(-millis, DAY.toMillis()) - 1);
  }

  /** Of a debt nothing grows; less than nothing is nothing. */
  private double factor(BigDecimal end) {
    boolean idle = equity.signum() <= 0 || equity.compareTo(beforePayments.multiply(CRUMBS)) < 0;
    return idle ? 1 : Math.max(0, Decimals.divide(end, equity).doubleValue());
  }

  private static double growth(double from, double to) {
    return from == 0 ? 0 : to / from - 1;
  }

  private void draw(Instant time) {
    if (index >= peak) {
      peak = index;
      peakAt = time;
      if (deepest.recovered() == null) {
        deepest = new Performance.Drawdown(deepest.depth(), deepest.peak(), deepest.trough(), time);
      }
    } else if (1 - index / peak > deepest.depth()) {
      deepest = new Performance.Drawdown(1 - index / peak, peakAt, time, null);
    }
  }
}
