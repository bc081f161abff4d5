package io.strategystreams.core.guard;

import io.strategystreams.core.market.Quote;
import io.strategystreams.core.money.Decimals;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The last quotes of one market and whether they are to be believed. Immutable.
 *
 * <p>A quote further than {@code max_price_jump} from the last one that passed is held back: the
 * last one stays in force. It passes after three confirmations, quotes that lie within {@code
 * max_price_jump} of the one before them, so that a true gap does not latch; a quote that returns
 * to the one in force ends the doubt at once. Strategies differ in {@code max_price_jump}; a market
 * remembers a doubt for each.
 *
 * <p>A quote whose bid is above its ask is never believed; the next one that is not ends that
 * doubt.
 *
 * @param last the last quote that is not crossed, held back or not; null if there was none
 * @param crossed whether a crossed quote came after it
 * @param seenAt the highest event time of the market's quotes
 * @param doubts by {@code max_price_jump}, only where {@code last} is held back
 */
public record PriceTrack(
    Quote last, boolean crossed, Instant seenAt, SortedMap<BigDecimal, Doubt> doubts) {

  /** Confirmations after which a held back price is believed. */
  public static final int CONFIRMATIONS = 3;

  /**
   * A jump that is not confirmed yet.
   *
   * @param inForce the last quote that passed
   * @param confirmations quotes since the jump that confirmed it, below {@link #CONFIRMATIONS}
   */
  public record Doubt(Quote inForce, int confirmations) {
    public Doubt {
      Objects.requireNonNull(inForce, "inForce");
    }
  }

  public PriceTrack {
    Objects.requireNonNull(seenAt, "seenAt");
    doubts = Collections.unmodifiableSortedMap(new TreeMap<>(doubts));
  }

  /** After the first quote of a market. */
  public static PriceTrack of(Quote first) {
    return new PriceTrack(
        first.isCrossed() ? null : first,
        first.isCrossed(),
        first.eventTime(),
        Collections.emptySortedMap());
  }

  /** Whether a quote is older than what was seen, or the very same. */
  public boolean isOld(Quote quote) {
    return quote.eventTime().isBefore(seenAt) || quote.equals(last);
  }

  /**
   * After a quote that is not old.
   *
   * @param maxJumps every {@code max_price_jump} in use, fractions
   */
  public PriceTrack after(Quote quote, Set<BigDecimal> maxJumps) {
    if (quote.isCrossed()) {
      return new PriceTrack(last, true, quote.eventTime(), doubts);
    }
    SortedMap<BigDecimal, Doubt> held = new TreeMap<>();
    if (last != null) {
      for (BigDecimal maxJump : maxJumps) {
        Doubt doubt = doubtAfter(quote, maxJump);
        if (doubt != null) {
          held.put(maxJump, doubt);
        }
      }
    }
    return new PriceTrack(quote, false, quote.eventTime(), held);
  }

  private Doubt doubtAfter(Quote quote, BigDecimal maxJump) {
    Doubt before = doubts.get(maxJump);
    Quote inForce = before == null ? last : before.inForce();
    if (isWithin(quote, inForce, maxJump)) {
      return null;
    }
    if (before == null || !isWithin(quote, last, maxJump)) {
      return new Doubt(inForce, 0);
    }
    return before.confirmations() + 1 == CONFIRMATIONS
        ? null
        : new Doubt(inForce, before.confirmations() + 1);
  }

  /** The quote in force for a {@code max_price_jump}; null if none ever passed. */
  public Quote inForce(BigDecimal maxJump) {
    Doubt doubt = doubts.get(maxJump);
    return doubt == null ? last : doubt.inForce();
  }

  /** Whether the last quote is held back for a {@code max_price_jump}. */
  public boolean isHeldBack(BigDecimal maxJump) {
    return doubts.containsKey(maxJump);
  }

  private static boolean isWithin(Quote quote, Quote anchor, BigDecimal maxJump) {
    BigDecimal change =
        Decimals.divide(quote.price(), anchor.price()).subtract(BigDecimal.ONE).abs();
    return change.compareTo(maxJump) <= 0;
  }
}
