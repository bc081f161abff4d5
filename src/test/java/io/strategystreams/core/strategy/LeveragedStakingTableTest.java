package io.strategystreams.core.strategy;

import static io.strategystreams.core.fixture.OrderText.orders;
import static io.strategystreams.core.fixture.SituationBuilder.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.core.fixture.Defaults;
import io.strategystreams.core.fixture.OrderText;
import io.strategystreams.core.fixture.SituationBuilder;
import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.core.plan.Action;
import io.strategystreams.core.plan.ExecutionMode;
import io.strategystreams.core.plan.PlannedOrder;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The group of leveraged staking, up and down, and its worked example to 18 decimals. */
class LeveragedStakingTableTest {
  @ParameterizedTest
  @CsvSource({
    "0, 185.714285714285714285, 285.714285714285714285, 275.211485411799161084,"
        + " 185.714285714285714285, 100.000000000000000000",
    ".0005, 185.449358059914407988, 285.449358059914407988, 274.956296445297492818,"
        + " 185.542082738944365192, 99.907275320970042796"
  })
  void workedExample(
      String fee, String flash, String stake, String supplied, String borrowed, String equity) {
    Verdict verdict =
        given(Mode.ETH_LEVERAGED)
            .with("flash_fee", fee)
            .price("etherfi:Rate:weETH/WETH", Defaults.WEETH_RATE)
            .holding("wallet:BaseToken:WETH", "100")
            .evaluate();

    assertThat(orders(verdict))
        .containsExactly(
            "entry_full: FLASH_BORROW instadapp " + flash + " WETH",
            "entry_full: STAKE etherfi " + stake + " WETH",
            "entry_full: SUPPLY aave_v3 " + supplied + " weETH",
            "entry_full: BORROW aave_v3 " + borrowed + " WETH",
            "entry_full: FLASH_REPAY instadapp " + borrowed + " WETH");
    BigDecimal collateral = d(supplied).multiply(d(Defaults.WEETH_RATE));
    // f = 0 leaves 6e-19 short of 100: what is staked and what it buys are rounded down.
    assertThat(collateral.subtract(d(borrowed)).subtract(d(equity)).abs()).isLessThan(d("1e-18"));
    BigDecimal health = collateral.multiply(d(".95")).divide(d(borrowed), MathContext.DECIMAL128);
    assertThat(health.setScale(6, RoundingMode.DOWN)).isEqualTo(d("1.461538"));
  }

  @Test
  void theGroupIsOneAtomicStep() {
    Verdict verdict = given(Mode.ETH_LEVERAGED).holding("wallet:BaseToken:WETH", "1").evaluate();

    assertThat(verdict.plan().steps()).hasSize(1);
    assertThat(verdict.plan().steps().get(0).mode()).isEqualTo(ExecutionMode.ATOMIC);
  }

  /** C 300, D 195, L .65; half of E 105 stays: E' = 52.5. Every order of the way down in order. */
  @Test
  void downTakesEquityOutInFiveOrders() {
    Verdict verdict = leveraged("250", "195").risk(risk -> risk.maxEquityFraction(".5")).evaluate();

    assertThat(OrderText.sequence(verdict))
        .containsExactly(
            "FLASH_BORROW instadapp",
            "REPAY aave_v3",
            "WITHDRAW aave_v3",
            "SWAP uniswap",
            "FLASH_REPAY instadapp");
    List<PlannedOrder> group = verdict.plan().orders();
    assertThat(amount(group.get(1))).isEqualByComparingTo(amount(group.get(0)));
    assertThat(amount(group.get(3))).isEqualByComparingTo(amount(group.get(2)));
    assertThat(amount(group.get(4))).isEqualByComparingTo(amount(group.get(0)));
    assertThat(verdict.action()).isEqualTo(Action.EXIT_PARTIAL);
  }

  @Test
  void theFlashRepaymentCarriesTheFeeRoundedUp() {
    Verdict verdict =
        leveraged("250", "195")
            .with("flash_fee", ".0005")
            .risk(risk -> risk.maxEquityFraction(".5"))
            .evaluate();

    List<PlannedOrder> group = verdict.plan().orders();
    BigDecimal borrowed = amount(group.get(0));
    BigDecimal repaid = borrowed.multiply(d("1.0005")).setScale(18, RoundingMode.UP);
    assertThat(amount(group.get(4))).isEqualByComparingTo(repaid);
    assertThat(group.get(0).flashFee()).isEqualByComparingTo(repaid.subtract(borrowed));
    assertThat(group.get(4).flashFee()).isEqualByComparingTo(repaid.subtract(borrowed));
    assertThat(group.get(2).flashFee()).isNull();
  }

  /**
   * D with its interest is repaid, every LST is withdrawn and swapped: 250 · 1.2 · .998 = 299.4.
   */
  @Test
  void fullExitRepaysTheDebtWithItsInterestAndSwapsAllCollateral() {
    Verdict verdict = leveraged("250", "195.123456789012345678").override().evaluate();

    assertThat(orders(verdict))
        .containsExactly(
            "exit_full: FLASH_BORROW instadapp 195.123456789012345678 WETH",
            "exit_full: REPAY aave_v3 195.123456789012345678 WETH",
            "exit_full: WITHDRAW aave_v3 250 weETH",
            "exit_full: SWAP uniswap 250 weETH",
            "exit_full: FLASH_REPAY instadapp 195.123456789012345678 WETH");
    assertThat(left(verdict, leveraged("250", "195.123456789012345678")))
        .isEqualByComparingTo("104.276543210987654322");
  }

  /** C 300, D 150 below L: ΔE 100 of 150 still leaves room, so nothing is borrowed or repaid. */
  @Test
  void withoutDebtToRepayTheWayDownIsWithdrawAndSwapOnly() {
    Verdict verdict = leveraged("250", "65").withdraw("100").evaluate();

    assertThat(OrderText.sequence(verdict)).containsExactly("WITHDRAW aave_v3", "SWAP uniswap");
  }

  /** C 300, D 210, ΔE 20: y' = 2/.35 is repaid from the wallet, the rest is staked. */
  @Test
  void tooMuchDebtWithEnoughInTheWalletIsRepaidFromItAndTheRestStaked() {
    Verdict verdict = leveraged("250", "210").holding("wallet:BaseToken:WETH", "20").evaluate();

    assertThat(orders(verdict))
        .containsExactly(
            "deleverage: REPAY aave_v3 5.714285714285714286 WETH",
            "entry_partial: STAKE etherfi 14.285714285714285714 WETH",
            "entry_partial: SUPPLY aave_v3 11.904761904761904761 weETH");
    assertThat(verdict.action()).isEqualTo(Action.EXIT_PARTIAL);
  }

  /** C 300, D 240, ΔE 20: y' = 32/.35 > 20, so 20 is repaid and x = 25/(1 − .65/.998) follows. */
  @Test
  void tooMuchDebtWithTooLittleInTheWalletRepaysItAllAndDeleveragesTheRest() {
    Verdict verdict = leveraged("250", "240").holding("wallet:BaseToken:WETH", "20").evaluate();

    BigDecimal k = BigDecimal.ONE.divide(d(".998"), new MathContext(50));
    String x =
        d("25")
            .divide(BigDecimal.ONE.subtract(d(".65").multiply(k)), new MathContext(50))
            .setScale(18, RoundingMode.UP)
            .toPlainString();
    String y =
        d(x).divide(d("1.2").multiply(d(".998")), new MathContext(50))
            .setScale(18, RoundingMode.UP)
            .toPlainString();
    assertThat(orders(verdict))
        .containsExactly(
            "deleverage: REPAY aave_v3 20 WETH",
            "deleverage: FLASH_BORROW instadapp " + x + " WETH",
            "deleverage: REPAY aave_v3 " + x + " WETH",
            "deleverage: WITHDRAW aave_v3 " + y + " weETH",
            "deleverage: SWAP uniswap " + y + " weETH",
            "deleverage: FLASH_REPAY instadapp " + x + " WETH");
    assertThat(verdict.action()).isEqualTo(Action.EXIT_PARTIAL);
    assertThat(left(verdict, leveraged("250", "240").holding("wallet:BaseToken:WETH", "20")))
        .isBetween(d("0"), d("1e-17"));
  }

  private static SituationBuilder leveraged(String collateral, String debt) {
    return given(Mode.ETH_LEVERAGED)
        .price("etherfi:Rate:weETH/WETH", "1.2")
        .price("uniswap:Spot:weETH/WETH", "1.2")
        .holding("aave_v3:aToken:aweETH", collateral)
        .holding("aave_v3:debtToken:debtWETH", debt);
  }

  private static BigDecimal left(Verdict verdict, SituationBuilder before) {
    Instrument wallet = Instrument.parse("wallet:BaseToken:WETH");
    return verdict.plan().orders().stream()
        .map(order -> order.expectedDeltas().getOrDefault(wallet, BigDecimal.ZERO))
        .reduce(before.book().amount(wallet), BigDecimal::add);
  }

  private static BigDecimal amount(PlannedOrder order) {
    return order.amount().value();
  }

  private static BigDecimal d(String text) {
    return new BigDecimal(text);
  }
}
