package io.strategystreams.core.exposure;

import io.strategystreams.core.market.Instrument;
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
 * @param unrealised P&amp;L by perp, share class units; null where the monitor does not report it
 * @param lastReportOffset offset of the latest execution report these positions include, null where
 *     not known
 */
public record Exposure(
    String strategyId,
    Token shareClass,
    BigDecimal equity,
    Positions positions,
    SortedMap<Token, BigDecimal> dust,
    SortedMap<Instrument, BigDecimal> unrealised,
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
    unrealised =
        unrealised == null ? null : Collections.unmodifiableSortedMap(new TreeMap<>(unrealised));
  }

  /** From a monitor that does not report unrealised P&amp;L. */
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
        null,
        withdrawal,
        lastReportOffset,
        eventTime);
  }

  /** The same with other positions. */
  public Exposure holding(Positions others) {
    return new Exposure(
        strategyId,
        shareClass,
        equity,
        others,
        dust,
        unrealised,
        withdrawal,
        lastReportOffset,
        eventTime);
  }

  /** The same from a monitor that does not say which report it saw. */
  public Exposure withoutReportOffset() {
    return new Exposure(
        strategyId, shareClass, equity, positions, dust, unrealised, withdrawal, null, eventTime);
  }

  /** The same with the unrealised P&amp;L of its perps, share class units. */
  public Exposure withUnrealised(Map<Instrument, BigDecimal> byPerp) {
    return new Exposure(
        strategyId,
        shareClass,
        equity,
        positions,
        dust,
        new TreeMap<>(byPerp),
        withdrawal,
        lastReportOffset,
        eventTime);
  }

  /** P&amp;L by perp, share class units; empty where the monitor does not report it. */
  public Optional<SortedMap<Instrument, BigDecimal>> unrealisedPnl() {
    return Optional.ofNullable(unrealised);
  }

  public Optional<Long> reportOffset() {
    return Optional.ofNullable(lastReportOffset);
  }
}
