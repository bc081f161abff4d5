package io.strategystreams.core.strategy;

import io.strategystreams.core.market.Granularity;
import io.strategystreams.core.market.Prediction;
import io.strategystreams.core.mode.StrategyParameters.SignalRules;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a prediction tells a directional strategy to do. HOLD is not FLAT: it changes nothing.
 *
 * @param hold why nothing may be opened or flipped; null unless the direction is HOLD
 */
record SignalReading(Direction direction, Reason hold, String detail) {
  enum Direction {
    LONG,
    SHORT,
    FLAT,
    HOLD
  }

  /** Reads the prediction at {@code now}: granularity, age, confidence, then the signal. */
  static SignalReading of(Optional<Prediction> seen, SignalRules rules, Instant now) {
    if (seen.isEmpty()) {
      return hold(Reason.HOLD_NO_PREDICTION, null);
    }
    Prediction prediction = seen.get();
    if (!prediction.granularity().equals(rules.granularity())) {
      return hold(
          Reason.HOLD_GRANULARITY,
          "signal_granularity is " + rules.granularity() + ", was " + prediction.granularity());
    }
    Duration lifetime = Granularity.parse(rules.granularity()).multipliedBy(2);
    if (prediction.eventTime().plus(lifetime).isBefore(now)) {
      return hold(Reason.HOLD_PREDICTION_STALE, "the prediction is of " + prediction.eventTime());
    }
    if (!(prediction.confidence() > rules.confidenceThreshold())) {
      return hold(
          Reason.HOLD_LOW_CONFIDENCE,
          "confidence must be above "
              + rules.confidenceThreshold()
              + ", was "
              + prediction.confidence());
    }
    return switch (prediction.signal()) {
      case SWING_HIGH_BREAKOUT -> new SignalReading(Direction.LONG, null, null);
      case SWING_LOW_BREAKOUT, SWING_HIGH_REVERSAL ->
          new SignalReading(Direction.SHORT, null, null);
      case SWING_LOW_NEUTRAL -> new SignalReading(Direction.FLAT, null, null);
      case NEUTRAL, UNKNOWN ->
          hold(Reason.HOLD_SIGNAL_NEUTRAL, "the signal was " + prediction.signal());
    };
  }

  private static SignalReading hold(Reason reason, String detail) {
    return new SignalReading(Direction.HOLD, reason, detail);
  }
}
