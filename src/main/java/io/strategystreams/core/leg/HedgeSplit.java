package io.strategystreams.core.leg;

import static io.strategystreams.core.money.Decimals.downToLot;
import static io.strategystreams.core.money.Decimals.nearestLot;

import io.strategystreams.core.market.MarketRules;
import io.strategystreams.core.market.Venue;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Splits a hedge over venues: the total to the nearest of the finest lot, each share floored to its
 * venue's lot, the rest by largest remainder to venues whose lot fits; a share below its venue's
 * minimum notional joins the largest. Equal remainders go by name.
 */
final class HedgeSplit {
  private final SortedMap<Venue, BigDecimal> allocation;
  private final Map<Venue, MarketRules> rules;
  private final Map<Venue, BigDecimal> prices;

  /**
   * @param allocation fraction by venue, summing to 1
   * @param rules of the perp market by venue
   * @param prices of the perp market by venue; a venue without one has no minimum notional to check
   */
  HedgeSplit(
      SortedMap<Venue, BigDecimal> allocation,
      Map<Venue, MarketRules> rules,
      Map<Venue, BigDecimal> prices) {
    this.allocation = allocation;
    this.rules = rules;
    this.prices = prices;
  }

  /** The smallest lot of the venues that have a share, in units of the asset. */
  BigDecimal finestLot() {
    return allocation.keySet().stream()
        .map(venue -> rules.get(venue).lot())
        .min(Comparator.naturalOrder())
        .orElseThrow();
  }

  /**
   * Fractions by venue after those too small for {@code total} joined the largest; they sum to 1.
   */
  SortedMap<Venue, BigDecimal> weights(BigDecimal total) {
    SortedMap<Venue, BigDecimal> weights = new TreeMap<>(allocation);
    if (total.signum() <= 0) {
      return weights;
    }
    Venue largest = largest(weights).orElseThrow();
    for (Venue venue : allocation.keySet()) {
      if (!venue.equals(largest)
          && isTooSmall(
              venue, downToLot(weights.get(venue).multiply(total), rules.get(venue).lot()))) {
        weights.merge(largest, weights.remove(venue), BigDecimal::add);
      }
    }
    return weights;
  }

  /**
   * The size of the short at each venue, positive, each a multiple of its lot; venues without a
   * share are absent.
   */
  SortedMap<Venue, BigDecimal> shares(BigDecimal total) {
    BigDecimal rounded = nearestLot(total, finestLot());
    SortedMap<Venue, BigDecimal> exact = new TreeMap<>();
    SortedMap<Venue, BigDecimal> shares = new TreeMap<>();
    BigDecimal rest = rounded;
    for (Map.Entry<Venue, BigDecimal> weight : weights(rounded).entrySet()) {
      Venue venue = weight.getKey();
      exact.put(venue, weight.getValue().multiply(rounded));
      BigDecimal floored = downToLot(exact.get(venue), rules.get(venue).lot());
      shares.put(venue, floored);
      rest = rest.subtract(floored);
    }
    giveRest(shares, exact, rest);
    shares
        .entrySet()
        .removeIf(
            share ->
                share.getValue().signum() == 0 || isTooSmall(share.getKey(), share.getValue()));
    return shares;
  }

  private void giveRest(
      SortedMap<Venue, BigDecimal> shares, SortedMap<Venue, BigDecimal> exact, BigDecimal rest) {
    BigDecimal left = rest;
    while (left.signum() > 0) {
      Optional<Venue> next = largestRemainder(shares, exact, left);
      if (next.isEmpty()) {
        return;
      }
      BigDecimal lot = rules.get(next.get()).lot();
      boolean only =
          shares.keySet().stream()
                  .filter(venue -> rules.get(venue).lot().compareTo(rest) <= 0)
                  .count()
              == 1;
      BigDecimal given = only ? downToLot(left, lot) : lot;
      shares.merge(next.get(), given, BigDecimal::add);
      left = left.subtract(given);
    }
  }

  private Optional<Venue> largestRemainder(
      SortedMap<Venue, BigDecimal> shares, SortedMap<Venue, BigDecimal> exact, BigDecimal left) {
    Venue best = null;
    for (Venue venue : shares.keySet()) {
      boolean fits = rules.get(venue).lot().compareTo(left) <= 0;
      if (fits
          && (best == null
              || remainder(venue, shares, exact).compareTo(remainder(best, shares, exact)) > 0)) {
        best = venue;
      }
    }
    return Optional.ofNullable(best);
  }

  private static BigDecimal remainder(
      Venue venue, SortedMap<Venue, BigDecimal> shares, SortedMap<Venue, BigDecimal> exact) {
    return exact.get(venue).subtract(shares.get(venue));
  }

  /** Whether a trade of {@code quantity} at the venue is below its lot or minimum notional. */
  boolean isTooSmall(Venue venue, BigDecimal quantity) {
    MarketRules market = rules.get(venue);
    BigDecimal price = prices.get(venue);
    return quantity.abs().compareTo(market.lot()) < 0
        || (price != null && quantity.abs().multiply(price).compareTo(market.minNotional()) < 0);
  }

  private static Optional<Venue> largest(SortedMap<Venue, BigDecimal> weights) {
    Venue best = null;
    for (Map.Entry<Venue, BigDecimal> weight : weights.entrySet()) {
      if (best == null || weight.getValue().compareTo(weights.get(best)) > 0) {
        best = weight.getKey();
      }
    }
    return Optional.ofNullable(best);
  }

  /** Taker fee of the whole hedge as a fraction of its notional. */
  BigDecimal blendedFee() {
    return allocation.entrySet().stream()
        .map(share -> share.getValue().multiply(rules.get(share.getKey()).takerFee()))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** Quantity in lots of a venue, rounded toward zero. */
  BigDecimal inLots(Venue venue, BigDecimal quantity) {
    return downToLot(quantity, rules.get(venue).lot());
  }
}
