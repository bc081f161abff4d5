package io.strategystreams.config;

import io.strategystreams.core.market.Market;
import io.strategystreams.core.market.Venue;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.core.money.Token;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a mode is, whatever its file says: the flags a file must repeat, and the defaults that
 * depend on the mode.
 *
 * @param legs what it is composed of, to give a reason when a flag contradicts it
 * @param shareClasses allowed share classes, the default first
 * @param traits the flags that are true
 * @param book what its perpetual leg is there for
 */
record ModeProfile(
    Mode mode,
    String legs,
    List<String> shareClasses,
    String asset,
    String dataType,
    Set<Trait> traits,
    Book book) {

  /** A flag of the mode file. */
  enum Trait {
    BORROWING(ModeKeys.BORROWING_ENABLED),
    LENDING(ModeKeys.LENDING_ENABLED),
    STAKING(ModeKeys.STAKING_ENABLED),
    BASIS_TRADE(ModeKeys.BASIS_TRADE_ENABLED),
    ML(ModeKeys.ML_ENABLED);

    private final Key.Single<Boolean> key;

    Trait(Key.Single<Boolean> key) {
      this.key = key;
    }

    Key.Single<Boolean> key() {
      return key;
    }
  }

  /** What the perpetual leg is there for. */
  enum Book {
    NO_PERP,
    /** Short against spot. */
    BASIS,
    /** Short against a staked long. */
    HEDGED,
    /** Long or short by signal. */
    DIRECTIONAL
  }

  static ModeProfile of(Mode mode) {
    return switch (mode) {
      case ETH_STAKING_ONLY -> ether(mode, "staking", Trait.STAKING);
      case ETH_LEVERAGED -> ether(mode, "leveraged staking", Trait.STAKING, Trait.BORROWING);
      case PURE_LENDING_ETH -> ether(mode, "lending", Trait.LENDING);
      case PURE_LENDING_USDT ->
          new ModeProfile(
              mode,
              "lending",
              List.of("USDT"),
              "USDT",
              "defi",
              Set.of(Trait.LENDING),
              Book.NO_PERP);
      case ETH_BASIS -> basis(mode, List.of("USDT", "ETH"), "ETH");
      case BTC_BASIS -> basis(mode, List.of("USDT"), "BTC");
      case ML_BTC_DIRECTIONAL_BTC_MARGIN -> directional(mode, "BTC");
      case ML_BTC_DIRECTIONAL_USDT_MARGIN -> directional(mode, "USDT");
      case USDT_ETH_STAKING_HEDGED_LEVERAGED ->
          hedged(mode, "leveraged staking", Trait.STAKING, Trait.BORROWING);
      case USDT_ETH_STAKING_HEDGED_SIMPLE -> hedged(mode, "staking", Trait.STAKING);
    };
  }

  private static ModeProfile ether(Mode mode, String legs, Trait... traits) {
    return new ModeProfile(mode, legs, List.of("ETH"), "ETH", "defi", Set.of(traits), Book.NO_PERP);
  }

  private static ModeProfile basis(Mode mode, List<String> shareClasses, String asset) {
    return new ModeProfile(
        mode,
        "spot and a perpetual short",
        shareClasses,
        asset,
        "defi",
        Set.of(Trait.BASIS_TRADE),
        Book.BASIS);
  }

  private static ModeProfile hedged(Mode mode, String staked, Trait... traits) {
    return new ModeProfile(
        mode,
        staked + " and a perpetual short",
        List.of("USDT"),
        "ETH",
        "defi",
        Set.of(traits),
        Book.HEDGED);
  }

  private static ModeProfile directional(Mode mode, String shareClass) {
    return new ModeProfile(
        mode,
        "a perpetual that follows predictions",
        List.of(shareClass),
        "BTC",
        "cefi",
        Set.of(Trait.ML),
        Book.DIRECTIONAL);
  }

  boolean isHedged() {
    return book == Book.HEDGED;
  }

  /** The share of each venue where a file gives no {@code hedge_allocation}. */
  SortedMap<String, BigDecimal> hedgeAllocation() {
    SortedMap<String, BigDecimal> shares = new TreeMap<>();
    if (book == Book.BASIS) {
      shares.put(Venue.BYBIT.name(), BigDecimal.ONE);
    } else {
      shares.put(Venue.BINANCE.name(), new BigDecimal("0.4"));
      shares.put(Venue.BYBIT.name(), new BigDecimal("0.3"));
      shares.put(Venue.OKX.name(), new BigDecimal("0.3"));
    }
    return shares;
  }

  /** The market its asset is bought and sold on. */
  Optional<Market> spotMarket() {
    return switch (book) {
      case BASIS, HEDGED -> Optional.of(Market.spot(new Token(asset), Token.USDT));
      case NO_PERP, DIRECTIONAL -> Optional.empty();
    };
  }
}
