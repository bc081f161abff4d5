package io.strategystreams.core.strategy;

import static io.strategystreams.core.fixture.OrderText.orders;
import static io.strategystreams.core.fixture.OrderText.plain;
import static io.strategystreams.core.fixture.OrderText.sequence;
import static io.strategystreams.core.fixture.SituationBuilder.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.core.exposure.Positions;
import io.strategystreams.core.fixture.SituationBuilder;
import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.Venue;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.core.money.Token;
import io.strategystreams.core.plan.Action;
import io.strategystreams.core.plan.ChainOrders;
import io.strategystreams.core.plan.PlanDraft;
import io.strategystreams.core.plan.PlanFixtures;
import io.strategystreams.core.plan.PlannedOrder;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules of the leveraged leg beside its arithmetic. At L .5 and r 1, E 100 is C 200 and D 100. */
class LeveragedStakingTest {
  @ParameterizedTest
  @CsvSource({
    // risk, mode, max, expected debt of 100 WETH: L/(1 − L) · 100
    ".5, .65, .75, 100",
    ".7, .6, .75, 150",
    ".9, .8, .75, 300"
  })
  void theLtvIsTheLowestOfRiskModeAndMaximum(String risk, String mode, String max, String debt) {
    Verdict verdict =
        given(Mode.ETH_LEVERAGED)
            .with("target_ltv", mode)
            .with("max_ltv", max)
            .risk(assessment -> assessment.targetLtv(risk))
            .holding("wallet:BaseToken:WETH", "100")
            .evaluate();

    assertThat(plain(verdict.targets())).containsEntry("aave_v3:debtToken:debtWETH", debt);
  }

  @ParameterizedTest
  @CsvSource({"202, 102", "198, 98"})
  void exactlyTheThresholdDoesNothing(String collateral, String debt) {
    assertThat(half(collateral, debt).evaluate().action()).isEqualTo(Action.NONE);
  }

  @Test
  void tooMuchDebtIsAPartialExitByDeleveraging() {
    Verdict verdict = half("202.01", "102.01").evaluate();

    assertThat(verdict.action()).isEqualTo(Action.EXIT_PARTIAL);
    assertThat(verdict.reason()).isEqualTo(Reason.LTV_ABOVE_TARGET);
    assertThat(sequence(verdict))
        .containsExactly(
            "FLASH_BORROW instadapp",
            "REPAY aave_v3",
            "WITHDRAW aave_v3",
            "SWAP uniswap",
            "FLASH_REPAY instadapp");
    assertThat(orders(verdict)).allMatch(line -> line.startsWith("deleverage: "));
  }

  @Test
  void onlyOrdersThatMeanAllThereIsSaySo() {
    assertThat(half("200", "100").override().evaluate().plan().orders())
        .as("all of it")
        .hasSize(5)
        .allMatch(PlannedOrder::fullBalance);
    assertThat(half("202.01", "102.01").evaluate().plan().orders())
        .as("a part of it")
        .hasSize(5)
        .noneMatch(PlannedOrder::fullBalance);
    assertThat(half("197", "97").evaluate().plan().orders())
        .as("the way up")
        .noneMatch(PlannedOrder::fullBalance);
  }

  @Test
  void whatInterestAloneWouldLeaveIsAllThereIs() {
    PlanDraft draft = new PlanDraft(Positions.of(PlanFixtures.deltas("aave_v3:aToken:aUSDT=1001")));
    ChainOrders orders = new ChainOrders(draft, new Token("weETH"), Venue.ETHERFI, BigDecimal.ZERO);

    assertThat(orders.isAll(Instrument.aToken(Token.USDT), new BigDecimal("1000"))).isTrue();
    assertThat(orders.isAll(Instrument.aToken(Token.USDT), new BigDecimal("999"))).isFalse();
    assertThat(orders.isAll(Instrument.aToken(Token.ETH), BigDecimal.ONE)).isFalse();
  }

  @Test
  void tooLittleDebtIsAPartialEntryWithoutNewMoney() {
    Verdict verdict = half("197", "97").evaluate();

    assertThat(orders(verdict))
        .containsExactly(
            "entry_partial: FLASH_BORROW instadapp 3 WETH",
            "entry_partial: STAKE etherfi 3 WETH",
            "entry_partial: SUPPLY aave_v3 3 weETH",
            "entry_partial: BORROW aave_v3 3 WETH",
            "entry_partial: FLASH_REPAY instadapp 3 WETH");
    assertThat(verdict.action()).isEqualTo(Action.ENTRY_PARTIAL);
  }

  @Test
  void aLoweredTargetLtvDeleverages() {
    Verdict verdict = half("200", "100").risk(assessment -> assessment.targetLtv(".4")).evaluate();

    assertThat(verdict.action()).isEqualTo(Action.EXIT_PARTIAL);
    assertThat(orders(verdict)).isNotEmpty().allMatch(line -> line.startsWith("deleverage: "));
  }

  @Test
  void atALtvOfZeroThereIsNoFlashLoan() {
    Verdict verdict =
        given(Mode.ETH_LEVERAGED)
            .with("target_ltv", "0")
            .price("etherfi:Rate:weETH/WETH", "1")
            .holding("wallet:BaseToken:WETH", "100")
            .evaluate();

    assertThat(orders(verdict))
        .containsExactly(
            "entry_full: STAKE etherfi 100 WETH", "entry_full: SUPPLY aave_v3 100 weETH");
  }

  @Test
  void whereNoSwapReachesTheTargetItIsUnderwater() {
    Verdict verdict =
        half("200", "120").price("uniswap:Spot:weETH/WETH", ".4").withdraw("10").evaluate();

    assertThat(verdict.action()).isEqualTo(Action.NONE);
    assertThat(verdict.reason()).isEqualTo(Reason.UNDERWATER);
  }

  @Test
  void idleLstInTheWalletIsSuppliedByTheEntryThatHeals() {
    Verdict verdict =
        given(Mode.ETH_LEVERAGED)
            .with("target_ltv", ".5")
            .price("etherfi:Rate:weETH/WETH", "1")
            .price("uniswap:Spot:weETH/WETH", "1")
            .holding("etherfi:LST:weETH", "100")
            .evaluate();

    assertThat(orders(verdict))
        .containsExactly(
            "entry_full: FLASH_BORROW instadapp 100 WETH",
            "entry_full: STAKE etherfi 100 WETH",
            "entry_full: SUPPLY aave_v3 200 weETH",
            "entry_full: BORROW aave_v3 100 WETH",
            "entry_full: FLASH_REPAY instadapp 100 WETH");
  }

  private static SituationBuilder half(String collateral, String debt) {
    return given(Mode.ETH_LEVERAGED)
        .with("target_ltv", ".5")
        .price("etherfi:Rate:weETH/WETH", "1")
        .price("uniswap:Spot:weETH/WETH", "1")
        .holding("aave_v3:aToken:aweETH", collateral)
        .holding("aave_v3:debtToken:debtWETH", debt);
  }
}
