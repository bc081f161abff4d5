package io.strategystreams.paper.exchange;

import java.math.BigDecimal;

/**
 * How the paper venues treat orders. All fractions.
 *
 * @param seed chance is drawn from it and the order's id
 * @param slippage the most a spot or perp fill is worse than the market ({@code slippage_bps})
 * @param swapSlippage the most a swap is worse than the DEX price, where the order tolerates no
 *     less ({@code swap_slippage_bps})
 * @param rejectProbability share of orders the venues reject for no reason of the order's
 * @param partialProbability share of trades that fill in two parts
 * @param initialMargin margin over notional that opening a perp, or taking margin away, must leave
 */
public record VenueSettings(
    long seed,
    BigDecimal slippage,
    BigDecimal swapSlippage,
    BigDecimal rejectProbability,
    BigDecimal partialProbability,
    BigDecimal initialMargin) {
  public VenueSettings {
    fraction("slippage", slippage);
    fraction("swap slippage", swapSlippage);
    fraction("reject probability", rejectProbability);
    fraction("partial probability", partialProbability);
    fraction("initial margin", initialMargin);
  }

  /** Slippage 5 bps, swaps 20 bps, no chance rejections or partial fills, initial margin 5 %. */
  public static VenueSettings defaults(long seed) {
    return new VenueSettings(
        seed,
        new BigDecimal("0.0005"),
        new BigDecimal("0.0020"),
        BigDecimal.ZERO,
        BigDecimal.ZERO,
        new BigDecimal("0.05"));
  }

  /** These settings with other ceilings of slippage. */
  public VenueSettings withSlippage(BigDecimal trades, BigDecimal swaps) {
    return new VenueSettings(
        seed, trades, swaps, rejectProbability, partialProbability, initialMargin);
  }

  /** These settings with other chances. */
  public VenueSettings withChances(BigDecimal rejected, BigDecimal partial) {
    return new VenueSettings(seed, slippage, swapSlippage, rejected, partial, initialMargin);
  }

  private static void fraction(String name, BigDecimal value) {
    if (value.signum() < 0 || value.compareTo(BigDecimal.ONE) > 0) {
      throw new IllegalArgumentException(
          name + " must be within 0..1, was " + value.toPlainString());
    }
  }
}
