package io.strategystreams.core.strategy;

import io.strategystreams.core.market.Venue;
import io.strategystreams.core.mode.Mode;

/**
 * What a mode is made of. A new strategy is a mode, its file under configs/modes and a line in
 * {@link #of}.
 *
 * @param home where its share class rests
 */
record Composition(Venue home, LongKind longLeg, ShortKind shortLeg) {
  enum LongKind {
    NONE,
    LENDING,
    STAKING,
    LEVERAGED_STAKING,
    SPOT
  }

  enum ShortKind {
    NONE,
    /** Short the spot. */
    BASIS,
    /** Short the net long of a staking leg, with margin of its own. */
    HEDGE,
    /** Long or short by signal. */
    SIGNAL
  }

  static Composition of(Mode mode) {
    return switch (mode) {
      case ETH_STAKING_ONLY -> new Composition(Venue.WALLET, LongKind.STAKING, ShortKind.NONE);
      case ETH_LEVERAGED ->
          new Composition(Venue.WALLET, LongKind.LEVERAGED_STAKING, ShortKind.NONE);
      case PURE_LENDING_ETH, PURE_LENDING_USDT ->
          new Composition(Venue.WALLET, LongKind.LENDING, ShortKind.NONE);
      case ETH_BASIS, BTC_BASIS -> new Composition(Venue.BINANCE, LongKind.SPOT, ShortKind.BASIS);
      case ML_BTC_DIRECTIONAL_BTC_MARGIN, ML_BTC_DIRECTIONAL_USDT_MARGIN ->
          new Composition(Venue.BINANCE, LongKind.NONE, ShortKind.SIGNAL);
      case USDT_ETH_STAKING_HEDGED_LEVERAGED ->
          new Composition(Venue.WALLET, LongKind.LEVERAGED_STAKING, ShortKind.HEDGE);
      case USDT_ETH_STAKING_HEDGED_SIMPLE ->
          new Composition(Venue.WALLET, LongKind.STAKING, ShortKind.HEDGE);
    };
  }
}
