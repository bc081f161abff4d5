package io.strategystreams.config;

import java.math.BigDecimal;
import java.util.Objects;

/**
 * What a lending pool asks of a collateral. Fractions.
 *
 * @param ltv debt over collateral that borrowing, or withdrawing collateral, must leave
 * @param threshold debt over collateral beyond which a loan is liquidated, above {@code ltv}
 * @param bonus what a liquidator gets on top of the debt repaid
 */
public record CollateralTerms(BigDecimal ltv, BigDecimal threshold, BigDecimal bonus) {
  public CollateralTerms {
    Objects.requireNonNull(ltv, "ltv");
    Objects.requireNonNull(threshold, "threshold");
    Objects.requireNonNull(bonus, "bonus");
  }
}
