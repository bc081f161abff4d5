package io.strategystreams.replay;

import io.strategystreams.core.market.Prediction;
import io.strategystreams.core.market.Signal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Predictions derived from hourly bars, standing in for a model: is a swing high or low, the
 * highest and lowest price of the {@value #WINDOW} bars before, broken or only touched by the bar
 * that has just ended?
 *
 * <ul>
 *   <li>close above the swing high: SWING_HIGH_BREAKOUT, by {@code close / high − 1}
 *   <li>close below the swing low: SWING_LOW_BREAKOUT, by {@code 1 − close / low}
 *   <li>touched the swing high and closed below it: SWING_HIGH_REVERSAL, by the fall from the bar's
 *       own high
 *   <li>touched the swing low and closed above it: SWING_LOW_NEUTRAL, by the rise from the bar's
 *       own low
 *   <li>neither: NEUTRAL
 * </ul>
 *
 * <p>Confidence grows from 0.5 to 1 with the size of that move in standard deviations of the hourly
 * return over the window, and is 1 from {@value #CERTAIN_SD} on; NEUTRAL has 0.5. Only bars that
 * have ended are seen, so nothing looks ahead. A gap between bars begins a new window. Plain double
 * arithmetic and square roots, which IEEE 754 gives the same on every machine.
 */
final class SwingSignals {
  static final int WINDOW = 24;
  static final double CERTAIN_SD = 2;
  static final String MODEL = "derived-swing";
  static final String GRANULARITY = "1h";

  private static final double NO_OPINION = 0.5;

  private final String asset;
  private final Deque<Bar> window = new ArrayDeque<>();

  SwingSignals(String asset) {
    this.asset = asset;
  }

  /**
   * Takes the bar that has just ended; empty until a window of bars lies before it.
   *
   * @return a prediction stamped with the bar's end, with the standard deviation of the hourly
   *     return
   */
  Optional<Prediction> onBar(Bar bar) {
    if (!window.isEmpty() && !window.getLast().knownAt().equals(bar.begins())) {
      window.clear();
    }
    Optional<Prediction> prediction =
        window.size() < WINDOW ? Optional.empty() : Optional.of(predict(bar));
    window.addLast(bar);
    if (window.size() > WINDOW) {
      window.removeFirst();
    }
    return prediction;
  }

  private Prediction predict(Bar bar) {
    double swingHigh = 0;
    double swingLow = Double.POSITIVE_INFINITY;
    for (Bar before : window) {
      swingHigh = Math.max(swingHigh, before.high().doubleValue());
      swingLow = Math.min(swingLow, before.low().doubleValue());
    }
    double high = bar.high().doubleValue();
    double low = bar.low().doubleValue();
    double close = bar.close().doubleValue();
    double sd = deviationOfReturns(close);
    if (close > swingHigh) {
      return prediction(bar, Signal.SWING_HIGH_BREAKOUT, close / swingHigh - 1, sd);
    }
    if (close < swingLow) {
      return prediction(bar, Signal.SWING_LOW_BREAKOUT, 1 - close / swingLow, sd);
    }
    if (high > swingHigh) {
      return prediction(bar, Signal.SWING_HIGH_REVERSAL, 1 - close / high, sd);
    }
    if (low < swingLow) {
      return prediction(bar, Signal.SWING_LOW_NEUTRAL, close / low - 1, sd);
    }
    return prediction(bar, Signal.NEUTRAL, 0, sd);
  }

  private Prediction prediction(Bar bar, Signal signal, double move, double sd) {
    double size = sd > 0 ? Math.min(1, move / (CERTAIN_SD * sd)) : 0;
    double confidence = NO_OPINION + (1 - NO_OPINION) * size;
    return new Prediction(
        asset, signal, rounded(confidence), rounded(sd), GRANULARITY, bar.knownAt());
  }

  /** Sample standard deviation of the last {@value #WINDOW} hourly returns, a fraction. */
  private double deviationOfReturns(double lastClose) {
    double[] returns = new double[window.size()];
    double sum = 0;
    int count = 0;
    double before = Double.NaN;
    for (Bar bar : window) {
      double close = bar.close().doubleValue();
      if (!Double.isNaN(before)) {
        returns[count++] = close / before - 1;
      }
      before = close;
    }
    returns[count++] = lastClose / before - 1;
    for (int i = 0; i < count; i++) {
      sum += returns[i];
    }
    double mean = sum / count;
    double squares = 0;
    for (int i = 0; i < count; i++) {
      squares += (returns[i] - mean) * (returns[i] - mean);
    }
    return Math.sqrt(squares / (count - 1));
  }

  /** Six decimals: enough to decide on, short enough to read. */
  private static double rounded(double value) {
    return Math.round(value * 1e6) / 1e6;
  }
}
