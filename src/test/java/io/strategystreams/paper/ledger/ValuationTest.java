package io.strategystreams.paper.ledger;

import static io.strategystreams.paper.PaperFixtures.EIGEN;
import static io.strategystreams.paper.PaperFixtures.NOON;
import static io.strategystreams.paper.PaperFixtures.amount;
import static io.strategystreams.paper.PaperFixtures.board;
import static io.strategystreams.paper.PaperFixtures.ledger;
import static io.strategystreams.paper.PaperFixtures.lending;
import static io.strategystreams.paper.PaperFixtures.withPerp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.Venue;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.core.money.Token;
import java.math.BigDecimal;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

/** Equity, margin ratios and loan figures as strategies.md has a monitor report them. */
class ValuationTest {

  @Test
  void lstAndLstCollateralCountAtTheProtocolsRateAndDebtIsDeducted() {
    PaperLedger leveraged =
        ledger(
            Mode.ETH_LEVERAGED,
            Token.ETH,
            "aave_v3:aToken:aweETH",
            "100",
            "aave_v3:debtToken:debtWETH",
            "60",
            "etherfi:LST:weETH",
            "10",
            "etherfi:Unstaking:WETH",
            "5",
            "wallet:BaseToken:ETH",
            "1",
            "wallet:BaseToken:WETH",
            "2");

    assertThat(equity(leveraged)).isEqualByComparingTo("62.4");
  }

  @Test
  void perpsCountWithTheirUnrealisedProfitOnly() {
    PaperLedger basis =
        withPerp(
            ledger(
                Mode.ETH_BASIS,
                Token.USDT,
                "binance:BaseToken:ETH",
                "2",
                "binance:BaseToken:USDT",
                "-10"),
            "bybit:Perp:ETHUSDT",
            "-2",
            "4100");

    assertThat(equity(basis)).isEqualByComparingTo("8190");
  }

  @Test
  void unrealisedProfitIsWhatEquityHoldsBeyondPositions() {
    PaperLedger bare =
        ledger(Mode.ML_BTC_DIRECTIONAL_BTC_MARGIN, Token.BTC, "binance:BaseToken:BTC", "10");
    PaperLedger ml = withPerp(bare, "binance:Perp:BTCUSDT", "1", "54000");

    SortedMap<Instrument, BigDecimal> profits = Valuation.unrealised(ml, Token.BTC, board());

    assertThat(profits).containsOnlyKeys(Instrument.parse("binance:Perp:BTCUSDT"));
    assertThat(profits.get(profits.firstKey()))
        .isEqualByComparingTo(equity(ml).subtract(equity(bare)))
        .isEqualByComparingTo("0.1");
  }

  @Test
  void dustCountsAtItsUsdtPriceInEveryShareClass() {
    PaperLedger dusty =
        FlowRules.apply(
            ledger(Mode.ETH_STAKING_ONLY, Token.ETH),
            new Flow.Dust("s", Instrument.base(Venue.WALLET, EIGEN), EIGEN, amount("1000"), NOON));

    assertThat(equity(dusty)).isEqualByComparingTo("1");
    assertThat(dusty.dust()).containsEntry(EIGEN, amount("1000"));
  }

  @Test
  void btcShareClassConvertsProfitAtSpot() {
    PaperLedger ml =
        withPerp(
            ledger(Mode.ML_BTC_DIRECTIONAL_BTC_MARGIN, Token.BTC, "binance:BaseToken:BTC", "10"),
            "binance:Perp:BTCUSDT",
            "1",
            "54000");

    assertThat(equity(ml)).isEqualByComparingTo("10.1");
  }

  @Test
  void lendingUsdtNeedsNoPriceAtAll() {
    PaperLedger lending =
        ledger(
            Mode.PURE_LENDING_USDT,
            Token.USDT,
            "aave_v3:aToken:aUSDT",
            "900",
            "wallet:BaseToken:USDT",
            "100");

    assertThat(Valuation.of(lending, market -> java.util.Optional.empty()).usdt())
        .isEqualByComparingTo("1000");
  }

  @Test
  void equityIsRoundedDown() {
    PaperLedger third = ledger(Mode.ETH_BASIS, Token.ETH, "binance:BaseToken:USDT", "1");
    PaperLedger owed = ledger(Mode.ETH_BASIS, Token.ETH, "binance:BaseToken:USDT", "-1");
    Prices prices = board().put("binance:Spot:ETH/USDT", "3");

    assertThat(Valuation.of(third, prices).in(Token.ETH, prices))
        .isEqualTo(new BigDecimal("0.333333333333333333"));
    assertThat(Valuation.of(owed, prices).in(Token.ETH, prices))
        .isEqualTo(new BigDecimal("-0.333333333333333334"));
  }

  @Test
  void aMissingPriceIsNamed() {
    PaperLedger staked = ledger(Mode.ETH_STAKING_ONLY, Token.ETH, "lido:LST:wstETH", "1");
    Prices prices = board().without("lido:Rate:wstETH/WETH");

    assertThatThrownBy(() -> Valuation.of(staked, prices))
        .isInstanceOf(UnpricedMarketException.class)
        .hasMessageContaining("lido:Rate:wstETH/WETH");
  }

  @Test
  void marginRatiosByVenueAndOverThePortfolio() {
    PaperLedger hedged =
        withPerp(
            withPerp(
                ledger(
                    Mode.USDT_ETH_STAKING_HEDGED_SIMPLE,
                    Token.USDT,
                    "bybit:BaseToken:USDT",
                    "2000",
                    "okx:BaseToken:USDT",
                    "1000",
                    "binance:BaseToken:ETH",
                    "0.5",
                    "wallet:BaseToken:USDT",
                    "999"),
                "bybit:Perp:ETHUSDT",
                "-1",
                "3900"),
            "okx:Perp:ETHUSDT",
            "-0.5",
            "4200");

    SortedMap<String, BigDecimal> ratios = Margins.ratios(hedged, board());

    assertThat(ratios.keySet()).containsExactly("bybit", "okx", "portfolio");
    assertThat(ratios.get("bybit")).isEqualByComparingTo("0.475");
    assertThat(ratios.get("okx")).isEqualByComparingTo("0.55");
    assertThat(ratios.get("portfolio"))
        .isEqualByComparingTo("0.833333333333333333333333333333333333333333333333333333333333");
  }

  @Test
  void aRatioWithoutPriceIsLeftOut() {
    PaperLedger open =
        withPerp(
            ledger(Mode.ETH_BASIS, Token.USDT, "binance:BaseToken:ETH", "1"),
            "bybit:Perp:ETHUSDT",
            "-1",
            "4000");

    assertThat(Margins.ratios(open, board().without("bybit:Perp:ETHUSDT"))).isEmpty();
    assertThat(Margins.ratios(open, board().without("binance:Spot:ETH/USDT")).keySet())
        .containsExactly("bybit");
  }

  @Test
  void healthFactorOfTheWorkedExample() {
    PaperLedger leveraged =
        ledger(
            Mode.ETH_LEVERAGED,
            Token.ETH,
            "aave_v3:aToken:aweETH",
            "275.211485411799161084",
            "aave_v3:debtToken:debtWETH",
            "185.714285714285714285");
    Prices prices = board().put("etherfi:Rate:weETH/WETH", "1.0381626525752412");

    Lending loan = Lending.of(leveraged, prices, lending());

    assertThat(loan.loanToValue().orElseThrow().doubleValue()).isEqualTo(0.65);
    assertThat(loan.healthFactor().orElseThrow().doubleValue()).isEqualTo(0.95 / 0.65);
  }

  private static BigDecimal equity(PaperLedger ledger) {
    return Valuation.of(ledger, board()).in(ledger.profile().shareClass(), board());
  }
}
