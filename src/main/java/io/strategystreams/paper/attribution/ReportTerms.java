package io.strategystreams.paper.attribution;

import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.money.Token;
import io.strategystreams.core.plan.OrderStatus;
import io.strategystreams.paper.ledger.ReportedFill;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a report says, cumulative over its order.
 *
 * @param closesOrderId the order whose position the venue closed by itself, null for a report on an
 *     order
 * @param amount filled, in the order's amount_token
 * @param price average it was executed at, null where none applies
 * @param fee in {@code feeToken}, null where none applies
 * @param deltas what moved, by instrument
 */
public record ReportTerms(
    String orderId,
    String strategyId,
    String closesOrderId,
    OrderStatus status,
    BigDecimal amount,
    BigDecimal price,
    BigDecimal fee,
    Token feeToken,
    SortedMap<Instrument, BigDecimal> deltas,
    Instant eventTime) {
  public ReportTerms {
    Objects.requireNonNull(orderId, "orderId");
    Objects.requireNonNull(strategyId, "strategyId");
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(amount, "amount");
    Objects.requireNonNull(eventTime, "eventTime");
    deltas = Collections.unmodifiableSortedMap(new TreeMap<>(deltas));
  }

  /** Whether the venue closed a position that no order asked it to close. */
  public boolean isOfVenue() {
    return closesOrderId != null;
  }

  ReportedFill fill() {
    return new ReportedFill(amount, price, deltas, status.isTerminal());
  }

  BigDecimal feeOrZero() {
    return fee == null ? BigDecimal.ZERO : fee;
  }

  /** What the whole fill was executed for, 0 where no price applies. */
  BigDecimal cost() {
    return price == null ? BigDecimal.ZERO : price.multiply(amount);
  }
}
