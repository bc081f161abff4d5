package io.strategystreams.core.market;

import java.time.Instant;
import java.util.Objects;

/**
 * A model's prediction for an asset.
 *
 * @param confidence 0..1
 * @param sd standard deviation of the predicted return (fraction), null where the model gives none
 * @param granularity the bar it is made on: {@code 5min}, {@code 1h}
 */
public record Prediction(
    String asset,
    Signal signal,
    double confidence,
    Double sd,
    String granularity,
    Instant eventTime) {
  public Prediction {
    Objects.requireNonNull(asset, "asset");
    Objects.requireNonNull(signal, "signal");
    Objects.requireNonNull(granularity, "granularity");
    Objects.requireNonNull(eventTime, "eventTime");
    if (!(confidence >= 0 && confidence <= 1)) {
      throw new IllegalArgumentException("confidence must be within 0..1, was " + confidence);
    }
  }

  /** The same at another time. */
  public Prediction at(Instant other) {
    return new Prediction(asset, signal, confidence, sd, granularity, other);
  }
}
