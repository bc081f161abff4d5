package io.strategystreams.core.strategy;

import static io.strategystreams.core.fixture.OrderText.orders;
import static io.strategystreams.core.fixture.OrderText.sequence;
import static io.strategystreams.core.fixture.SituationBuilder.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.core.market.Signal;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.core.plan.Action;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The table of the ten modes: what each buys with the demo's capital at its home. */
class ModesTableTest {
  @Test
  void thereAreTenModesAsInTheTable() {
    assertThat(Mode.values())
        .extracting(Mode::id)
        .containsExactlyInAnyOrder(
            "eth_staking_only",
            "eth_leveraged",
            "pure_lending_eth",
            "pure_lending_usdt",
            "eth_basis",
            "btc_basis",
            "ml_btc_directional_btc_margin",
            "ml_btc_directional_usdt_margin",
            "usdt_eth_staking_hedged_leveraged",
            "usdt_eth_staking_hedged_simple");
  }

  @Test
  void ethStakingOnly() {
    Verdict verdict =
        given(Mode.ETH_STAKING_ONLY).holding("wallet:BaseToken:WETH", "100").evaluate();

    assertThat(orders(verdict)).containsExactly("entry_full: STAKE etherfi 100 WETH");
    assertThat(verdict.action()).isEqualTo(Action.ENTRY_FULL);
  }

  @Test
  void ethLeveraged() {
    Verdict verdict = given(Mode.ETH_LEVERAGED).holding("wallet:BaseToken:WETH", "100").evaluate();

    assertThat(sequence(verdict))
        .containsExactly(
            "FLASH_BORROW instadapp",
            "STAKE etherfi",
            "SUPPLY aave_v3",
            "BORROW aave_v3",
            "FLASH_REPAY instadapp");
    assertThat(verdict.action()).isEqualTo(Action.ENTRY_FULL);
  }

  @Test
  void pureLendingEth() {
    Verdict verdict =
        given(Mode.PURE_LENDING_ETH).holding("wallet:BaseToken:ETH", "100").evaluate();

    assertThat(orders(verdict)).containsExactly("entry_full: SUPPLY aave_v3 100 ETH");
  }

  @Test
  void pureLendingUsdt() {
    Verdict verdict =
        given(Mode.PURE_LENDING_USDT).holding("wallet:BaseToken:USDT", "100000").evaluate();

    assertThat(orders(verdict)).containsExactly("entry_full: SUPPLY aave_v3 100000 USDT");
  }

  /** 100,000 / (3000 · (1 + .001 + .0005 + .00055)) = 33.26514 → 33.2651; short nearest .01. */
  @Test
  void ethBasis() {
    Verdict verdict = given(Mode.ETH_BASIS).holding("binance:BaseToken:USDT", "100000").evaluate();

    assertThat(orders(verdict))
        .containsExactly(
            "basis_spot_long: SPOT_TRADE binance ETH/USDT BUY 33.2651 ETH",
            "basis_perp_short: PERP_TRADE bybit ETHUSDT SHORT 33.27 ETH");
    assertThat(verdict.action()).isEqualTo(Action.ENTRY_FULL);
  }

  /** In the ETH share class the spot is the share class itself: only the short is traded. */
  @Test
  void ethBasisInTheEthShareClass() {
    Verdict verdict =
        given(Mode.ETH_BASIS)
            .parameters(file -> file.shareClass("ETH"))
            .holding("binance:BaseToken:ETH", "100")
            .evaluate();

    assertThat(orders(verdict))
        .containsExactly("basis_perp_short: PERP_TRADE bybit ETHUSDT SHORT 100 ETH");
  }

  /** 100,000 / (60000 · 1.00205) = 1.663257 → 1.66325; short nearest .001. */
  @Test
  void btcBasis() {
    Verdict verdict = given(Mode.BTC_BASIS).holding("binance:BaseToken:USDT", "100000").evaluate();

    assertThat(orders(verdict))
        .containsExactly(
            "basis_spot_long: SPOT_TRADE binance BTC/USDT BUY 1.66325 BTC",
            "basis_perp_short: PERP_TRADE bybit BTCUSDT SHORT 1.663 BTC");
  }

  @Test
  void mlBtcDirectionalBtcMargin() {
    Verdict verdict =
        given(Mode.ML_BTC_DIRECTIONAL_BTC_MARGIN)
            .holding("binance:BaseToken:BTC", "10")
            .prediction(Signal.SWING_HIGH_BREAKOUT)
            .evaluate();

    assertThat(orders(verdict)).containsExactly("ml_long: PERP_TRADE binance BTCUSDT LONG 10 BTC");
  }

  @Test
  void mlBtcDirectionalUsdtMargin() {
    Verdict verdict =
        given(Mode.ML_BTC_DIRECTIONAL_USDT_MARGIN)
            .holding("binance:BaseToken:USDT", "100000")
            .prediction(Signal.SWING_LOW_BREAKOUT)
            .evaluate();

    assertThat(orders(verdict))
        .containsExactly("ml_short: PERP_TRADE binance BTCUSDT SHORT 1.666 BTC");
  }

  /**
   * Half is margin (.4, .3, .3), half buys 50,000 / (3000 · 1.0015) = 16.641704 → 16.6417 ETH. The
   * hedge is the nearest .001: 16.642; floors 6.656, 4.99, 4.99 leave .006, which only binance's
   * lot fits.
   */
  @Test
  void usdtEthStakingHedgedSimple() {
    Verdict verdict =
        given(Mode.USDT_ETH_STAKING_HEDGED_SIMPLE)
            .holding("wallet:BaseToken:USDT", "100000")
            .evaluate();

    assertThat(orders(verdict))
        .containsExactly(
            "funding_transfer: TRANSFER USDT wallet→binance 70000 USDT",
            "funding_transfer: TRANSFER USDT wallet→bybit 15000 USDT",
            "funding_transfer: TRANSFER USDT wallet→okx 15000 USDT",
            "funding_purchase: SPOT_TRADE binance ETH/USDT BUY 16.6417 ETH",
            "market_neutral_hedge: PERP_TRADE binance ETHUSDT SHORT 6.662 ETH",
            "market_neutral_hedge: PERP_TRADE bybit ETHUSDT SHORT 4.99 ETH",
            "market_neutral_hedge: PERP_TRADE okx ETHUSDT SHORT 4.99 ETH",
            "funding_transfer: TRANSFER ETH binance→wallet 16.6417 ETH",
            "entry_full: STAKE etherfi 16.6417 WETH");
    assertThat(verdict.action()).isEqualTo(Action.ENTRY_FULL);
  }

  /** The same with 16.6417 · .65/.35 = 30.905…; the hedge is the net long, not the collateral. */
  @Test
  void usdtEthStakingHedgedLeveraged() {
    Verdict verdict =
        given(Mode.USDT_ETH_STAKING_HEDGED_LEVERAGED)
            .holding("wallet:BaseToken:USDT", "100000")
            .evaluate();

    assertThat(orders(verdict))
        .containsExactly(
            "funding_transfer: TRANSFER USDT wallet→binance 70000 USDT",
            "funding_transfer: TRANSFER USDT wallet→bybit 15000 USDT",
            "funding_transfer: TRANSFER USDT wallet→okx 15000 USDT",
            "funding_purchase: SPOT_TRADE binance ETH/USDT BUY 16.6417 ETH",
            "market_neutral_hedge: PERP_TRADE binance ETHUSDT SHORT 6.662 ETH",
            "market_neutral_hedge: PERP_TRADE bybit ETHUSDT SHORT 4.99 ETH",
            "market_neutral_hedge: PERP_TRADE okx ETHUSDT SHORT 4.99 ETH",
            "funding_transfer: TRANSFER ETH binance→wallet 16.6417 ETH",
            "entry_full: FLASH_BORROW instadapp 30.906014285714285714 WETH",
            "entry_full: STAKE etherfi 47.547714285714285714 WETH",
            "entry_full: SUPPLY aave_v3 45.283537414965986394 weETH",
            "entry_full: BORROW aave_v3 30.906014285714285714 WETH",
            "entry_full: FLASH_REPAY instadapp 30.906014285714285714 WETH");
  }

  /** Wallet for lending, staking and hedged, binance for basis and ML. */
  @ParameterizedTest
  @CsvSource({
    "ETH_STAKING_ONLY, okx:BaseToken:ETH, TRANSFER ETH okx→wallet",
    "ETH_LEVERAGED, okx:BaseToken:ETH, TRANSFER ETH okx→wallet",
    "PURE_LENDING_ETH, okx:BaseToken:ETH, TRANSFER ETH okx→wallet",
    "PURE_LENDING_USDT, okx:BaseToken:USDT, TRANSFER USDT okx→wallet",
    "ETH_BASIS, okx:BaseToken:USDT, TRANSFER USDT okx→binance",
    "BTC_BASIS, okx:BaseToken:USDT, TRANSFER USDT okx→binance",
    "ML_BTC_DIRECTIONAL_BTC_MARGIN, okx:BaseToken:BTC, TRANSFER BTC okx→binance",
    "ML_BTC_DIRECTIONAL_USDT_MARGIN, okx:BaseToken:USDT, TRANSFER USDT okx→binance",
    "USDT_ETH_STAKING_HEDGED_LEVERAGED, okx:BaseToken:USDT, TRANSFER USDT okx→wallet",
    "USDT_ETH_STAKING_HEDGED_SIMPLE, okx:BaseToken:USDT, TRANSFER USDT okx→wallet"
  })
  void anExitEndsAtTheModesHome(Mode mode, String place, String transfer) {
    Verdict verdict = given(mode).holding(place, "7").override().evaluate();

    assertThat(sequence(verdict)).containsExactly(transfer);
    assertThat(verdict.action()).isEqualTo(Action.EXIT_FULL);
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void anEmptyBookHasNothingToDo(Mode mode) {
    Verdict verdict = given(mode).evaluate();

    assertThat(verdict.action()).isEqualTo(Action.NONE);
    assertThat(orders(verdict)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void anExposureInAnotherShareClassIsRefused(Mode mode) {
    Situation right = given(mode).holding("wallet:BaseToken:USDT", "100").build();
    io.strategystreams.core.exposure.Exposure seen = right.exposure();
    Situation wrong =
        new Situation(
            right.parameters(),
            right.catalogue(),
            right.market(),
            io.strategystreams.core.exposure.Exposure.of(
                seen.strategyId(),
                new io.strategystreams.core.money.Token("EUR"),
                seen.equity(),
                seen.positions(),
                seen.dust(),
                seen.withdrawal(),
                null,
                seen.eventTime()),
            right.risk(),
            null,
            null,
            right.now());

    assertThat(new Strategies().evaluate(wrong).reason()).isEqualTo(Reason.SHARE_CLASS_MISMATCH);
  }
}
