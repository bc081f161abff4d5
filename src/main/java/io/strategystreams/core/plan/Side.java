package io.strategystreams.core.plan;

/** Direction of a trade: BUY and SELL for spot, LONG and SHORT for perps. */
public enum Side {
  BUY,
  SELL,
  LONG,
  SHORT
}
