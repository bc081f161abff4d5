package io.strategystreams.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.strategystreams.core.market.Prediction;
import io.strategystreams.core.market.Signal;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.events.ExecutionReport;
import io.strategystreams.events.Operation;
import io.strategystreams.events.PaperFlow;
import io.strategystreams.events.PaperFlowKind;
import io.strategystreams.events.ReportStatus;
import io.strategystreams.paper.attribution.Component;
import io.strategystreams.paper.attribution.Statement;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** What an account earns and pays between orders, where a formula says it to the last decimal. */
class AccruedTest {
  private static final Instant START = Instant.parse("2024-06-01T00:00:00Z");
  private static final BigDecimal ROUNDING = new BigDecimal("1e-12");
  private static final int HOURS = 50;

  /** At 08, 16, 00, 08, 16 and 00 a short receives q × mark × rate, a coin's long pays q × rate. */
  @Test
  void constantFundingIsPaidThriceADay() {
    MadeMarket market = new MadeMarket(START).funding(0.0001).predicting(1, rising(1));
    try (Play play = new Play(Play.exact(), START)) {
      play.with(Mode.ETH_BASIS);
      play.with(Mode.ML_BTC_DIRECTIONAL_BTC_MARGIN);
      play.hours(market, 0, HOURS);

      BigDecimal shorted = held(play, Mode.ETH_BASIS, "bybit:Perp:ETHUSDT").negate();
      BigDecimal each = shorted.multiply(new BigDecimal("0.4"));
      assertThat(shorted).isGreaterThan(new BigDecimal("20"));
      assertEarned(play, Mode.ETH_BASIS, Component.FUNDING, each.multiply(big(6)));

      BigDecimal coins = held(play, Mode.ML_BTC_DIRECTIONAL_BTC_MARGIN, "binance:Perp:BTCUSDT");
      BigDecimal paid = coins.multiply(new BigDecimal("0.0006"));
      assertThat(coins).isGreaterThan(new BigDecimal("9"));
      assertEarned(play, Mode.ML_BTC_DIRECTIONAL_BTC_MARGIN, Component.FUNDING, paid.negate());
    }
  }

  @Test
  void aBalanceLentGrowsAsItsIndexAndADebtAsIts() {
    IntFunction<BigDecimal> supply = growing("1.06", "0.00001");
    IntFunction<BigDecimal> borrow = growing("1.04", "0.00002");
    MadeMarket market =
        new MadeMarket(START)
            .set("aave_v3:Rate:aUSDT/USDT", supply)
            .set("aave_v3:Rate:debtWETH/WETH", borrow);
    try (Play play = new Play(Play.exact(), START)) {
      play.with(Mode.PURE_LENDING_USDT, Map.of(), big(100_000));
      play.with(Mode.ETH_LEVERAGED, Map.of(), big(100));
      play.hours(market, 0, HOURS);

      BigDecimal lent =
          ClosedFormTest.filled(play, Operation.SUPPLY).stream()
              .filter(report -> report.getStrategyId().equals(Mode.PURE_LENDING_USDT.id()))
              .map(ExecutionReport::getFilledAmount)
              .reduce(BigDecimal.ZERO, BigDecimal::add);
      BigDecimal owed =
          ClosedFormTest.filled(play, Operation.BORROW).stream()
              .map(ExecutionReport::getFilledAmount)
              .reduce(BigDecimal.ZERO, BigDecimal::add);
      assertThat(lent).isEqualByComparingTo("100000");
      assertThat(owed).isGreaterThan(big(150));
      assertEarned(play, Mode.PURE_LENDING_USDT, Component.LENDING_INTEREST, grown(lent, supply));
      assertEarned(
          play, Mode.ETH_LEVERAGED, Component.BORROW_INTEREST, grown(owed, borrow).negate());
      assertThat(play.statement(Mode.PURE_LENDING_USDT).equity())
          .isCloseTo(lent.add(grown(lent, supply)), within(ROUNDING));
    }
  }

  /** Held from the first second's end through a day, and paid at its end. */
  @Test
  void aRewardIsTheAverageHeldTimesTheRateTimesWhatIsPaidForEach() {
    MadeMarket market = new MadeMarket(START);
    try (Play play = new Play(Play.exact(), START)) {
      play.with(Mode.ETH_STAKING_ONLY, Map.of("dust.min_notional", "1000000"), big(100));
      play.hours(market, 0, 24);
      BigDecimal staked = held(play, Mode.ETH_STAKING_ONLY, "etherfi:LST:weETH");
      PaperFlow reward =
          PaperFlow.newBuilder()
              .setStrategyId(Mode.ETH_STAKING_ONLY.id())
              .setKind(PaperFlowKind.REWARD)
              .setInstrument("wallet:BaseToken:EIGEN")
              .setLst("weETH")
              .setAmount(new BigDecimal("0.2").setScale(18))
              .setPeriodStart(START)
              .setPeriodEnd(market.time(24))
              .setEventTime(market.time(24))
              .build();
      play.inject(reward);
      play.hours(market, 24, 26);

      BigDecimal second =
          new BigDecimal("86399").divide(new BigDecimal("86400"), 40, RoundingMode.HALF_EVEN);
      BigDecimal eigen =
          staked.multiply(second).multiply(new BigDecimal("1.04")).multiply(new BigDecimal("0.2"));
      assertThat(staked).isGreaterThan(big(90));
      assertThat(held(play, Mode.ETH_STAKING_ONLY, "wallet:BaseToken:EIGEN"))
          .isCloseTo(eigen, within(ROUNDING));
      assertEarned(
          play, Mode.ETH_STAKING_ONLY, Component.REWARDS, eigen.multiply(new BigDecimal("0.001")));
    }
  }

  /** 65000 units to wrap, 180000 to stake. */
  @Test
  void gasIsUnitsTimesItsPriceOutsideOfEquity() {
    MadeMarket market =
        new MadeMarket(START).set("wallet:Rate:gas/ETH", hour -> new BigDecimal("0.00000000348"));
    try (Play play = new Play(Play.exact(), START)) {
      play.with(Mode.ETH_STAKING_ONLY, Map.of(), big(100)).hours(market, 0, 5);
      assertEarned(play, Mode.ETH_STAKING_ONLY, Component.GAS, new BigDecimal("-0.0008526"));
      assertThat(play.statement(Mode.ETH_STAKING_ONLY).equity())
          .isCloseTo(big(100), within(ROUNDING));
    }
  }

  /**
   * Ten coins of margin behind ten long: at a maintenance margin of 1 % the position is closed
   * where a tenth of a coin is left, for a fee of half of that. Below lies a bar that goes on to
   * 25000.
   */
  @Test
  void aDropThatLiquidatesLeavesTheMaintenanceMarginLessTheFee() {
    MadeMarket market =
        new MadeMarket(START)
            .predicting(1, rising(1))
            .btc(hour -> new BigDecimal(hour < 5 ? "60000" : "25000"));
    try (Play play = new Play(Play.exact(), START)) {
      Mode mode = Mode.ML_BTC_DIRECTIONAL_BTC_MARGIN;
      play.with(mode, Map.of(), big(10)).hours(market, 0, 5);
      BigDecimal coins = held(play, mode, "binance:Perp:BTCUSDT");
      play.hours(market, 5, 8);

      List<ExecutionReport> liquidations =
          play.reports.stream()
              .filter(report -> report.getStatus() == ReportStatus.LIQUIDATED)
              .toList();
      assertThat(liquidations).hasSize(1);
      assertThat(liquidations.get(0).getFilledAmount()).isEqualByComparingTo(coins);
      assertThat(liquidations.get(0).getClosesOrderId()).isNotNull();
      BigDecimal fee = coins.multiply(new BigDecimal("0.005"));
      assertEarned(play, mode, Component.LIQUIDATION, fee.negate());
      assertThat(play.statement(mode).equity())
          .isCloseTo(coins.multiply(new BigDecimal("0.01")).subtract(fee), within(ROUNDING));
    }
  }

  /** Health factor 0.98 at r 0.7: half of the debt is repaid, for a bonus of 1 % of it. */
  @Test
  void aFallOfTheRateThatLiquidatesALoanCostsTheBonus() {
    MadeMarket market =
        new MadeMarket(START).weEth(hour -> new BigDecimal(hour < 4 ? "1.04" : "0.70"));
    try (Play play = new Play(Play.exact(), START)) {
      Mode mode = Mode.ETH_LEVERAGED;
      play.with(mode, Map.of(), big(100)).hours(market, 0, 4);
      BigDecimal owed = held(play, mode, "aave_v3:debtToken:debtWETH");
      play.hours(market, 4, 5);
      assertThat(play.reports)
          .filteredOn(report -> report.getStatus() == ReportStatus.LIQUIDATED)
          .hasSize(1);
      assertEarned(play, mode, Component.LIQUIDATION, owed.multiply(new BigDecimal("-0.005")));
    }
  }

  private static void assertEarned(Play play, Mode mode, Component component, BigDecimal expected) {
    Statement statement = play.statement(mode);
    assertThat(statement.components().get(component))
        .as("%s of %s", component, mode)
        .isCloseTo(expected, within(ROUNDING));
  }

  private static BigDecimal held(Play play, Mode mode, String instrument) {
    return play.exposures.get(mode.id()).getPositions().getOrDefault(instrument, BigDecimal.ZERO);
  }

  private static BigDecimal grown(BigDecimal amount, IntFunction<BigDecimal> index) {
    return amount
        .multiply(index.apply(HOURS - 1))
        .divide(index.apply(0), 40, RoundingMode.HALF_EVEN)
        .subtract(amount);
  }

  private static IntFunction<BigDecimal> growing(String first, String hourly) {
    return hour -> new BigDecimal(first).add(new BigDecimal(hourly).multiply(big(hour)));
  }

  private static Prediction rising(int hour) {
    return new Prediction(
        "BTC", Signal.SWING_HIGH_BREAKOUT, 0.95, null, "1h", START.plus(Duration.ofHours(hour)));
  }

  private static BigDecimal big(int number) {
    return BigDecimal.valueOf(number);
  }
}
