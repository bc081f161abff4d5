package io.strategystreams.core.plan;

import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.Venue;
import io.strategystreams.core.money.Decimals;
import io.strategystreams.core.money.Quantity;
import io.strategystreams.core.money.Token;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collections;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One order of a plan, before it has an identity.
 *
 * @param pair traded pair ({@code ETH/USDT}, {@code ETHUSDT}), null but for trades
 * @param side null but for trades
 * @param tokenIn what is given, null where the contract's table shows none
 * @param tokenOut what is got, null where the contract's table shows none
 * @param amount positive, a multiple of {@code lot}
 * @param lot smallest step of the amount, 1e-18 on chain
 * @param minAmount smallest amount the venue accepts, in the amount's unit; 0 where there is none
 * @param referencePrice the price the decision saw, null where the operation has none or none was
 *     known
 * @param expectedDeltas final effect by instrument; that of the amount's token is the amount,
 *     signed
 * @param reduceOnly whether the venue must refuse what would open or grow a position
 * @param fullBalance whether it means all there is: it may fill beyond its amount by what accrued
 *     since the decision
 * @param slippageTolerance fraction, null where nothing slips
 * @param flashFee fee of the flash loan in WETH, null but for its two orders
 * @param sizing how the amount answers to earlier fills
 * @param sourceBefore what the source instrument is expected to hold just before this order, in its
 *     unit
 */
public record PlannedOrder(
    Operation operation,
    Venue venue,
    String pair,
    Side side,
    Token tokenIn,
    Token tokenOut,
    Quantity amount,
    BigDecimal lot,
    BigDecimal minAmount,
    BigDecimal referencePrice,
    Venue sourceVenue,
    Token sourceToken,
    Venue targetVenue,
    Token targetToken,
    SortedMap<Instrument, BigDecimal> expectedDeltas,
    boolean reduceOnly,
    boolean fullBalance,
    BigDecimal takeProfit,
    BigDecimal stopLoss,
    BigDecimal slippageTolerance,
    BigDecimal flashFee,
    Intent intent,
    Sizing sizing,
    Instrument source,
    BigDecimal sourceBefore) {
  public PlannedOrder {
    Objects.requireNonNull(operation, "operation");
    Objects.requireNonNull(intent, "intent");
    if (!amount.isPositive()) {
      throw new IllegalArgumentException("an order's amount must be positive, was " + amount);
    }
    expectedDeltas = Collections.unmodifiableSortedMap(new TreeMap<>(expectedDeltas));
  }

  /**
   * The same order as it is after it was written down and read again: amounts keep every digit,
   * what was only derived from them is rounded to 18 decimals.
   *
   * @throws ArithmeticException if the amount or the lot has more decimals
   */
  public PlannedOrder written() {
    SortedMap<Instrument, BigDecimal> deltas = new TreeMap<>();
    expectedDeltas.forEach((instrument, delta) -> deltas.put(instrument, Decimals.down(delta)));
    return new PlannedOrder(
        operation,
        venue,
        pair,
        side,
        tokenIn,
        tokenOut,
        Quantity.of(exact(amount.value()), amount.token()),
        exact(lot),
        Decimals.up(minAmount),
        nearest(referencePrice),
        sourceVenue,
        sourceToken,
        targetVenue,
        targetToken,
        deltas,
        reduceOnly,
        fullBalance,
        nearest(takeProfit),
        nearest(stopLoss),
        nearest(slippageTolerance),
        nearest(flashFee),
        intent,
        sizing,
        source,
        sourceBefore == null ? null : Decimals.down(sourceBefore));
  }

  private static BigDecimal exact(BigDecimal value) {
    return value.setScale(Decimals.SCALE, RoundingMode.UNNECESSARY);
  }

  private static BigDecimal nearest(BigDecimal value) {
    return value == null ? null : value.setScale(Decimals.SCALE, RoundingMode.HALF_EVEN);
  }

  /** Every decimal of it, which must fit what is written; absent ones left out. */
  public Stream<BigDecimal> decimals() {
    return Stream.concat(
        expectedDeltas.values().stream(),
        Stream.of(
                Optional.of(amount.value()),
                Optional.ofNullable(minAmount),
                Optional.ofNullable(referencePrice),
                Optional.ofNullable(takeProfit),
                Optional.ofNullable(stopLoss),
                Optional.ofNullable(flashFee),
                Optional.ofNullable(sourceBefore))
            .flatMap(Optional::stream));
  }

  /** The same order of another size. */
  PlannedOrder withAmount(Quantity other, SortedMap<Instrument, BigDecimal> deltas) {
    return new PlannedOrder(
        operation,
        venue,
        pair,
        side,
        tokenIn,
        tokenOut,
        other,
        lot,
        minAmount,
        referencePrice,
        sourceVenue,
        sourceToken,
        targetVenue,
        targetToken,
        deltas,
        reduceOnly,
        fullBalance,
        takeProfit,
        stopLoss,
        slippageTolerance,
        flashFee,
        intent,
        sizing,
        source,
        sourceBefore);
  }
}
