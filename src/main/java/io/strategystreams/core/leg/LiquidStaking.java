package io.strategystreams.core.leg;

import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.Market;
import io.strategystreams.core.market.PriceBoard;
import io.strategystreams.core.market.Venue;
import io.strategystreams.core.money.Token;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * A liquid staking token with its prices.
 *
 * @param rate r, WETH per LST by the protocol; empty if never seen
 * @param dexPrice m, WETH per LST on the DEX; empty if never seen
 * @param swapSlippage s, fraction
 */
public record LiquidStaking(
    Token lst,
    Venue protocol,
    Optional<BigDecimal> rate,
    Optional<BigDecimal> dexPrice,
    BigDecimal swapSlippage) {
  public static LiquidStaking of(
      Token lst, Venue protocol, PriceBoard prices, BigDecimal swapSlippage) {
    return new LiquidStaking(
        lst,
        protocol,
        prices.last(Market.rate(protocol, lst)),
        prices.last(Market.dex(lst)),
        swapSlippage);
  }

  /**
   * r.
   *
   * @throws IllegalStateException if no rate was ever seen; callers check {@code valuationMarkets}
   *     first
   */
  public BigDecimal r() {
    return rate.orElseThrow(
        () -> new IllegalStateException("no rate of " + rateMarket() + " was seen"));
  }

  /** m·(1 − s): WETH that a swap of one LST is sure to bring; empty without a DEX price. */
  public Optional<BigDecimal> swapProceeds() {
    return dexPrice.map(m -> m.multiply(BigDecimal.ONE.subtract(swapSlippage)));
  }

  /** WETH that one LST is reckoned to bring on the DEX; r less slippage without a DEX price. */
  public BigDecimal expectedProceeds() {
    return swapProceeds().orElseGet(() -> r().multiply(BigDecimal.ONE.subtract(swapSlippage)));
  }

  public Market rateMarket() {
    return Market.rate(protocol, lst);
  }

  public Market dexMarket() {
    return Market.dex(lst);
  }

  /** Where the token lies when it is not collateral. */
  public Instrument held() {
    return Instrument.lst(protocol, lst);
  }

  /** Where the token lies as collateral. */
  public Instrument supplied() {
    return Instrument.aToken(lst);
  }

  /** WETH in the protocol's exit queue. */
  public Instrument queued() {
    return Instrument.unstaking(protocol);
  }
}
