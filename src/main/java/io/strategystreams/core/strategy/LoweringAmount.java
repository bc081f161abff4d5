package io.strategystreams.core.strategy;

import static io.strategystreams.core.money.Decimals.divide;

import io.strategystreams.core.leg.LongLeg.FreeingCost;
import java.math.BigDecimal;

/**
 * How much a leg must free so that it ends at its target once the costs of freeing have lowered the
 * equity the target is reckoned from. With surplus A, leg share a·φ = g, cost c₀ + c₁x of freeing
 * x, selling cost σ and hedge fee h per unit:
 *
 * <p>A − x − (c₀ + c₁x) + g·[(c₀ + c₁x)(1 + h) + x(σ + h)] = 0
 */
final class LoweringAmount {
  private LoweringAmount() {}

  /** For a book that neither sells what it frees nor hedges. */
  static BigDecimal of(BigDecimal surplus, BigDecimal share, FreeingCost cost) {
    return of(surplus, share, cost, BigDecimal.ZERO, BigDecimal.ZERO);
  }

  /**
   * @param surplus A = leg equity − target, asset units, positive
   * @param share g, the fraction of the book's equity that the leg should hold
   * @param sellingCost σ, fraction lost by selling what was freed
   * @param hedgeFee h, fraction lost by covering the hedge
   * @return x, asset units
   */
  static BigDecimal of(
      BigDecimal surplus,
      BigDecimal share,
      FreeingCost cost,
      BigDecimal sellingCost,
      BigDecimal hedgeFee) {
    BigDecimal one = BigDecimal.ONE;
    BigDecimal fixed = cost.fixed().multiply(one.subtract(share.multiply(one.add(hedgeFee))));
    BigDecimal perUnit =
        one.add(cost.proportional())
            .subtract(
                share.multiply(
                    cost.proportional()
                        .multiply(one.add(hedgeFee))
                        .add(sellingCost)
                        .add(hedgeFee)));
    return divide(surplus.subtract(fixed), perUnit);
  }
}
