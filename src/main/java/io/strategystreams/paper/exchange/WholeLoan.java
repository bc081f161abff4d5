package io.strategystreams.paper.exchange;

import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.PositionType;
import io.strategystreams.core.plan.Operation;
import io.strategystreams.paper.ledger.PaperLedger;
import java.math.BigDecimal;
import java.util.List;

/** Orders of a group that mean the whole of a loan, which grew since they were decided. */
final class WholeLoan {
  /** More than that a loan does not grow while a decision is fresh; a fraction. */
  private static final BigDecimal MOST = new BigDecimal("0.001");

  private WholeLoan() {}

  /** By how much the debt that a group repays whole grew; 0 if it repays a part, or none. */
  static BigDecimal grownSinceDecision(List<PaperOrder> orders, PaperLedger ledger) {
    boolean flash = orders.stream().anyMatch(each -> each.operation() == Operation.FLASH_BORROW);
    return orders.stream()
        .filter(each -> flash && each.operation() == Operation.REPAY && each.tokenIn() != null)
        .map(
            each ->
                grown(each.amount().value(), ledger.amount(Instrument.debtToken(each.tokenIn()))))
        .findFirst()
        .orElse(BigDecimal.ZERO);
  }

  /** The order as it is to be done on what the group left so far. */
  static PaperOrder asItIs(PaperOrder order, BigDecimal grownDebt, PaperLedger scratch) {
    BigDecimal amount = order.amount().value();
    if (order.operation() == Operation.REPAY && grownDebt.signum() > 0) {
      return order.of(amount.add(grownDebt));
    }
    boolean free = scratch.positions().ofType(PositionType.DEBT_TOKEN).isEmpty();
    if (order.operation() == Operation.WITHDRAW && order.tokenOut() != null && free) {
      BigDecimal held = scratch.amount(Instrument.aToken(order.tokenOut()));
      return order.of(amount.add(grown(amount, held)));
    }
    return order;
  }

  /** What there is beyond the amount, if that is little: the amount was all of it. */
  private static BigDecimal grown(BigDecimal amount, BigDecimal there) {
    BigDecimal more = there.subtract(amount);
    return more.signum() > 0 && more.compareTo(amount.multiply(MOST)) <= 0 ? more : BigDecimal.ZERO;
  }
}
