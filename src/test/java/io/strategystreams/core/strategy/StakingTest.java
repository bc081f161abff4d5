package io.strategystreams.core.strategy;

import static io.strategystreams.core.fixture.OrderText.orders;
import static io.strategystreams.core.fixture.OrderText.plain;
import static io.strategystreams.core.fixture.SituationBuilder.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.core.fixture.SituationBuilder;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.core.mode.UnstakeVia;
import io.strategystreams.core.plan.Action;
import org.junit.jupiter.api.Test;

/** The staking leg on its own; r is 1.05, so 100 weETH are worth 105. */
class StakingTest {
  @Test
  void theTargetIsWorthTheEquityOneLstIsNeverOneEth() {
    Verdict verdict = staked("100", "0").evaluate();

    assertThat(verdict.action()).isEqualTo(Action.NONE);
    assertThat(plain(verdict.targets())).containsEntry("etherfi:LST:weETH", "100");
    assertThat(verdict.equity()).isEqualByComparingTo("105");
  }

  @Test
  void idleWethIsStaked() {
    assertThat(orders(staked("100", "10.5").evaluate()))
        .containsExactly("entry_partial: STAKE etherfi 10.5 WETH");
  }

  @Test
  void ethIsWrappedBeforeItIsStaked() {
    Verdict verdict = staked("0", "0").holding("wallet:BaseToken:ETH", "2").evaluate();

    assertThat(orders(verdict))
        .containsExactly(
            "funding_transfer: TRANSFER ETH wallet→wallet 2 ETH",
            "entry_full: STAKE etherfi 2 WETH");
  }

  /** 21 WETH of 105 are asked back: 20 weETH through the queue. */
  @Test
  void aWithdrawalUnstakesThroughTheQueue() {
    assertThat(orders(staked("100", "0").withdraw("21").evaluate()))
        .containsExactly("exit_partial: UNSTAKE etherfi 20 weETH");
  }

  /** A swap brings 1.05 · .998 each, so 21 WETH take 20.04008…, rounded up. */
  @Test
  void aWithdrawalBySwapIsGrossedUpForItsCosts() {
    Verdict verdict =
        staked("100", "0")
            .parameters(file -> file.unstakeVia(UnstakeVia.SWAP))
            .withdraw("21")
            .evaluate();

    assertThat(orders(verdict))
        .containsExactly("exit_partial: SWAP uniswap 20.040080160320641283 weETH");
  }

  @Test
  void anOverrideAlwaysSwaps() {
    assertThat(orders(staked("100", "0").override().evaluate()))
        .containsExactly("exit_full: SWAP uniswap 100 weETH");
  }

  @Test
  void aFullWithdrawalWaitsInTheQueue() {
    assertThat(orders(staked("100", "0").exposure(e -> e.withdrawAll()).evaluate()))
        .containsExactly("exit_full: UNSTAKE etherfi 100 weETH");
  }

  @Test
  void whatIsQueuedAlreadyIsNotAskedForTwice() {
    Verdict verdict =
        staked("80", "0").holding("etherfi:Unstaking:WETH", "21").withdraw("21").evaluate();

    assertThat(verdict.action()).isEqualTo(Action.NONE);
  }

  @Test
  void queuedWethCountsInEquityButCannotBeStaked() {
    Verdict verdict = staked("80", "0").holding("etherfi:Unstaking:WETH", "21").evaluate();

    assertThat(verdict.action()).isEqualTo(Action.NONE);
    assertThat(verdict.reason()).isEqualTo(Reason.INSUFFICIENT_FUNDS);
    assertThat(plain(verdict.targets())).containsEntry("etherfi:LST:weETH", "100");
  }

  @Test
  void theEthShareClassMayRestInWeth() {
    Verdict verdict = staked("0", "5").override().evaluate();

    assertThat(verdict.action()).isEqualTo(Action.NONE);
  }

  /** Where ETH is the share class the gas reserve is not held back. */
  @Test
  void theGasReserveIsShareClassInAnEthStrategy() {
    Verdict verdict = staked("0", "0").holding("wallet:BaseToken:ETH", ".05").evaluate();

    assertThat(orders(verdict))
        .containsExactly(
            "funding_transfer: TRANSFER ETH wallet→wallet 0.05 ETH",
            "entry_full: STAKE etherfi 0.05 WETH");
  }

  private static SituationBuilder staked(String lst, String weth) {
    return given(Mode.ETH_STAKING_ONLY)
        .holding("etherfi:LST:weETH", lst)
        .holding("wallet:BaseToken:WETH", weth);
  }
}
