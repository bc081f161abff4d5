package io.strategystreams.core.plan;

import io.strategystreams.core.exposure.Positions;
import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.money.Decimals;
import io.strategystreams.core.money.Quantity;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Sizes a step by what the steps before it really filled.
 *
 * <p>The variance of an instrument is what the plan's filled orders moved beyond what was planned
 * ({@link OpenPlan#variance}). An order keeps its planned amount ({@link Sizing#FIXED}), adds the
 * variance of its source to it ({@link Sizing#FOLLOWS}), or takes no more than what is present
 * ({@link Sizing#AT_MOST_PRESENT}); what is present = {@code sourceBefore} + variance of the
 * source, and no order takes more. The result is rounded down to the lot. Within an atomic group a
 * changed amount changes what the orders after it find, so that the group strands nothing.
 *
 * <p>Example: a purchase planned to bring 10 ETH for a transfer of 10 ETH really brought 9.99. The
 * variance of {@code binance:BaseToken:ETH} is −0.01 and the transfer goes out with 9.99.
 */
public final class StepRelease {
  private StepRelease() {}

  /**
   * The step to send; the very step planned where nothing deviates.
   *
   * @param variance by instrument in its unit
   * @return empty if an order whose amount changed is below its lot or the venue's minimum
   */
  public static Optional<Step> sized(Step planned, Map<Instrument, BigDecimal> variance) {
    return sizedBy(new TreeMap<>(variance), planned);
  }

  /**
   * Steps to send at once: each follows the changes of those before it. Ends before the first of
   * which an order falls below its lot or the venue's minimum; that one is judged when it is due.
   *
   * @param variance by instrument in its unit
   */
  public static List<Step> sized(List<Step> planned, Map<Instrument, BigDecimal> variance) {
    SortedMap<Instrument, BigDecimal> found = new TreeMap<>(variance);
    List<Step> steps = new ArrayList<>();
    for (Step step : planned) {
      Optional<Step> sized = sizedBy(found, step);
      if (sized.isEmpty()) {
        break;
      }
      steps.add(sized.get());
    }
    return steps;
  }

  /**
   * @param found by how much each instrument differs from what was planned; takes the step's own
   *     changes in
   */
  private static Optional<Step> sizedBy(SortedMap<Instrument, BigDecimal> found, Step planned) {
    List<PlannedOrder> orders = new ArrayList<>();
    for (PlannedOrder order : planned.orders()) {
      BigDecimal amount = amount(order, found);
      if (amount.compareTo(order.amount().value()) == 0) {
        orders.add(order);
        continue;
      }
      if (amount.compareTo(order.lot()) < 0 || amount.compareTo(order.minAmount()) < 0) {
        return Optional.empty();
      }
      PlannedOrder resized = resized(order, amount);
      orders.add(resized);
      order.expectedDeltas().forEach((i, delta) -> found.merge(i, delta.negate(), BigDecimal::add));
      resized.expectedDeltas().forEach((i, delta) -> found.merge(i, delta, BigDecimal::add));
    }
    return Optional.of(new Step(planned.mode(), orders));
  }

  private static BigDecimal amount(PlannedOrder order, Map<Instrument, BigDecimal> variance) {
    BigDecimal planned = order.amount().value();
    Instrument source = order.source();
    if (order.sizing() == Sizing.FIXED || source == null) {
      return planned;
    }
    BigDecimal extra = variance.getOrDefault(source, BigDecimal.ZERO);
    if (extra.signum() == 0) {
      return planned;
    }
    BigDecimal present = inAmountUnit(order, order.sourceBefore().add(extra));
    BigDecimal wanted =
        switch (order.sizing()) {
          case FIXED, AT_MOST_PRESENT -> planned;
          case FOLLOWS -> planned.add(inAmountUnit(order, extra));
        };
    BigDecimal least = wanted.min(present);
    return least.compareTo(planned) == 0
        ? planned
        : Decimals.downToLot(Decimals.atLeastZero(least), order.lot());
  }

  /**
   * A quantity of the source as amount: one to one where the source is what the amount counts, else
   * by how much of the source the order takes for its amount (a purchase counts ETH and takes
   * USDT).
   */
  private static BigDecimal inAmountUnit(PlannedOrder order, BigDecimal ofSource) {
    BigDecimal taken = order.expectedDeltas().get(order.source());
    if (taken == null || taken.signum() == 0) {
      return ofSource;
    }
    return Decimals.divide(ofSource.multiply(order.amount().value()), taken.abs());
  }

  /**
   * The step with no more of a reduction than there is of it: a perpetual's closing order is at
   * most the position. Of an atomic group nothing is taken, it is done whole or not at all.
   *
   * @param held what the last exposure shows, and what was reported since
   * @return empty if nothing of it is left, or less than the venue accepts
   */
  public static Optional<Step> within(Step step, Positions held) {
    if (step.mode() == ExecutionMode.ATOMIC) {
      return Optional.of(step);
    }
    PlannedOrder order = step.orders().get(0);
    if (!order.reduceOnly() || order.source() == null) {
      return Optional.of(step);
    }
    BigDecimal position = held.amount(order.source());
    boolean closes = position.signum() == (order.side() == Side.LONG ? -1 : 1);
    BigDecimal most = closes ? Decimals.downToLot(position.abs(), order.lot()) : BigDecimal.ZERO;
    if (order.amount().value().compareTo(most) <= 0) {
      return Optional.of(step);
    }
    return most.signum() == 0 || most.compareTo(order.minAmount()) < 0
        ? Optional.empty()
        : Optional.of(Step.sequential(resized(order, most)));
  }

  /**
   * The order with another amount: its expected deltas scale with it, at 18 decimals toward less;
   * that of the amount's token is the amount exactly.
   */
  private static PlannedOrder resized(PlannedOrder order, BigDecimal amount) {
    BigDecimal planned = order.amount().value();
    SortedMap<Instrument, BigDecimal> deltas = new TreeMap<>();
    order
        .expectedDeltas()
        .forEach(
            (instrument, delta) ->
                deltas.put(
                    instrument,
                    delta.abs().compareTo(planned) == 0
                        ? (delta.signum() < 0 ? amount.negate() : amount)
                        : Decimals.down(Decimals.divide(delta.multiply(amount), planned))));
    return order.withAmount(Quantity.of(amount, order.amount().token()), deltas);
  }
}
