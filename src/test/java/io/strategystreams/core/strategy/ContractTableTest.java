package io.strategystreams.core.strategy;

import static io.strategystreams.core.fixture.OrderText.deltas;
import static io.strategystreams.core.fixture.OrderText.route;
import static io.strategystreams.core.fixture.SituationBuilder.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.core.fixture.SituationBuilder;
import io.strategystreams.core.market.Signal;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.core.mode.UnstakeVia;
import io.strategystreams.core.plan.Operation;
import io.strategystreams.core.plan.PlannedOrder;
import io.strategystreams.core.plan.Side;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every row of «What each operation's order says» (contract.md). */
class ContractTableTest {
  /** 10,000 / 3006.15 = 3.326514 → 3.3265; it costs 3.3265 · 3000 · 1.001. */
  @Test
  void spotTradeBuy() {
    PlannedOrder order =
        only(
            given(Mode.ETH_BASIS).holding("binance:BaseToken:USDT", "10000"), Operation.SPOT_TRADE);

    assertTrade(order, "binance", "ETH/USDT", Side.BUY);
    assertThat(route(order)).isEqualTo("USDT→ETH | ETH | binance USDT→binance ETH");
    assertThat(deltas(order))
        .isEqualTo(
            Map.of("binance:BaseToken:ETH", "3.3265", "binance:BaseToken:USDT", "-9989.4795"));
    assertThat(order.referencePrice()).isEqualByComparingTo("3000");
    assertThat(order.slippageTolerance()).isEqualByComparingTo(".0005");
  }

  @Test
  void spotTradeSell() {
    PlannedOrder order = only(hedgedSpot().override(), Operation.SPOT_TRADE);

    assertTrade(order, "binance", "ETH/USDT", Side.SELL);
    assertThat(route(order)).isEqualTo("ETH→USDT | ETH | binance ETH→binance USDT");
    assertThat(deltas(order))
        .isEqualTo(Map.of("binance:BaseToken:ETH", "-2", "binance:BaseToken:USDT", "5994"));
  }

  @Test
  void perpTradeInPortfolioScopePaysItsFeeAtBinance() {
    PlannedOrder order = only(hedgedSpot().override(), Operation.PERP_TRADE);

    assertTrade(order, "bybit", "ETHUSDT", Side.LONG);
    assertThat(route(order)).isEqualTo("null→null | ETH | bybit USDT→bybit ETHUSDT");
    assertThat(deltas(order))
        .isEqualTo(Map.of("bybit:Perp:ETHUSDT", "2", "binance:BaseToken:USDT", "-3.3"));
    assertThat(order.reduceOnly()).isTrue();
  }

  @Test
  void perpTradeInVenueScopePaysItsFeeAtTheVenue() {
    PlannedOrder order =
        only(
            given(Mode.ETH_BASIS)
                .with("margin_reserve", ".5")
                .holding("binance:BaseToken:ETH", "1")
                .holding("bybit:BaseToken:USDT", "3000"),
            Operation.PERP_TRADE);

    assertTrade(order, "bybit", "ETHUSDT", Side.SHORT);
    assertThat(deltas(order))
        .isEqualTo(Map.of("bybit:Perp:ETHUSDT", "-1", "bybit:BaseToken:USDT", "-1.65"));
    assertThat(order.reduceOnly()).isFalse();
  }

  @Test
  void perpTradeOnBtcMarginPaysItsFeeInBtc() {
    PlannedOrder order =
        only(
            given(Mode.ML_BTC_DIRECTIONAL_BTC_MARGIN)
                .holding("binance:BaseToken:BTC", "10")
                .prediction(Signal.SWING_HIGH_BREAKOUT),
            Operation.PERP_TRADE);

    assertTrade(order, "binance", "BTCUSDT", Side.LONG);
    assertThat(route(order)).isEqualTo("null→null | BTC | binance BTC→binance BTCUSDT");
    assertThat(deltas(order))
        .isEqualTo(Map.of("binance:Perp:BTCUSDT", "10", "binance:BaseToken:BTC", "-0.005"));
  }

  @Test
  void supply() {
    PlannedOrder order =
        only(given(Mode.PURE_LENDING_ETH).holding("wallet:BaseToken:ETH", "3"), Operation.SUPPLY);

    assertOnChain(order, "aave_v3");
    assertThat(route(order)).isEqualTo("ETH→aETH | ETH | wallet ETH→aave_v3 aETH");
    assertThat(deltas(order))
        .isEqualTo(Map.of("wallet:BaseToken:ETH", "-3", "aave_v3:aToken:aETH", "3"));
  }

  @Test
  void supplyOfAnLstTakesItsLstKey() {
    PlannedOrder order = only(leveragedEntry(), Operation.SUPPLY);

    assertThat(route(order)).isEqualTo("weETH→aweETH | weETH | wallet weETH→aave_v3 aweETH");
    assertThat(deltas(order))
        .isEqualTo(Map.of("etherfi:LST:weETH", "-200", "aave_v3:aToken:aweETH", "200"));
  }

  @Test
  void withdraw() {
    PlannedOrder order =
        only(
            given(Mode.PURE_LENDING_ETH).holding("aave_v3:aToken:aETH", "3").override(),
            Operation.WITHDRAW);

    assertOnChain(order, "aave_v3");
    assertThat(route(order)).isEqualTo("aETH→ETH | ETH | aave_v3 aETH→wallet ETH");
    assertThat(deltas(order))
        .isEqualTo(Map.of("aave_v3:aToken:aETH", "-3", "wallet:BaseToken:ETH", "3"));
  }

  @Test
  void withdrawOfAnLstBringsItsLstKey() {
    PlannedOrder order = only(leveragedExit(), Operation.WITHDRAW);

    assertThat(route(order)).isEqualTo("aweETH→weETH | weETH | aave_v3 aweETH→wallet weETH");
    assertThat(deltas(order))
        .isEqualTo(Map.of("aave_v3:aToken:aweETH", "-200", "etherfi:LST:weETH", "200"));
  }

  @Test
  void borrow() {
    PlannedOrder order = only(leveragedEntry(), Operation.BORROW);

    assertOnChain(order, "aave_v3");
    assertThat(route(order)).isEqualTo("null→WETH | WETH | aave_v3 WETH→wallet WETH");
    assertThat(deltas(order))
        .isEqualTo(Map.of("aave_v3:debtToken:debtWETH", "100", "wallet:BaseToken:WETH", "100"));
  }

  @Test
  void repay() {
    PlannedOrder order = only(leveragedExit(), Operation.REPAY);

    assertOnChain(order, "aave_v3");
    assertThat(route(order)).isEqualTo("WETH→null | WETH | wallet WETH→aave_v3 WETH");
    assertThat(deltas(order))
        .isEqualTo(Map.of("aave_v3:debtToken:debtWETH", "-100", "wallet:BaseToken:WETH", "-100"));
  }

  /** 3 / 1.05 rounded down: one LST unit is never one ETH. */
  @Test
  void stakeAtEtherfi() {
    PlannedOrder order =
        only(given(Mode.ETH_STAKING_ONLY).holding("wallet:BaseToken:WETH", "3"), Operation.STAKE);

    assertOnChain(order, "etherfi");
    assertThat(route(order)).isEqualTo("WETH→weETH | WETH | wallet WETH→etherfi weETH");
    assertThat(deltas(order))
        .isEqualTo(
            Map.of("wallet:BaseToken:WETH", "-3", "etherfi:LST:weETH", "2.857142857142857142"));
  }

  @Test
  void stakeAtLido() {
    PlannedOrder order =
        only(
            given(Mode.ETH_STAKING_ONLY)
                .parameters(file -> file.lido())
                .holding("wallet:BaseToken:WETH", "2.34"),
            Operation.STAKE);

    assertOnChain(order, "lido");
    assertThat(route(order)).isEqualTo("WETH→wstETH | WETH | wallet WETH→lido wstETH");
    assertThat(deltas(order))
        .isEqualTo(Map.of("wallet:BaseToken:WETH", "-2.34", "lido:LST:wstETH", "2"));
  }

  @Test
  void unstake() {
    PlannedOrder order =
        only(
            given(Mode.ETH_STAKING_ONLY)
                .exposure(e -> e.holding("etherfi:LST:weETH", "2").withdrawAll()),
            Operation.UNSTAKE);

    assertOnChain(order, "etherfi");
    assertThat(route(order)).isEqualTo("weETH→WETH | weETH | etherfi weETH→wallet WETH");
    assertThat(deltas(order))
        .isEqualTo(Map.of("etherfi:LST:weETH", "-2", "wallet:BaseToken:WETH", "2.1"));
  }

  /** 2 · m 1.04 · (1 − .002). */
  @Test
  void swap() {
    PlannedOrder order =
        only(
            given(Mode.ETH_STAKING_ONLY)
                .parameters(file -> file.unstakeVia(UnstakeVia.SWAP))
                .price("uniswap:Spot:weETH/WETH", "1.04")
                .exposure(e -> e.holding("etherfi:LST:weETH", "2").withdrawAll()),
            Operation.SWAP);

    assertOnChain(order, "uniswap");
    assertThat(route(order)).isEqualTo("weETH→WETH | weETH | etherfi weETH→wallet WETH");
    assertThat(deltas(order))
        .isEqualTo(Map.of("etherfi:LST:weETH", "-2", "wallet:BaseToken:WETH", "2.07584"));
    assertThat(order.referencePrice()).isEqualByComparingTo("1.04");
    assertThat(order.slippageTolerance()).isEqualByComparingTo(".002");
  }

  @Test
  void flashBorrow() {
    PlannedOrder order = only(leveragedEntry(), Operation.FLASH_BORROW);

    assertOnChain(order, "instadapp");
    assertThat(route(order)).isEqualTo("null→WETH | WETH | instadapp WETH→wallet WETH");
    assertThat(deltas(order)).isEqualTo(Map.of("wallet:BaseToken:WETH", "100"));
  }

  @Test
  void flashRepay() {
    PlannedOrder order = only(leveragedEntry(), Operation.FLASH_REPAY);

    assertOnChain(order, "instadapp");
    assertThat(route(order)).isEqualTo("WETH→null | WETH | wallet WETH→instadapp WETH");
    assertThat(deltas(order)).isEqualTo(Map.of("wallet:BaseToken:WETH", "-100"));
  }

  @Test
  void transferOfEthFromAnExchangeArrivesAsWeth() {
    PlannedOrder order =
        only(
            given(Mode.ETH_STAKING_ONLY).holding("binance:BaseToken:ETH", "3"), Operation.TRANSFER);

    assertOnChain(order, "wallet");
    assertThat(route(order)).isEqualTo("ETH→WETH | ETH | binance ETH→wallet WETH");
    assertThat(deltas(order))
        .isEqualTo(Map.of("binance:BaseToken:ETH", "-3", "wallet:BaseToken:WETH", "3"));
  }

  @Test
  void transferOfWethToAnExchangeArrivesAsEth() {
    PlannedOrder order =
        only(
            given(Mode.USDT_ETH_STAKING_HEDGED_SIMPLE)
                .holding("wallet:BaseToken:WETH", "3")
                .override(),
            Operation.TRANSFER);

    assertThat(route(order)).isEqualTo("WETH→ETH | WETH | wallet WETH→binance ETH");
    assertThat(deltas(order))
        .isEqualTo(Map.of("wallet:BaseToken:WETH", "-3", "binance:BaseToken:ETH", "3"));
  }

  @Test
  void transferWithinTheWalletWraps() {
    PlannedOrder order =
        only(given(Mode.ETH_STAKING_ONLY).holding("wallet:BaseToken:ETH", "3"), Operation.TRANSFER);

    assertThat(route(order)).isEqualTo("ETH→WETH | ETH | wallet ETH→wallet WETH");
    assertThat(deltas(order))
        .isEqualTo(Map.of("wallet:BaseToken:ETH", "-3", "wallet:BaseToken:WETH", "3"));
  }

  private static SituationBuilder hedgedSpot() {
    return given(Mode.ETH_BASIS)
        .holding("binance:BaseToken:ETH", "2")
        .holding("binance:BaseToken:USDT", "10")
        .holding("bybit:Perp:ETHUSDT", "-2");
  }

  /** At L .5 and r 1, 100 WETH become 200 collateral and 100 debt. */
  private static SituationBuilder leveragedEntry() {
    return leveraged().holding("wallet:BaseToken:WETH", "100");
  }

  private static SituationBuilder leveragedExit() {
    return leveraged()
        .holding("aave_v3:aToken:aweETH", "200")
        .holding("aave_v3:debtToken:debtWETH", "100")
        .override();
  }

  private static SituationBuilder leveraged() {
    return given(Mode.ETH_LEVERAGED).with("target_ltv", ".5").price("etherfi:Rate:weETH/WETH", "1");
  }

  private static PlannedOrder only(SituationBuilder situation, Operation operation) {
    var found =
        situation.evaluate().plan().orders().stream()
            .filter(order -> order.operation() == operation)
            .toList();
    // A hedged book's transfer home of sold ETH follows the one looked for.
    assertThat(found).isNotEmpty();
    return found.get(0);
  }

  private static void assertTrade(PlannedOrder order, String venue, String pair, Side side) {
    assertThat(order.venue().name()).isEqualTo(venue);
    assertThat(order.pair()).isEqualTo(pair);
    assertThat(order.side()).isEqualTo(side);
  }

  private static void assertOnChain(PlannedOrder order, String venue) {
    assertThat(order.venue().name()).isEqualTo(venue);
    assertThat(order.pair()).isNull();
    assertThat(order.side()).isNull();
  }
}
