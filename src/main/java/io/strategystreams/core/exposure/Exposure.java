package io.strategystreams.core.exposure;

import io.strategystreams.core.money.Token;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the exposure monitor says a strategy holds.
 *
 * @param equity total exposure in share class units: debt deducted, idle balances and unrealised
 *     P&amp;L included
 * @param dust dust tokens with their amounts; they are in {@code positions} too
 * @param withdrawal what was asked back and is not yet paid out
 * @param lastReportOffset offset of the latest execution report these positions include, null where
 *     not known
 */
public record Exposure(
    String strategyId,
    Token shareClass,
    BigDecimal equity,
    Positions positions,
    SortedMap<Token, BigDecimal> dust,
    Withdrawal withdrawal,
    Long lastReportOffset,
    Instant eventTime) {
  public Exposure {
    Objects.requireNonNull(strategyId, "strategyId");
    Objects.requireNonNull(shareClass, "shareClass");
    Objects.requireNonNull(equity, "equity");
    Objects.requireNonNull(positions, "positions");
    Objects.requireNonNull(withdrawal, "withdrawal");
    Objects.requireNonNull(eventTime, "eventTime");
    dust = Collections.unmodifiableSortedMap(new TreeMap<>(dust));
  }

  public static Exposure of(
      String strategyId,
      Token shareClass,
      BigDecimal equity,
      Positions positions,
      Map<Token, BigDecimal> dust,
      Withdrawal withdrawal,
      Long lastReportOffset,
      Instant eventTime) {
    return new Exposure(
        strategyId,
        shareClass,
        equity,
        positions,
        new TreeMap<>(dust),
        withdrawal,
        lastReportOffset,
        eventTime);
  }

  /** The same from a monitor that does not say which report it saw. */
  public Exposure withoutReportOffset() {
    return new Exposure(
        strategyId, shareClass, equity, positions, dust, withdrawal, null, eventTime);
  }

  public Optional<Long> reportOffset() {
    return Optional.ofNullable(lastReportOffset);
  }
}
