package io.strategystreams.core.engine;

import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.money.Decimals;
import io.strategystreams.core.strategy.Reason;
import io.strategystreams.core.strategy.Ruling;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How the last recorded evaluation ended, or the plan after it.
 *
 * @param targets by instrument, in its unit, at 18 decimals
 */
public record LastRuling(Reason reason, SortedMap<Instrument, BigDecimal> targets) {
  public LastRuling {
    Objects.requireNonNull(reason, "reason");
    SortedMap<Instrument, BigDecimal> rounded = new TreeMap<>();
    targets.forEach((instrument, target) -> rounded.put(instrument, Decimals.down(target)));
    targets = Collections.unmodifiableSortedMap(rounded);
  }

  static LastRuling of(Ruling ruling) {
    return new LastRuling(ruling.reason(), ruling.targets());
  }

  static LastRuling of(Reason reason) {
    return new LastRuling(reason, Collections.emptySortedMap());
  }

  /**
   * Whether an evaluation ends as this one did: the same reason, and every target within {@code
   * threshold} of what it was.
   *
   * @param threshold θ, a fraction
   */
  boolean isRepeatedBy(Ruling ruling, BigDecimal threshold) {
    return reason == ruling.reason()
        && targets.keySet().equals(ruling.targets().keySet())
        && targets.entrySet().stream()
            .allMatch(
                target ->
                    isWithin(target.getValue(), ruling.targets().get(target.getKey()), threshold));
  }

  private static boolean isWithin(BigDecimal before, BigDecimal now, BigDecimal threshold) {
    return now.subtract(before).abs().compareTo(before.abs().multiply(threshold)) <= 0;
  }
}
