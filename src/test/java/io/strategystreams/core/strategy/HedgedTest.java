package io.strategystreams.core.strategy;

import static io.strategystreams.core.fixture.OrderText.orders;
import static io.strategystreams.core.fixture.OrderText.sequence;
import static io.strategystreams.core.fixture.SituationBuilder.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.core.fixture.SituationBuilder;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.core.plan.Action;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Staked ETH against shorts at three venues: 10 ETH at 3000, E 60,000, a .5. */
class HedgedTest {
  private static final String SHORT = "PERP_TRADE %s ETHUSDT SHORT";
  private static final String COVER = "PERP_TRADE %s ETHUSDT LONG";

  /** The seed's order where nothing is bought. */
  @Test
  void withoutAPurchaseTheStakeComesBeforeTheShorts() {
    Verdict verdict =
        margins(given(Mode.USDT_ETH_STAKING_HEDGED_SIMPLE))
            .holding("wallet:BaseToken:WETH", "10")
            .evaluate();

    assertThat(orders(verdict))
        .containsExactly(
            "entry_full: STAKE etherfi 10 WETH",
            "market_neutral_hedge: PERP_TRADE binance ETHUSDT SHORT 4 ETH",
            "market_neutral_hedge: PERP_TRADE bybit ETHUSDT SHORT 3 ETH",
            "market_neutral_hedge: PERP_TRADE okx ETHUSDT SHORT 3 ETH");
  }

  @Test
  void aBookOnTargetRests() {
    assertThat(neutral().evaluate().action()).isEqualTo(Action.NONE);
  }

  /** Free the staked side, transfer, sell, cover the shorts, bring the margin home. */
  @Test
  void aFullExitInOrder() {
    Verdict verdict = neutral().exposure(e -> e.withdrawAll()).evaluate();

    assertThat(sequence(verdict))
        .containsExactly(
            "UNSTAKE etherfi",
            "TRANSFER WETH wallet→binance",
            "SPOT_TRADE binance ETH/USDT SELL",
            COVER.formatted("binance"),
            COVER.formatted("bybit"),
            COVER.formatted("okx"),
            "TRANSFER USDT binance→wallet",
            "TRANSFER USDT bybit→wallet",
            "TRANSFER USDT okx→wallet");
    assertThat(verdict.action()).isEqualTo(Action.EXIT_FULL);
  }

  @Test
  void anOverrideSwapsInsteadOfQueueing() {
    assertThat(sequence(neutral().override().evaluate())).startsWith("SWAP uniswap");
  }

  /** θ·E' of E 61,000 is 1220. */
  @Test
  void aDepositWithinTheThresholdStaysIdle() {
    assertThat(neutral().holding("wallet:BaseToken:USDT", "1000").evaluate().action())
        .isEqualTo(Action.NONE);
  }

  @Test
  void aDepositBeyondTheThresholdIsInvestedThoughTheLegIsWithinItsOwn() {
    Verdict verdict = neutral().holding("wallet:BaseToken:USDT", "1500").evaluate();

    assertThat(verdict.action()).isEqualTo(Action.ENTRY_PARTIAL);
    assertThat(sequence(verdict))
        .contains("SPOT_TRADE binance ETH/USDT BUY", SHORT.formatted("binance"), "STAKE etherfi");
  }

  /** The price rose by 8 %: 10 ETH are 8 % of their target above nothing the leg moves for. */
  @Test
  void theStakingLegMovesOnlyBeyondItsRebalanceThreshold() {
    // E 60,000: target 9.2593 ETH at 3240, 8 % above; then 25 % above.
    assertThat(priced("3240").evaluate().action()).isEqualTo(Action.NONE);
    assertThat(priced("3750").evaluate().action()).isEqualTo(Action.EXIT_PARTIAL);
  }

  @ParameterizedTest
  @CsvSource({
    "-3.80, NONE, ''",
    "-3.79, ENTRY_PARTIAL, market_neutral_hedge: PERP_TRADE binance ETHUSDT SHORT 0.21 ETH",
    "-4.20, NONE, ''",
    "-4.21, EXIT_PARTIAL, market_neutral_hedge: PERP_TRADE binance ETHUSDT LONG 0.21 ETH"
  })
  void driftBeyondItsMaximumPutsThePerpLegOutOfLine(String binance, Action action, String order) {
    Verdict verdict = hedged(binance).evaluate();

    assertThat(verdict.action()).isEqualTo(action);
    assertThat(orders(verdict))
        .isEqualTo(order.isEmpty() ? java.util.List.of() : java.util.List.of(order));
  }

  /** WETH in the queue is as long as what is staked. */
  @Test
  void queuedWethStaysHedged() {
    Verdict verdict =
        margins(given(Mode.USDT_ETH_STAKING_HEDGED_SIMPLE))
            .holding("etherfi:LST:weETH", "9.047619047619047619")
            .holding("etherfi:Unstaking:WETH", ".5")
            .holding("binance:Perp:ETHUSDT", "-4")
            .holding("bybit:Perp:ETHUSDT", "-3")
            .holding("okx:Perp:ETHUSDT", "-3")
            .evaluate();

    assertThat(verdict.action()).isEqualTo(Action.NONE);
  }

  /** Short = net long, whatever a is: at .3, 30,000 / (3000 · 1.0015) buys 9.985 ETH. */
  @Test
  void theBookIsNeutralAtEveryAllocation() {
    Verdict verdict =
        given(Mode.USDT_ETH_STAKING_HEDGED_SIMPLE)
            .with("stake_allocation_percentage", ".3")
            .parameters(file -> file.hedgeAllocation("binance=1"))
            .holding("wallet:BaseToken:USDT", "100000")
            .evaluate();

    assertThat(orders(verdict))
        .contains(
            "funding_purchase: SPOT_TRADE binance ETH/USDT BUY 9.985 ETH",
            "market_neutral_hedge: PERP_TRADE binance ETHUSDT SHORT 9.985 ETH");
  }

  @Test
  void halfDoneEntryOfBoughtButNotStakedEthHeals() {
    Verdict verdict =
        margins(given(Mode.USDT_ETH_STAKING_HEDGED_SIMPLE))
            .holding("binance:BaseToken:ETH", "10")
            .holding("binance:Perp:ETHUSDT", "-4")
            .holding("bybit:Perp:ETHUSDT", "-3")
            .holding("okx:Perp:ETHUSDT", "-3")
            .evaluate();

    assertThat(orders(verdict))
        .containsExactly(
            "funding_transfer: TRANSFER ETH binance→wallet 10 ETH",
            "entry_partial: STAKE etherfi 10 WETH");
  }

  /** Gas ETH is neither idle nor funds: what is bought alone is staked. */
  @Test
  void gasEthInTheWalletIsNotStaked() {
    Verdict verdict =
        given(Mode.USDT_ETH_STAKING_HEDGED_SIMPLE)
            .holding("wallet:BaseToken:USDT", "95400")
            .holding("wallet:BaseToken:ETH", ".049858605109376581")
            .evaluate();

    assertThat(verdict.action()).isEqualTo(Action.ENTRY_FULL);
    assertThat(sequence(verdict)).doesNotContain("TRANSFER ETH wallet→wallet");
  }

  @Test
  void theSmallWithdrawalOfAHalfDoneEntryDoesNotStripTheHedge() {
    Verdict verdict =
        margins(given(Mode.USDT_ETH_STAKING_HEDGED_SIMPLE))
            .holding("binance:BaseToken:ETH", "10")
            .holding("binance:Perp:ETHUSDT", "-4")
            .holding("bybit:Perp:ETHUSDT", "-3")
            .holding("okx:Perp:ETHUSDT", "-3")
            .withdraw("50")
            .evaluate();

    assertThat(sequence(verdict)).contains("STAKE etherfi").doesNotContain(COVER.formatted("okx"));
  }

  private static SituationBuilder neutral() {
    return hedged("-4");
  }

  private static SituationBuilder hedged(String binance) {
    return margins(given(Mode.USDT_ETH_STAKING_HEDGED_SIMPLE))
        .price("etherfi:Rate:weETH/WETH", "1.25")
        .price("uniswap:Spot:weETH/WETH", "1.25")
        .holding("etherfi:LST:weETH", "8")
        .holding("binance:Perp:ETHUSDT", binance)
        .holding("bybit:Perp:ETHUSDT", "-3")
        .holding("okx:Perp:ETHUSDT", "-3");
  }

  /** The shorts' loss is what the ETH gained, so that E stays 60,000. */
  private static SituationBuilder priced(String price) {
    SituationBuilder situation = neutral().price("binance:Spot:ETH/USDT", price);
    for (String venue : new String[] {"binance", "bybit", "okx"}) {
      situation.price(venue + ":Perp:ETHUSDT", price);
    }
    return situation.exposure(e -> e.equity("60000"));
  }

  private static SituationBuilder margins(SituationBuilder situation) {
    return situation
        .holding("binance:BaseToken:USDT", "12000")
        .holding("bybit:BaseToken:USDT", "9000")
        .holding("okx:BaseToken:USDT", "9000");
  }
}
