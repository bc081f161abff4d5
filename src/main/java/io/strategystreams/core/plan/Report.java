package io.strategystreams.core.plan;

import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.money.Token;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an executor says became of an order.
 *
 * @param planId the plan that the executor says the order is of
 * @param status null where the executor wrote a status that this code does not know; such a report
 *     is never acted on
 * @param filled so far, cumulative, in the unit of the order's amount
 * @param fee paid so far, in {@code feeToken}; negative is a rebate, 0 where none is named
 * @param feeToken null where no fee is named
 * @param deltas what really moved, cumulative, fees included, by instrument in its unit
 * @param closesOrderId the order whose position the venue closed by itself, null for a report on an
 *     order; such a report's own id is of no order
 * @param detail the executor's reason, null for none
 * @param offset its place in the strategy's partition of {@code execution-reports}
 */
public record Report(
    String orderId,
    String planId,
    OrderStatus status,
    BigDecimal filled,
    BigDecimal fee,
    Token feeToken,
    SortedMap<Instrument, BigDecimal> deltas,
    String closesOrderId,
    String detail,
    long offset,
    Instant eventTime) {
  public Report {
    Objects.requireNonNull(orderId, "orderId");
    Objects.requireNonNull(planId, "planId");
    Objects.requireNonNull(filled, "filled");
    fee = fee == null ? BigDecimal.ZERO : fee;
    Objects.requireNonNull(eventTime, "eventTime");
    if (status == OrderStatus.RELEASED) {
      throw new IllegalArgumentException("nobody reports " + status + " of order " + orderId);
    }
    deltas = Collections.unmodifiableSortedMap(new TreeMap<>(deltas));
  }

  /** Whether it tells of a close that no order asked for: a trigger or a liquidation. */
  public boolean isOfVenue() {
    return closesOrderId != null;
  }

  public Optional<OrderStatus> knownStatus() {
    return Optional.ofNullable(status);
  }
}
