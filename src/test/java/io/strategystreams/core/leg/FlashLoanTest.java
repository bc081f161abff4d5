package io.strategystreams.core.leg;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The arithmetic of «Leveraged staking», against numbers worked out apart from the code. */
class FlashLoanTest {
  @ParameterizedTest
  @CsvSource({"0, 185.714285714285714285", ".0005, 185.449358059914407988"})
  void upBorrowsTheWorkedExamplesF(String fee, String expected) {
    BigDecimal borrowed =
        FlashLoan.borrowed(BigDecimal.ZERO, BigDecimal.ZERO, d("100"), d(".65"), d(fee));

    assertThat(borrowed.setScale(18, java.math.RoundingMode.DOWN)).isEqualTo(d(expected));
  }

  @Test
  void repaymentIsRoundedUp() {
    assertThat(FlashLoan.repayment(d("185.449358059914407988"), d(".0005")))
        .isEqualTo(d("185.542082738944365192"));
  }

  @Test
  void collateralIsTheMultipleAndDebtOverEquityIsLOverOneMinusL() {
    assertThat(FlashLoan.collateral(d("35"), d(".65"))).isEqualByComparingTo("100");
    assertThat(FlashLoan.debt(d("35"), d(".65"))).isEqualByComparingTo("65");
    assertThat(FlashLoan.debt(d("35"), d("0"))).isEqualByComparingTo("0");
  }

  /** C 300, r 1.2, m 1.19, s .002: x, x(1+f) and y by hand. */
  @ParameterizedTest
  @CsvSource({
    "195, 20, .0005, 38.307590305232915061, 38.326744100385531519, 49.112295263119121874",
    "210, 0, .0005, 43.745058075289148639, 43.766930604326793214, 36.852638558063011076",
  })
  void downMeetsTheTableWithFeeAndSlippage(
      String debt, String out, String fee, String repaid, String flashRepaid, String withdrawn) {
    FlashLoan.Descent way =
        FlashLoan.Descent.of(
            d("300"), d(debt), d(out), d(".65"), d(fee), d("1.2"), d("1.19").multiply(d(".998")));

    assertThat(way.repaid()).isEqualTo(d(repaid));
    assertThat(way.flashRepayment()).isEqualTo(d(flashRepaid));
    assertThat(way.withdrawn()).isEqualTo(d(withdrawn));
  }

  @Test
  void downHitsLExactlyAndLeavesDeltaE() {
    BigDecimal proceeds = d("1.19").multiply(d(".998"));
    FlashLoan.Descent way =
        FlashLoan.Descent.of(d("300"), d("195"), d("20"), d(".65"), d(".0005"), d("1.2"), proceeds);

    BigDecimal debt = d("195").subtract(way.repaid());
    BigDecimal collateral = d("300").subtract(way.withdrawn().multiply(d("1.2")));
    assertThat(debt.divide(collateral, MathContext.DECIMAL128).subtract(d(".65")).abs())
        .isLessThan(d("1e-17"));
    assertThat(way.withdrawn().multiply(proceeds).subtract(way.flashRepayment()))
        .isBetween(d("20"), d("20.000000000000000002"));
  }

  @Test
  void withoutDebtToRepayThereIsNoFlashLoan() {
    FlashLoan.Descent way =
        FlashLoan.Descent.of(d("300"), d("150"), d("20"), d(".65"), d(".0005"), d("1.2"), d("1.2"));

    assertThat(way.repaid()).isEqualByComparingTo("0");
    assertThat(way.flashRepayment()).isEqualByComparingTo("0");
    assertThat(way.withdrawn()).isEqualByComparingTo("16.666666666666666667");
  }

  /** L·k = .65 · 1.2 / .78 = 1 exactly. */
  @Test
  void noWayDownWhereOneMinusLkIsNotPositive() {
    assertThat(descentAtProceeds(".78")).isNull();
    assertThat(descentAtProceeds(".77")).isNull();
    assertThat(descentAtProceeds(".781")).isNotNull();
  }

  private static FlashLoan.Descent descentAtProceeds(String proceeds) {
    return FlashLoan.Descent.of(
        d("300"), d("195"), d("1"), d(".65"), d("0"), d("1.2"), d(proceeds));
  }

  /** y' = (D − L(C + ΔE))/(1 − L) = (210 − 208)/.35, rounded up. */
  @Test
  void theWalletRepaysWhatLDoesNotAllow() {
    assertThat(FlashLoan.walletRepayment(d("300"), d("210"), d("20"), d(".65")))
        .isEqualTo(d("5.714285714285714286"));
  }

  private static BigDecimal d(String text) {
    return new BigDecimal(text);
  }
}
