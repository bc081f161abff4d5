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
 * venue's lot, the rest by largest remainder to venues whose lot fits; a share still below its
 * venue's lot or minimum notional joins the largest. Equal remainders go by name.
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
    return allocation.keySet().stream().map(this::lot).min(Comparator.naturalOrder()).orElseThrow();
  }

  /**
   * Fractions by venue after those too small for {@code total} joined the largest; they sum to 1.
   */
  SortedMap<Venue, BigDecimal> weights(BigDecimal total) {
    SortedMap<Venue, BigDecimal> weights = new TreeMap<>(allocation);
    BigDecimal rounded = nearestLot(total.max(BigDecimal.ZERO), finestLot());
    while (rounded.signum() > 0) {
      Optional<Venue> small = tooSmall(weights, distributed(weights, rounded));
      if (small.isEmpty()) {
        return weights;
      }
      BigDecimal joining = weights.remove(small.get());
      weights.merge(largest(weights), joining, BigDecimal::add);
    }
    return weights;
  }

  /**
   * The size of the short at each venue, positive, each a multiple of its lot; venues without a
   * share are absent.
   */
  SortedMap<Venue, BigDecimal> shares(BigDecimal total) {
    SortedMap<Venue, BigDecimal> shares =
        distributed(weights(total), nearestLot(total, finestLot()));
    shares.entrySet().removeIf(share -> isTooSmall(share.getKey(), share.getValue()));
    return shares;
  }

  /** Taker fee of the whole hedge as a fraction of its notional. */
  BigDecimal blendedFee() {
    return allocation.entrySet().stream()
        .map(share -> share.getValue().multiply(rules.get(share.getKey()).takerFee()))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private SortedMap<Venue, BigDecimal> distributed(
      SortedMap<Venue, BigDecimal> weights, BigDecimal rounded) {
    SortedMap<Venue, BigDecimal> exact = new TreeMap<>();
    SortedMap<Venue, BigDecimal> shares = new TreeMap<>();
    BigDecimal rest = rounded;
    for (Map.Entry<Venue, BigDecimal> weight : weights.entrySet()) {
      Venue venue = weight.getKey();
      exact.put(venue, weight.getValue().multiply(rounded));
      BigDecimal floored = downToLot(exact.get(venue), lot(venue));
      shares.put(venue, floored);
      rest = rest.subtract(floored);
    }
    giveRest(shares, exact, rest);
    return shares;
  }

  private void giveRest(
      SortedMap<Venue, BigDecimal> shares, SortedMap<Venue, BigDecimal> exact, BigDecimal rest) {
    BigDecimal left = rest;
    Optional<Venue> next = largestRemainder(shares, exact, left);
    while (next.isPresent()) {
      BigDecimal lot = lot(next.get());
      BigDecimal fits = left;
      boolean only =
          shares.keySet().stream().filter(venue -> lot(venue).compareTo(fits) <= 0).count() == 1;
      BigDecimal given = only ? downToLot(left, lot) : lot;
      shares.merge(next.get(), given, BigDecimal::add);
      left = left.subtract(given);
      next = largestRemainder(shares, exact, left);
    }
  }

  private Optional<Venue> largestRemainder(
      SortedMap<Venue, BigDecimal> shares, SortedMap<Venue, BigDecimal> exact, BigDecimal left) {
    Venue best = null;
    BigDecimal largest = null;
    for (Map.Entry<Venue, BigDecimal> share : shares.entrySet()) {
      BigDecimal remainder = exact.get(share.getKey()).subtract(share.getValue());
      boolean fits = lot(share.getKey()).compareTo(left) <= 0;
      if (fits && (best == null || remainder.compareTo(largest) > 0)) {
        best = share.getKey();
        largest = remainder;
      }
    }
    return Optional.ofNullable(best);
  }

  /** The lightest venue whose share is too small to trade; the heaviest is never one. */
  private Optional<Venue> tooSmall(
      SortedMap<Venue, BigDecimal> weights, SortedMap<Venue, BigDecimal> shares) {
    Venue heaviest = largest(weights);
    Venue found = null;
    for (Map.Entry<Venue, BigDecimal> weight : weights.entrySet()) {
      Venue venue = weight.getKey();
      boolean small = !venue.equals(heaviest) && isTooSmall(venue, shares.get(venue));
      if (small && (found == null || weight.getValue().compareTo(weights.get(found)) < 0)) {
        found = venue;
      }
    }
    return Optional.ofNullable(found);
  }

  private boolean isTooSmall(Venue venue, BigDecimal quantity) {
    BigDecimal price = prices.get(venue);
    return quantity.compareTo(lot(venue)) < 0
        || (price != null
            && quantity.multiply(price).compareTo(rules.get(venue).minNotional()) < 0);
  }

  private static Venue largest(SortedMap<Venue, BigDecimal> weights) {
    Venue best = weights.firstKey();
    for (Map.Entry<Venue, BigDecimal> weight : weights.entrySet()) {
      if (weight.getValue().compareTo(weights.get(best)) > 0) {
        best = weight.getKey();
      }
    }
    return best;
  }

  private BigDecimal lot(Venue venue) {
    return rules.get(venue).lot();
  }
}
