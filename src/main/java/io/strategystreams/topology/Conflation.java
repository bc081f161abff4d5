package io.strategystreams.topology;

import io.strategystreams.config.ApplicationSettings;
import io.strategystreams.core.guard.PriceTrack;
import io.strategystreams.core.market.Quote;
import io.strategystreams.events.Price;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Which prices the fan-out passes on: those that moved, and of a quiet market one from time to
 * time. It remembers what was passed on last, market by market, and forgets it with its task: the
 * first price after that passes.
 *
 * <p>After one that moved, the next {@value PriceTrack#CONFIRMATIONS} pass as well, and the first
 * that is {@link PriceTrack#CONFIRMATION_TIME} later, so that a jump is confirmed as soon as
 * without it. A bar passes always, for its high and low.
 */
final class Conflation {
  private final BigDecimal minMove;
  private final Duration maxInterval;
  private final Map<String, Passed> last = new HashMap<>();

  /**
   * @param following how many more pass after it
   * @param confirmAt event time from which one more passes, null once that has
   */
  private record Passed(Price price, int following, Instant confirmAt) {}

  Conflation(ApplicationSettings.MarketFlow flow) {
    this.minMove = flow.minMove();
    this.maxInterval = flow.maxInterval();
  }

  /** Whether a price is passed on; if so it is the last one of its market from now on. */
  boolean passes(Price price) {
    if (minMove.signum() == 0) {
      return true;
    }
    Passed before = last.get(price.getMarket());
    boolean moved = before == null || isOtherwise(price, before.price());
    boolean confirms = !moved && isAtOrAfter(price, before.confirmAt());
    if (!moved && !confirms && before.following() == 0 && !isDue(price, before.price())) {
      return false;
    }
    last.put(
        price.getMarket(),
        new Passed(
            price,
            moved ? PriceTrack.CONFIRMATIONS : Math.max(0, before.following() - 1),
            moved
                ? price.getEventTime().plus(PriceTrack.CONFIRMATION_TIME)
                : confirms ? null : before.confirmAt()));
    return true;
  }

  private static boolean isAtOrAfter(Price price, Instant time) {
    return time != null && !price.getEventTime().isBefore(time);
  }

  /** An older one is for the strategies to judge. */
  private boolean isDue(Price price, Price before) {
    Duration since = Duration.between(before.getEventTime(), price.getEventTime());
    return since.isNegative() || since.compareTo(maxInterval) >= 0;
  }

  private boolean isOtherwise(Price price, Price before) {
    return price.getHigh() != null
        || price.getLow() != null
        || !Objects.equals(price.getFundingRate(), before.getFundingRate())
        || !Objects.equals(price.getFundingIntervalHours(), before.getFundingIntervalHours())
        || isCrossed(price) != isCrossed(before)
        || moved(price.getPrice(), before.getPrice())
        || moved(price.getBid(), before.getBid())
        || moved(price.getAsk(), before.getAsk());
  }

  private boolean moved(BigDecimal now, BigDecimal before) {
    if (now == null || before == null) {
      return now != before;
    }
    BigDecimal least = before.multiply(minMove, MathContext.UNLIMITED);
    return now.subtract(before).abs().compareTo(least) >= 0;
  }

  private static boolean isCrossed(Price price) {
    return Quote.areCrossed(price.getBid(), price.getAsk());
  }
}
