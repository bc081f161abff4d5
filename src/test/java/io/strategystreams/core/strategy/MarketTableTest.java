package io.strategystreams.core.strategy;

import static io.strategystreams.core.fixture.OrderText.deltas;
import static io.strategystreams.core.fixture.OrderText.orders;
import static io.strategystreams.core.fixture.SituationBuilder.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.core.market.Signal;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.core.plan.PlannedOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each row of the market table: lot, minimum notional and fee as orders show them. */
class MarketTableTest {
  /** The short of 1.2346 ETH or .12346 BTC to the nearest lot; its fee in USDT. */
  @ParameterizedTest
  @CsvSource({
    "ETH_BASIS, ETH, binance, 1.2346, 1.235, -1.8525",
    "ETH_BASIS, ETH, bybit, 1.2346, 1.23, -2.0295",
    "ETH_BASIS, ETH, okx, 1.2346, 1.23, -1.845",
    "BTC_BASIS, BTC, binance, .12346, 0.123, -3.69",
    "BTC_BASIS, BTC, bybit, .12346, 0.123, -4.059",
    "BTC_BASIS, BTC, okx, .12346, 0.123, -3.69"
  })
  void perpLotsAndFees(
      Mode mode, String asset, String venue, String spot, String expected, String fee) {
    Verdict verdict =
        given(mode)
            .parameters(file -> file.hedgeAllocation(venue + "=1"))
            .holding("binance:BaseToken:" + asset, spot)
            .holding("binance:BaseToken:USDT", "10")
            .evaluate();

    assertThat(orders(verdict))
        .containsExactly(
            "basis_perp_short: PERP_TRADE %s %sUSDT SHORT %s %s"
                .formatted(venue, asset, expected, asset));
    assertThat(deltas(verdict.plan().orders().get(0))).containsEntry("binance:BaseToken:USDT", fee);
  }

  /** One lot of .001 BTC at a price that makes it worth just the minimum, or less. */
  @ParameterizedTest
  @CsvSource({
    "bybit, 5000, 1",
    "bybit, 4999, 0",
    "okx, 5000, 1",
    "okx, 4999, 0",
    "binance, 20000, 1",
    "binance, 19999, 0"
  })
  void perpMinimumNotional(String venue, String price, int expected) {
    Verdict verdict =
        given(Mode.BTC_BASIS)
            .parameters(file -> file.hedgeAllocation(venue + "=1"))
            .price(venue + ":Perp:BTCUSDT", price)
            .exposure(e -> e.holding(venue + ":Perp:BTCUSDT", "-.001").equity("100").withdrawAll())
            .evaluate();

    assertThat(orders(verdict)).hasSize(expected);
  }

  @ParameterizedTest
  @CsvSource({"20000, SIGNAL_OPENED", "19999, INSUFFICIENT_FUNDS"})
  void perpMinimumNotionalOfASignal(String price, Reason reason) {
    Verdict verdict =
        given(Mode.ML_BTC_DIRECTIONAL_BTC_MARGIN)
            .price("binance:Perp:BTCUSDT", price)
            .price("binance:Spot:BTC/USDT", price)
            .holding("binance:BaseToken:BTC", ".001")
            .prediction(Signal.SWING_HIGH_BREAKOUT)
            .evaluate();

    assertThat(verdict.reason()).isEqualTo(reason);
  }

  /** Exits of exchange positions round down to the lot; below 5 USDT nothing is sold. */
  @ParameterizedTest
  @CsvSource({
    "ETH_BASIS, ETH, .00169, ''",
    "ETH_BASIS, ETH, .00179, 0.0017",
    "BTC_BASIS, BTC, .000083, ''",
    "BTC_BASIS, BTC, .000099, 0.00009"
  })
  void spotLotsAndMinimumNotional(Mode mode, String asset, String held, String sold) {
    Verdict verdict = given(mode).holding("binance:BaseToken:" + asset, held).override().evaluate();

    assertThat(orders(verdict))
        .isEqualTo(
            sold == null || sold.isEmpty()
                ? java.util.List.of()
                : java.util.List.of(
                    "basis_spot_long: SPOT_TRADE binance %s/USDT SELL %s %s"
                        .formatted(asset, sold, asset)));
  }

  @ParameterizedTest
  @CsvSource({"EIGEN, 1.669, ''", "EIGEN, 1.679, 1.67", "ETHFI, 2.49, ''", "ETHFI, 2.59, 2.5"})
  void dustLotsAndMinimumNotional(String token, String held, String sold) {
    Verdict verdict =
        given(Mode.USDT_ETH_STAKING_HEDGED_SIMPLE)
            .with("dust.min_notional", "0")
            .exposure(
                e -> e.holding("binance:BaseToken:" + token, held).dust(token, held).equity("0"))
            .evaluate();

    assertThat(orders(verdict))
        .isEqualTo(
            sold == null || sold.isEmpty()
                ? java.util.List.of()
                : java.util.List.of(
                    "dust_cleanup: SPOT_TRADE binance %s/USDT SELL %s %s"
                        .formatted(token, sold, token)));
  }

  @Test
  void onChainTheSmallestAmountIsOneAtom() {
    PlannedOrder stake =
        given(Mode.ETH_STAKING_ONLY)
            .holding("wallet:BaseToken:WETH", ".000000000000000007")
            .evaluate()
            .plan()
            .orders()
            .get(0);

    assertThat(stake.amount().value()).isEqualByComparingTo("7e-18");
    assertThat(deltas(stake)).containsEntry("etherfi:LST:weETH", "0.000000000000000006");
  }
}
