package io.strategystreams.core.leg;

import static io.strategystreams.core.money.Decimals.divide;
import static io.strategystreams.core.money.Decimals.down;
import static io.strategystreams.core.money.Decimals.up;

import java.math.BigDecimal;

/**
 * The arithmetic of one atomic group of leveraged staking. C is the collateral's value and D the
 * debt in WETH, L the target LTV, f the flash fee (fraction); every result leaves the book at D / C
 * = L exactly (specification: Legs, leveraged staking).
 */
final class FlashLoan {
  private FlashLoan() {}

  /** Collateral for {@code equity} at LTV {@code ltv}: E/(1 − L), WETH. */
  static BigDecimal collateral(BigDecimal equity, BigDecimal ltv) {
    return divide(equity, BigDecimal.ONE.subtract(ltv));
  }

  /** Debt for {@code equity} at LTV {@code ltv}: L·E/(1 − L), WETH. */
  static BigDecimal debt(BigDecimal equity, BigDecimal ltv) {
    return ltv.multiply(collateral(equity, ltv));
  }

  /** F = (L(C + ΔE) − D)/(1 + f − L), WETH, unrounded; negative where there is too much debt. */
  static BigDecimal borrowed(
      BigDecimal collateral, BigDecimal debt, BigDecimal in, BigDecimal ltv, BigDecimal fee) {
    BigDecimal wanted = ltv.multiply(collateral.add(in)).subtract(debt);
    return divide(wanted, BigDecimal.ONE.add(fee).subtract(ltv));
  }

  /** ⌈F(1 + f)⌉, WETH. */
  static BigDecimal repayment(BigDecimal borrowed, BigDecimal fee) {
    return up(borrowed.multiply(BigDecimal.ONE.add(fee)));
  }

  /**
   * y' = (D − L(C + ΔE))/(1 − L): what to repay from the wallet where F is negative, WETH, rounded
   * up.
   */
  static BigDecimal walletRepayment(
      BigDecimal collateral, BigDecimal debt, BigDecimal in, BigDecimal ltv) {
    BigDecimal excess = debt.subtract(ltv.multiply(collateral.add(in)));
    return up(divide(excess, BigDecimal.ONE.subtract(ltv)));
  }

  /**
   * The way down: x is flash-borrowed and repays debt, y LST are withdrawn and swapped, ΔE is left
   * over.
   *
   * @param repaid x = (D − L·C + L·k'·ΔE)/(1 − L·k), WETH, rounded up, 0 where no debt need be
   *     repaid
   * @param flashRepayment ⌈x(1 + f)⌉, WETH
   * @param withdrawn y = (x(1 + f) + ΔE)/(m(1 − s)), LST, rounded up
   */
  record Descent(BigDecimal repaid, BigDecimal flashRepayment, BigDecimal withdrawn) {

    /**
     * @param out ΔE, WETH to be free at the end, not negative
     * @param rate r
     * @param proceeds m(1 − s)
     * @return null if 1 − L·k is not positive: no amount of swapping reaches L
     */
    static Descent of(
        BigDecimal collateral,
        BigDecimal debt,
        BigDecimal out,
        BigDecimal ltv,
        BigDecimal fee,
        BigDecimal rate,
        BigDecimal proceeds) {
      // Both sides of the fraction times m(1 − s), so that they are exact: 1 − L·k = 0 is seen as
      // 0.
      BigDecimal denominator =
          proceeds.subtract(ltv.multiply(rate).multiply(BigDecimal.ONE.add(fee)));
      if (denominator.signum() <= 0) {
        return null;
      }
      BigDecimal excess = debt.subtract(ltv.multiply(collateral));
      BigDecimal x =
          divide(excess.multiply(proceeds).add(ltv.multiply(rate).multiply(out)), denominator);
      BigDecimal repaid = x.signum() <= 0 ? BigDecimal.ZERO : up(x).min(debt);
      BigDecimal flashRepayment = repayment(repaid, fee);
      return new Descent(repaid, flashRepayment, up(divide(flashRepayment.add(out), proceeds)));
    }
  }

  /** Fee of a flash loan of {@code borrowed}, rounded as its repayment is, WETH. */
  static BigDecimal feeOf(BigDecimal borrowed, BigDecimal fee) {
    return repayment(borrowed, fee).subtract(borrowed);
  }

  /** LST that {@code weth} WETH are staked for at rate {@code rate}, rounded down. */
  static BigDecimal staked(BigDecimal weth, BigDecimal rate) {
    return down(divide(weth, rate));
  }
}
