package io.strategystreams.core.strategy;

import static io.strategystreams.core.fixture.OrderText.orders;
import static io.strategystreams.core.fixture.SituationBuilder.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.core.fixture.SituationBuilder;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.core.plan.Action;
import io.strategystreams.core.plan.PlannedOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** «Dust»; EIGEN is 3 USDT, ETHFI 2 USDT, the legs are on target. */
class DustTest {
  @Test
  void dustInTheWalletIsTransferredAndSold() {
    Verdict verdict =
        hedged().holding("wallet:BaseToken:EIGEN", "5").exposure(dust("EIGEN", "5")).evaluate();

    assertThat(verdict.action()).isEqualTo(Action.SELL_DUST);
    assertThat(orders(verdict))
        .containsExactly(
            "dust_cleanup: TRANSFER EIGEN wallet→binance 5 EIGEN",
            "dust_cleanup: SPOT_TRADE binance EIGEN/USDT SELL 5 EIGEN");
  }

  @Test
  void dustAtTheExchangeIsSoldAtOnceInLots() {
    Verdict verdict =
        hedged()
            .holding("binance:BaseToken:ETHFI", "7.19")
            .exposure(dust("ETHFI", "7.19"))
            .evaluate();

    assertThat(orders(verdict))
        .containsExactly("dust_cleanup: SPOT_TRADE binance ETHFI/USDT SELL 7.1 ETHFI");
  }

  /** 3.33 EIGEN are worth 9.99, 3.34 10.02; 5 ETHFI exactly 10. */
  @ParameterizedTest
  @CsvSource({
    "EIGEN, 3.33, NONE",
    "EIGEN, 3.34, SELL_DUST",
    "ETHFI, 5, NONE",
    "ETHFI, 5.1, SELL_DUST"
  })
  void dustMustBeWorthMoreThanItsMinimum(String token, String amount, Action action) {
    assertThat(
            hedged()
                .holding("binance:BaseToken:" + token, amount)
                .exposure(dust(token, amount))
                .evaluate()
                .action())
        .isEqualTo(action);
  }

  @Test
  void eachTokenIsJudgedByItself() {
    Verdict verdict =
        hedged()
            .holding("binance:BaseToken:EIGEN", "3")
            .holding("binance:BaseToken:ETHFI", "10")
            .exposure(e -> e.dust("EIGEN", "3").dust("ETHFI", "10"))
            .evaluate();

    assertThat(orders(verdict))
        .containsExactly("dust_cleanup: SPOT_TRADE binance ETHFI/USDT SELL 10 ETHFI");
  }

  /** 1000 EIGEN are 3000 USDT, one ETH. */
  @Test
  void aPairWithoutAMarketIsPricedThroughUsdt() {
    Verdict verdict =
        given(Mode.ETH_STAKING_ONLY)
            .holding("etherfi:LST:weETH", "1000")
            .holding("binance:BaseToken:EIGEN", "1000")
            .exposure(dust("EIGEN", "1000"))
            .evaluate();

    PlannedOrder sale = verdict.plan().orders().get(0);
    assertThat(orders(verdict))
        .containsExactly("dust_cleanup: SPOT_TRADE binance EIGEN/ETH SELL 1000 EIGEN");
    assertThat(sale.referencePrice()).isEqualByComparingTo(".001");
    assertThat(
            sale.expectedDeltas()
                .get(io.strategystreams.core.market.Instrument.parse("binance:BaseToken:ETH")))
        .isEqualByComparingTo(".999");
  }

  @Test
  void walletEthUpToTheGasReserveIsNeitherIdleNorDust() {
    Verdict verdict =
        hedged().holding("wallet:BaseToken:ETH", ".05").exposure(dust("ETH", ".05")).evaluate();

    assertThat(verdict.action()).isEqualTo(Action.NONE);
  }

  @Test
  void walletEthBeyondTheGasReserveIsDustIfTheMonitorSaysSo() {
    Verdict verdict =
        hedged().holding("wallet:BaseToken:ETH", ".07").exposure(dust("ETH", ".07")).evaluate();

    assertThat(orders(verdict))
        .containsExactly(
            "dust_cleanup: TRANSFER ETH wallet→binance 0.02 ETH",
            "dust_cleanup: SPOT_TRADE binance ETH/USDT SELL 0.02 ETH");
  }

  @Test
  void legsComeBeforeDust() {
    Verdict verdict =
        given(Mode.ETH_STAKING_ONLY)
            .holding("wallet:BaseToken:WETH", "10")
            .holding("binance:BaseToken:EIGEN", "10")
            .exposure(dust("EIGEN", "10"))
            .evaluate();

    assertThat(verdict.action()).isEqualTo(Action.ENTRY_FULL);
  }

  @ParameterizedTest
  @EnumSource(
      value = Mode.class,
      names = {
        "PURE_LENDING_ETH",
        "PURE_LENDING_USDT",
        "ETH_BASIS",
        "BTC_BASIS",
        "ML_BTC_DIRECTIONAL_BTC_MARGIN",
        "ML_BTC_DIRECTIONAL_USDT_MARGIN"
      })
  void theOtherSixOnlyRecordDust(Mode mode) {
    Verdict verdict =
        given(mode)
            .exposure(
                e -> e.holding("binance:BaseToken:EIGEN", "100").dust("EIGEN", "100").equity("0"))
            .evaluate();

    assertThat(verdict.action()).isEqualTo(Action.NONE);
  }

  private static java.util.function.UnaryOperator<io.strategystreams.core.fixture.ExposureBuilder>
      dust(String token, String amount) {
    return exposure -> exposure.dust(token, amount);
  }

  /** 10 ETH staked and hedged, margin as it should be, E 60,000 and a little. */
  private static SituationBuilder hedged() {
    return given(Mode.USDT_ETH_STAKING_HEDGED_SIMPLE)
        .holding("etherfi:LST:weETH", "9.523809523809523809")
        .holding("binance:Perp:ETHUSDT", "-4")
        .holding("bybit:Perp:ETHUSDT", "-3")
        .holding("okx:Perp:ETHUSDT", "-3")
        .holding("binance:BaseToken:USDT", "12000")
        .holding("bybit:BaseToken:USDT", "9000")
        .holding("okx:BaseToken:USDT", "9000");
  }
}
