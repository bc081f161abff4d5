package io.strategystreams.paper.exchange;

import io.strategystreams.core.market.Instrument;
import java.math.BigDecimal;
import java.util.Objects;

/**
 * The order that opened a position, which a venue's own close names.
 *
 * @param takeProfit price at which the venue closes with a gain, null for none
 * @param stopLoss price at which it closes with a loss, null for none
 * @param closes how often the venue closed some of it
 */
public record Opening(
    String orderId, String planId, BigDecimal takeProfit, BigDecimal stopLoss, int closes) {
  public Opening {
    Objects.requireNonNull(orderId, "orderId");
    Objects.requireNonNull(planId, "planId");
  }

  static Opening by(PaperOrder order) {
    return new Opening(order.orderId(), order.planId(), order.takeProfit(), order.stopLoss(), 0);
  }

  /** Of a position that an earlier version opened, whose order is not known any more. */
  static Opening unknown(String strategyId, Instrument position) {
    String made = strategyId + "/" + position;
    return new Opening(made, made, null, null, 0);
  }

  /** After an order that made the position larger: its triggers count, where it has any. */
  Opening grownBy(PaperOrder order) {
    return order.takeProfit() == null && order.stopLoss() == null ? this : by(order);
  }

  Opening closedOnceMore() {
    return new Opening(orderId, planId, takeProfit, stopLoss, closes + 1);
  }
}
