package io.strategystreams.core.guard;

import io.strategystreams.core.market.Quote;
import io.strategystreams.core.money.Decimals;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The last quotes of one market and whether they are to be believed. Immutable.
 *
 * <p>A quote further than {@code max_price_jump} from the last one that passed is held back: the
 * last one stays in force. It passes once three quotes confirmed it, each within {@code
 * max_price_jump} of the one before, the last of them {@link #CONFIRMATION_TIME} after the jump or
 * later, and no other fresh market of the same asset contradicts it. So a true gap does not latch,
 * and neither a burst of records nor one market by itself moves a price. A quote that returns to
 * the one in force ends the doubt at once. Strategies differ in {@code max_price_jump}; a market
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

  /** Event time that must lie between a jump and the last of its confirmations. */
  public static final Duration CONFIRMATION_TIME = Duration.ofSeconds(15);

  /** How far apart in event time quotes of two markets may be to confirm or contradict. */
  public static final Duration COMPARABLE = Duration.ofSeconds(60);

  /**
   * A jump that is not confirmed yet.
   *
   * @param inForce the last quote that passed
   * @param confirmations quotes since the jump that confirmed it, counted up to {@link
   *     #CONFIRMATIONS}
   * @param since event time of the jump
   */
  public record Doubt(Quote inForce, int confirmations, Instant since) {
    public Doubt {
      Objects.requireNonNull(inForce, "inForce");
      Objects.requireNonNull(since, "since");
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
   * @param contradicted whether another fresh market of the same asset is further from the quote
   *     than a {@code max_price_jump}; asked only where a jump would be believed
   */
  public PriceTrack after(
      Quote quote, Set<BigDecimal> maxJumps, Predicate<BigDecimal> contradicted) {
    if (quote.isCrossed()) {
      return new PriceTrack(last, true, quote.eventTime(), doubts);
    }
    SortedMap<BigDecimal, Doubt> held = new TreeMap<>();
    if (last != null) {
      for (BigDecimal maxJump : maxJumps) {
        Doubt doubt = doubtAfter(quote, maxJump, contradicted);
        if (doubt != null) {
          held.put(maxJump, doubt);
        }
      }
    }
    return new PriceTrack(quote, false, quote.eventTime(), held);
  }

  private Doubt doubtAfter(Quote quote, BigDecimal maxJump, Predicate<BigDecimal> contradicted) {
    Doubt before = doubt(maxJump);
    Quote inForce = before == null ? last : before.inForce();
    if (isWithin(quote, inForce, maxJump)) {
      return null;
    }
    if (before == null || !isWithin(quote, last, maxJump)) {
      return new Doubt(inForce, 0, quote.eventTime());
    }
    int confirmations = Math.min(before.confirmations() + 1, CONFIRMATIONS);
    boolean confirmed =
        confirmations == CONFIRMATIONS
            && !quote.eventTime().isBefore(before.since().plus(CONFIRMATION_TIME))
            && !contradicted.test(maxJump);
    return confirmed ? null : new Doubt(inForce, confirmations, before.since());
  }

  /**
   * The doubt for a {@code max_price_jump}, null for none. One that came into use since the jump
   * has the doubt of another where that is as far from what is in force.
   */
  private Doubt doubt(BigDecimal maxJump) {
    Doubt own = doubts.get(maxJump);
    if (own != null || doubts.isEmpty()) {
      return own;
    }
    for (Doubt other : doubts.values()) {
      if (!isWithin(last, other.inForce(), maxJump)) {
        return other;
      }
    }
    return null;
  }

  /** The quote in force for a {@code max_price_jump}; null if none ever passed. */
  public Quote inForce(BigDecimal maxJump) {
    Doubt doubt = doubt(maxJump);
    return doubt == null ? last : doubt.inForce();
  }

  /** Whether the last quote is held back for a {@code max_price_jump}. */
  public boolean isHeldBack(BigDecimal maxJump) {
    return doubt(maxJump) != null;
  }

  /** Whether this market, at the time of another's quote, is further from it than a jump. */
  boolean contradicts(Quote quote, BigDecimal maxJump) {
    return last != null
        && !crossed
        && !last.eventTime().plus(COMPARABLE).isBefore(quote.eventTime())
        && !isWithin(quote, last, maxJump);
  }

  private static boolean isWithin(Quote quote, Quote anchor, BigDecimal maxJump) {
    BigDecimal change =
        Decimals.divide(quote.price(), anchor.price()).subtract(BigDecimal.ONE).abs();
    return change.compareTo(maxJump) <= 0;
  }
}
