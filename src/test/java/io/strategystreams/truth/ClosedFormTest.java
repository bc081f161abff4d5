package io.strategystreams.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.strategystreams.core.market.Venue;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.core.money.Decimals;
import io.strategystreams.core.money.Token;
import io.strategystreams.events.ExecutionReport;
import io.strategystreams.events.Operation;
import io.strategystreams.events.Order;
import io.strategystreams.events.ReportStatus;
import io.strategystreams.paper.PaperFlows;
import io.strategystreams.paper.attribution.Component;
import io.strategystreams.paper.attribution.Statement;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** Markets so simple that a formula says what a strategy must have earned. */
class ClosedFormTest {
  private static final Instant START = Instant.parse("2024-06-01T00:00:00Z");
  private static final BigDecimal CAPITAL = new BigDecimal("100");
  private static final BigDecimal ROUNDING = new BigDecimal("1e-15");

  /** A WETH staked at r is worth r(exit)/r when it leaves the queue, and nothing else happens. */
  @Test
  void stakingReturnsTheRiseOfTheRateAndTheRewardsLessCosts() {
    IntFunction<BigDecimal> rate =
        hour -> new BigDecimal("1.04").add(new BigDecimal("0.00001").multiply(big(hour)));
    MadeMarket market = new MadeMarket(START).weEth(rate);
    try (Play play = new Play(Play.exact(), START)) {
      play.with(Mode.ETH_STAKING_ONLY, Map.of(), CAPITAL).hours(market, 0, 20);
      String id = Mode.ETH_STAKING_ONLY.id();
      play.inject(PaperFlows.dust(id, Venue.WALLET, new Token("EIGEN"), big(60), market.time(20)));
      play.hours(market, 20, 60);
      play.inject(PaperFlows.withdrawAll(id, market.time(60)));
      play.hours(market, 60, 90);

      Statement statement = play.statement(Mode.ETH_STAKING_ONLY);
      BigDecimal exit = only(play, Operation.UNSTAKE).getAveragePrice();
      BigDecimal expected = BigDecimal.ZERO;
      BigDecimal staked = BigDecimal.ZERO;
      for (ExecutionReport report : filled(play, Operation.STAKE)) {
        staked = staked.add(report.getFilledAmount());
        expected =
            expected.add(
                Decimals.divide(report.getFilledAmount().multiply(exit), report.getAveragePrice()));
      }
      BigDecimal reward = new BigDecimal("0.06");
      BigDecimal fee = reward.multiply(new BigDecimal("0.001"));
      BigDecimal idle = CAPITAL.add(reward).subtract(fee).subtract(staked);
      assertThat(exit).isEqualByComparingTo(rate.apply(60));
      assertThat(statement.paidOut()).isCloseTo(expected.add(idle), within(ROUNDING));
      assertThat(statement.components().get(Component.REWARDS)).isEqualByComparingTo(reward);
      assertThat(statement.components().get(Component.FEES)).isEqualByComparingTo(fee.negate());
      assertThat(statement.components().get(Component.STAKING_YIELD))
          .isCloseTo(expected.subtract(staked), within(ROUNDING));
      assertThat(statement.equity()).isZero();
    }
  }

  /** The example of strategies.md, in and out again through a DEX that pays a thousandth less. */
  @Test
  void oneFlashEntryAndExitCostTwoFeesAndTheDiscountOfTheDex() {
    BigDecimal r = new BigDecimal("1.0381626525752412");
    BigDecimal m = r.multiply(new BigDecimal("0.999"));
    MadeMarket market =
        new MadeMarket(START).weEth(hour -> r).set("uniswap:Spot:weETH/WETH", hour -> m);
    try (Play play = new Play(Play.exact(), START)) {
      String id = Mode.ETH_LEVERAGED.id();
      Map<String, String> terms = Map.of("flash_fee_bps", "5", "target_ltv", "0.65");
      play.with(Mode.ETH_LEVERAGED, terms, CAPITAL).hours(market, 0, 6);
      BigDecimal entered = play.exposures.get(id).getTotalExposure();
      assertThat(entered).isCloseTo(new BigDecimal("99.907275320970042796"), within(ROUNDING));

      play.inject(PaperFlows.withdrawAll(id, market.time(6)));
      play.hours(market, 6, 12);

      BigDecimal collateral = new BigDecimal("274.956296445297492818");
      BigDecimal debt = new BigDecimal("185.542082738944365192");
      BigDecimal half = new BigDecimal("0.0005");
      BigDecimal out = collateral.multiply(m).subtract(debt.multiply(BigDecimal.ONE.add(half)));
      Statement statement = play.statement(Mode.ETH_LEVERAGED);
      assertThat(statement.paidOut()).isCloseTo(out, within(ROUNDING));
      assertThat(statement.components().get(Component.FEES))
          .isCloseTo(entered.subtract(CAPITAL).subtract(debt.multiply(half)), within(ROUNDING));
      assertThat(statement.components().get(Component.BASIS))
          .isCloseTo(collateral.multiply(m.subtract(r)), within(ROUNDING));
      assertThat(statement.equity()).isZero();
    }
  }

  private static ExecutionReport only(Play play, Operation operation) {
    List<ExecutionReport> reports = filled(play, operation);
    assertThat(reports).hasSize(1);
    return reports.get(0);
  }

  static List<ExecutionReport> filled(Play play, Operation operation) {
    List<String> ids =
        play.orders.stream()
            .filter(order -> order.getOperation() == operation)
            .map(Order::getOrderId)
            .toList();
    return play.reports.stream()
        .filter(report -> report.getStatus() == ReportStatus.FILLED)
        .filter(report -> ids.contains(report.getOrderId()))
        .toList();
  }

  private static BigDecimal big(int number) {
    return BigDecimal.valueOf(number);
  }
}
