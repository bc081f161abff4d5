package io.strategystreams.backtest;

import java.util.List;
import java.util.OptionalDouble;

/** Statistics of returns; formulas and sources at {@link Performance}. */
final class Ratios {
  private Ratios() {}

  /**
   * Of returns per period, scaled.
   *
   * @param periods to scale to: those of a year, or 1
   * @return absent with fewer than two returns
   */
  static OptionalDouble volatility(List<Double> returns, double periods) {
    return returns.size() < 2
        ? OptionalDouble.empty()
        : OptionalDouble.of(deviation(returns) * StrictMath.sqrt(periods));
  }

  /**
   * @param riskFree return per period
   * @return absent with fewer than two returns, or if all are the same
   */
  static OptionalDouble sharpe(List<Double> returns, double riskFree, double periodsPerYear) {
    return returns.size() < 2
        ? OptionalDouble.empty()
        : scaled(mean(returns) - riskFree, deviation(returns), periodsPerYear);
  }

  /**
   * @param riskFree return per period, which is also the target that returns may fall below
   * @return absent without returns, or if none is below the target
   */
  static OptionalDouble sortino(List<Double> returns, double riskFree, double periodsPerYear) {
    if (returns.isEmpty()) {
      return OptionalDouble.empty();
    }
    double squares = 0;
    for (double one : returns) {
      double below = Math.min(0, one - riskFree);
      squares += below * below;
    }
    double downside = StrictMath.sqrt(squares / returns.size());
    return scaled(mean(returns) - riskFree, downside, periodsPerYear);
  }

  private static OptionalDouble scaled(double excess, double deviation, double periodsPerYear) {
    return deviation == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(excess / deviation * StrictMath.sqrt(periodsPerYear));
  }

  private static double mean(List<Double> values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.size();
  }

  private static double deviation(List<Double> values) {
    double mean = mean(values);
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return StrictMath.sqrt(squares / (values.size() - 1));
  }
}
