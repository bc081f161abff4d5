package io.strategystreams.core.strategy;

import static io.strategystreams.core.fixture.OrderText.orders;
import static io.strategystreams.core.fixture.SituationBuilder.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.core.fixture.SituationBuilder;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.core.plan.Action;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Spot and perp: ETH 3000, short at bybit in lots of .01. */
class BasisTest {
  /**
   * The margin is at its venue first; 50,000 / (3000 · 1.0015) = 16.6417, short to the nearest lot.
   */
  @Test
  void withAReserveTheMarginLiesAtThePerpVenue() {
    Verdict verdict =
        given(Mode.ETH_BASIS)
            .with("margin_reserve", ".5")
            .holding("binance:BaseToken:USDT", "100000")
            .evaluate();

    assertThat(orders(verdict))
        .containsExactly(
            "funding_transfer: TRANSFER USDT binance→bybit 50000 USDT",
            "basis_spot_long: SPOT_TRADE binance ETH/USDT BUY 16.6417 ETH",
            "basis_perp_short: PERP_TRADE bybit ETHUSDT SHORT 16.64 ETH");
  }

  @Test
  void aNakedSpotIsHedged() {
    Verdict verdict = basis("2", "0", "100").evaluate();

    assertThat(verdict.action()).isEqualTo(Action.ENTRY_PARTIAL);
    assertThat(orders(verdict))
        .containsExactly("basis_perp_short: PERP_TRADE bybit ETHUSDT SHORT 2 ETH");
  }

  @Test
  void shortsWithoutSpotAreCovered() {
    Verdict verdict = basis("2", "-3", "100").evaluate();

    assertThat(verdict.action()).isEqualTo(Action.EXIT_PARTIAL);
    assertThat(orders(verdict))
        .containsExactly("basis_perp_short: PERP_TRADE bybit ETHUSDT LONG 1 ETH");
    assertThat(verdict.plan().orders().get(0).reduceOnly()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"-9.80, NONE", "-9.79, ENTRY_PARTIAL", "-10.20, NONE", "-10.21, EXIT_PARTIAL"})
  void aNeutralBookMayDriftUpToItsMaximum(String perp, Action action) {
    assertThat(basis("10", perp, "100").evaluate().action()).isEqualTo(action);
  }

  @Test
  void aFullExitSellsTheSpotAndThenCoversTheShort() {
    Verdict verdict = basis("10", "-10", "100").override().evaluate();

    assertThat(orders(verdict))
        .containsExactly(
            "basis_spot_long: SPOT_TRADE binance ETH/USDT SELL 10 ETH",
            "basis_perp_short: PERP_TRADE bybit ETHUSDT LONG 10 ETH");
  }

  /** 3000 are missing: 1 ETH and its costs .0015 + .00105, up to the lot: 1 / (1 − .00255). */
  @Test
  void aWithdrawalSellsWhatCoversItAndItsCosts() {
    Verdict verdict = basis("10", "-10", "100").withdraw("3100").evaluate();

    assertThat(verdict.action()).isEqualTo(Action.EXIT_PARTIAL);
    assertThat(orders(verdict))
        .containsExactly(
            "basis_spot_long: SPOT_TRADE binance ETH/USDT SELL 1.0026 ETH",
            "basis_perp_short: PERP_TRADE bybit ETHUSDT LONG 1 ETH");
  }

  /** The rest of the cash buys (100 − 16.5 of fees for 10 ETH short) / 3006.15 = .0277 more. */
  @Test
  void ethInTheWalletIsBroughtToTheExchangeAsSpot() {
    Verdict verdict =
        given(Mode.ETH_BASIS)
            .holding("wallet:BaseToken:WETH", "10")
            .holding("binance:BaseToken:USDT", "100")
            .evaluate();

    assertThat(orders(verdict))
        .containsExactly(
            "funding_transfer: TRANSFER WETH wallet→binance 10 WETH",
            "basis_spot_long: SPOT_TRADE binance ETH/USDT BUY 0.0277 ETH",
            "basis_perp_short: PERP_TRADE bybit ETHUSDT SHORT 10.03 ETH");
  }

  @Test
  void anEquityTooSmallForAnOrderIsInsufficient() {
    Verdict verdict = basis("0", "0", "4.9").evaluate();

    assertThat(verdict.action()).isEqualTo(Action.NONE);
    assertThat(verdict.reason()).isEqualTo(Reason.INSUFFICIENT_FUNDS);
  }

  @Test
  void inTheEthShareClassAWithdrawalCoversButNeverSells() {
    Verdict verdict =
        given(Mode.ETH_BASIS)
            .parameters(file -> file.shareClass("ETH"))
            .holding("binance:BaseToken:ETH", "100")
            .holding("bybit:Perp:ETHUSDT", "-100")
            .exposure(e -> e.equity("100").withdraw("10"))
            .evaluate();

    // At home lies all of it: legs are judged by θ, which 10 of 90 exceeds.
    assertThat(orders(verdict))
        .containsExactly("basis_perp_short: PERP_TRADE bybit ETHUSDT LONG 10 ETH");
  }

  @Test
  void inTheEthShareClassAnOverrideCoversAndBringsTheCoinHome() {
    Verdict verdict =
        given(Mode.ETH_BASIS)
            .parameters(file -> file.shareClass("ETH"))
            .holding("binance:BaseToken:ETH", "90")
            .holding("wallet:BaseToken:WETH", "10")
            .holding("bybit:Perp:ETHUSDT", "-100")
            .override()
            .evaluate();

    assertThat(orders(verdict))
        .containsExactly(
            "basis_perp_short: PERP_TRADE bybit ETHUSDT LONG 100 ETH",
            "settlement: TRANSFER WETH wallet→binance 10 WETH");
  }

  private static SituationBuilder basis(String spot, String perp, String usdt) {
    return given(Mode.ETH_BASIS)
        .holding("binance:BaseToken:ETH", spot)
        .holding("bybit:Perp:ETHUSDT", perp)
        .holding("binance:BaseToken:USDT", usdt);
  }
}
