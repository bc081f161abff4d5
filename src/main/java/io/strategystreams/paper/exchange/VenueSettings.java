package io.strategystreams.paper.exchange;

import java.math.BigDecimal;

/**
 * How the paper venues treat orders. All fractions.
 *
 * @param seed chance is drawn from it and the order's id
 * @param slippage the most a spot or perp fill is worse than the market ({@code slippage_bps})
 * @param swapSlippage the most a swap is worse than the DEX price, where the order tolerates no
 *     less ({@code swap_slippage_bps})
 * @param swapImpact by how much a swap's price is worse for each WETH of its size
 * @param rejectProbability share of orders the venues reject for no reason of the order's
 * @param partialProbability share of trades that fill in two parts
 * @param initialMargin margin over notional that opening a perp, or taking margin away, must leave
 */
public record VenueSettings(
    long seed,
    BigDecimal slippage,
    BigDecimal swapSlippage,
    BigDecimal swapImpact,
    BigDecimal rejectProbability,
    BigDecimal partialProbability,
    BigDecimal initialMargin) {
  public VenueSettings {
    fraction("slippage", slippage);
    fraction("swap slippage", swapSlippage);
    fraction("swap impact", swapImpact);
    fraction("reject probability", rejectProbability);
    fraction("partial probability", partialProbability);
    fraction("initial margin", initialMargin);
  }

  /**
   * Slippage 5 bps; swaps 5 bps for 100 WETH, at most 20; no chance rejections or partial fills,
   * initial margin 5 %.
   */
  public static VenueSettings defaults(long seed) {
    return new VenueSettings(
        seed,
        new BigDecimal("0.0005"),
        new BigDecimal("0.0020"),
        new BigDecimal("0.000005"),
        BigDecimal.ZERO,
        BigDecimal.ZERO,
        new BigDecimal("0.05"));
  }

  /** These settings with other ceilings of slippage. */
  public VenueSettings withSlippage(BigDecimal trades, BigDecimal swaps) {
    return new VenueSettings(
        seed, trades, swaps, swapImpact, rejectProbability, partialProbability, initialMargin);
  }

  /** These settings with another price of a swap's size. */
  public VenueSettings withSwapImpact(BigDecimal eachWeth) {
    return new VenueSettings(
        seed,
        slippage,
        swapSlippage,
        eachWeth,
        rejectProbability,
        partialProbability,
        initialMargin);
  }

  /** These settings with other chances. */
  public VenueSettings withChances(BigDecimal rejected, BigDecimal partial) {
    return new VenueSettings(
        seed, slippage, swapSlippage, swapImpact, rejected, partial, initialMargin);
  }

  private static void fraction(String name, BigDecimal value) {
    if (value.signum() < 0 || value.compareTo(BigDecimal.ONE) > 0) {
      throw new IllegalArgumentException(
          name + " must be within 0..1, was " + value.toPlainString());
    }
  }
}
