package io.strategystreams.paper.ledger;

import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.Venue;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.core.money.Token;
import java.util.List;
import java.util.Objects;

/**
 * What the paper executor must know of a strategy beside its balances; said by the flow that opens
 * it.
 *
 * @param shareClass ETH, BTC or USDT: the unit of its equity
 * @param home where its share class rests: wallet, or binance for basis and ML
 * @param marginScope what stands behind its perps
 */
public record StrategyProfile(
    String strategyId, Mode mode, Token shareClass, Venue home, MarginScope marginScope) {
  public StrategyProfile {
    Objects.requireNonNull(strategyId, "strategyId");
    Objects.requireNonNull(mode, "mode");
    Objects.requireNonNull(shareClass, "shareClass");
    Objects.requireNonNull(home, "home");
    Objects.requireNonNull(marginScope, "marginScope");
    if (!List.of(Token.ETH, Token.BTC, Token.USDT).contains(shareClass)) {
      throw new IllegalArgumentException(
          "the share class of " + strategyId + " must be ETH, BTC or USDT, was " + shareClass);
    }
  }

  /** Where the share class of a mode rests: binance for basis and ML, else the wallet. */
  public static Venue homeOf(Mode mode) {
    return switch (mode) {
      case ETH_BASIS, BTC_BASIS, ML_BTC_DIRECTIONAL_BTC_MARGIN, ML_BTC_DIRECTIONAL_USDT_MARGIN ->
          Venue.BINANCE;
      case ETH_STAKING_ONLY,
          ETH_LEVERAGED,
          PURE_LENDING_ETH,
          PURE_LENDING_USDT,
          USDT_ETH_STAKING_HEDGED_LEVERAGED,
          USDT_ETH_STAKING_HEDGED_SIMPLE ->
          Venue.WALLET;
    };
  }

  /**
   * What stands behind a mode's perps by default: everything at the exchanges for basis (whose
   * margin_reserve is 0) and for BTC margin, else the venue's USDT.
   */
  public static MarginScope marginScopeOf(Mode mode) {
    return switch (mode) {
      case ETH_BASIS, BTC_BASIS, ML_BTC_DIRECTIONAL_BTC_MARGIN -> MarginScope.PORTFOLIO;
      case ML_BTC_DIRECTIONAL_USDT_MARGIN,
          ETH_STAKING_ONLY,
          ETH_LEVERAGED,
          PURE_LENDING_ETH,
          PURE_LENDING_USDT,
          USDT_ETH_STAKING_HEDGED_LEVERAGED,
          USDT_ETH_STAKING_HEDGED_SIMPLE ->
          MarginScope.VENUE;
    };
  }

  /** The balance that a perp's fees and realised P&amp;L are booked on. */
  public Instrument settlementOf(Venue perpVenue) {
    if (mode == Mode.ML_BTC_DIRECTIONAL_BTC_MARGIN) {
      return Instrument.base(Venue.BINANCE, Token.BTC);
    }
    return switch (marginScope) {
      case VENUE -> Instrument.base(perpVenue, Token.USDT);
      case PORTFOLIO -> Instrument.base(Venue.BINANCE, Token.USDT);
    };
  }

  /** Share class at home, in the order it is paid out; in the wallet ETH may rest as WETH too. */
  public List<Instrument> shareClassAtHome() {
    Instrument plain = Instrument.base(home, shareClass);
    return shareClass.equals(Token.ETH) && home.equals(Venue.WALLET)
        ? List.of(plain, Instrument.base(home, Token.WETH))
        : List.of(plain);
  }
}
