package io.strategystreams.core.market;

/** What the model saw. */
public enum Signal {
  UNKNOWN,
  NEUTRAL,
  SWING_LOW_BREAKOUT,
  SWING_HIGH_BREAKOUT,
  SWING_HIGH_REVERSAL,
  SWING_LOW_NEUTRAL
}
