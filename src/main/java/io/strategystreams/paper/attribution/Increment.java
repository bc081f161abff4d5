package io.strategystreams.paper.attribution;

import io.strategystreams.core.money.Decimals;
import io.strategystreams.core.money.Token;
import java.math.BigDecimal;

/**
 * What a report adds to those before it of the same order.
 *
 * @param amount in the order's amount_token
 * @param cost amount × what it was executed at, 0 where no price applies
 * @param fee in {@code feeToken}
 * @param feeToken null where no fee applies
 */
record Increment(BigDecimal amount, BigDecimal cost, BigDecimal fee, Token feeToken) {
  /**
   * @param before the report before it, null for none
   */
  static Increment between(ReportTerms before, ReportTerms now) {
    return before == null
        ? new Increment(now.amount(), now.cost(), now.feeOrZero(), now.feeToken())
        : new Increment(
            now.amount().subtract(before.amount()),
            now.cost().subtract(before.cost()),
            now.feeOrZero().subtract(before.feeOrZero()),
            now.feeToken());
  }

  /** What it was executed at, 60 significant digits; there must be an amount. */
  BigDecimal price() {
    return Decimals.divide(cost, amount);
  }
}
