package io.strategystreams.backtest;

import java.time.Instant;
import java.util.OptionalDouble;

/**
 * How an investment did; ratios, 0.05 for 5 %. Absent where too few days make it meaningless: what
 * is scaled to a year is absent for less than {@link #DAYS_OF_YEAR} (Global Investment Performance
 * Standards: returns for periods of less than one year are not annualised).
 *
 * <p>Time-weighted, so that deposits and withdrawals change nothing in it (CFA Institute, Global
 * Investment Performance Standards 2020, provision 2.A.24). A day is 24 hours counted from the
 * beginning; crypto trades on every day, so a year has 365.
 *
 * @param total the product of (1 + return) over all periods, less 1
 * @param dailyVolatility standard deviation of daily returns (n − 1 in the denominator), not
 *     scaled; from two days on
 * @param annualised (1 + total)^(365 / days) − 1
 * @param volatility dailyVolatility × √365
 * @param sharpe (mean daily return − daily risk-free rate) / standard deviation × √365 (Sharpe
 *     1994, «The Sharpe Ratio»)
 * @param sortino (mean daily return − daily risk-free rate) / downside deviation × √365; the
 *     downside deviation is √(Σ min(0, return − daily risk-free rate)² / n) over all n days
 *     (Sortino and Price 1994, «Performance Measurement in a Downside Risk Framework»)
 * @param maxDrawdown the deepest fall from a peak, at any instant
 * @param days from the beginning to the last instant, fractions included
 */
public record Performance(
    double total,
    OptionalDouble dailyVolatility,
    OptionalDouble annualised,
    OptionalDouble volatility,
    OptionalDouble sharpe,
    OptionalDouble sortino,
    Drawdown maxDrawdown,
    double days) {
  /** The shortest time of which figures are scaled to a year. */
  public static final double DAYS_OF_YEAR = 365;

  /**
   * A fall of the investment's value.
   *
   * @param depth 1 − trough / peak, 0 if there was none
   * @param peak when it began
   * @param trough when it was deepest
   * @param recovered when the peak was reached again; null if it was not
   */
  public record Drawdown(double depth, Instant peak, Instant trough, Instant recovered) {}
}
