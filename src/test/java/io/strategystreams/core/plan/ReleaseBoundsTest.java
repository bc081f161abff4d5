package io.strategystreams.core.plan;

import static io.strategystreams.core.plan.PlanFixtures.BINANCE_ETH;
import static io.strategystreams.core.plan.PlanFixtures.BINANCE_USDT;
import static io.strategystreams.core.plan.PlanFixtures.NOON;
import static io.strategystreams.core.plan.PlanFixtures.WALLET_WETH;
import static io.strategystreams.core.plan.PlanFixtures.after;
import static io.strategystreams.core.plan.PlanFixtures.decimal;
import static io.strategystreams.core.plan.PlanFixtures.deltas;
import static io.strategystreams.core.plan.PlanFixtures.plan;
import static io.strategystreams.core.plan.PlanFixtures.released;
import static io.strategystreams.core.plan.PlanFixtures.report;
import static io.strategystreams.core.plan.PlanFixtures.transfer;
import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.core.exposure.Positions;
import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.Venue;
import io.strategystreams.core.money.Quantity;
import io.strategystreams.core.money.Token;
import java.math.BigDecimal;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How far a later step follows, whatever was reported of the one before. */
class ReleaseBoundsTest {
  private static final Instrument SHORT = PlanFixtures.BYBIT_SHORT;

  private static PlannedOrder onward(Instrument from, Token token, String amount) {
    return PlanFixtures.order(
        Operation.TRANSFER,
        Venue.BINANCE,
        Quantity.of(decimal(amount), token),
        "0.000000000000000001",
        "0",
        deltas(from + "=-" + amount, "bybit:BaseToken:" + token + "=" + amount),
        Sizing.FOLLOWS,
        from,
        amount);
  }

  private static BigDecimal next(OpenPlan plan) {
    return StepRelease.sized(plan.nextRelease(), ReleaseBounds.variance(plan, Tolerance.USUAL))
        .get(0)
        .orders()
        .get(0)
        .amount()
        .value();
  }

  /** max_fill_deviation: 0.02. */
  @ParameterizedTest
  @CsvSource({"9.9, 9.9", "10, 10", "10.1, 10.1", "10.2, 10.2", "10.3, 10.2", "200000, 10.2"})
  void anOrderFollowsWhatAnEarlierOneBroughtWithinItsBound(String arrived, String sent) {
    OpenPlan plan =
        after(
            released(plan(transfer(), onward(BINANCE_ETH, Token.ETH, "10")), NOON),
            report(
                1,
                1,
                OrderStatus.FILLED,
                "10",
                NOON,
                WALLET_WETH + "=-10",
                BINANCE_ETH + "=" + arrived));

    assertThat(next(plan)).isEqualByComparingTo(sent);
  }

  /** And max_price_jump where a price decides: 0.2. */
  @ParameterizedTest
  @CsvSource({"16000, 16000", "24000, 24000", "24400, 24400", "24401, 24400", "20000000, 24400"})
  void proceedsAreFollowedAsFarAsThePriceMayHaveMoved(String proceeds, String sent) {
    PlannedOrder sale =
        PlanFixtures.order(
            Operation.SPOT_TRADE,
            Venue.BINANCE,
            Quantity.of(decimal("10"), Token.ETH),
            "0.0001",
            "0",
            deltas(BINANCE_ETH + "=-10", BINANCE_USDT + "=20000"),
            Sizing.FIXED,
            BINANCE_ETH,
            "10");
    OpenPlan plan =
        after(
            released(plan(sale, onward(BINANCE_USDT, Token.USDT, "20000")), NOON),
            report(
                1,
                1,
                OrderStatus.FILLED,
                "10",
                NOON,
                BINANCE_ETH + "=-10",
                BINANCE_USDT + "=" + proceeds));

    assertThat(next(plan)).isEqualByComparingTo(sent);
  }

  @ParameterizedTest
  @CsvSource({"-12, 10", "-10, 10", "-7.005, 7", "-0.001, ", "0, ", "3, "})
  void aReductionIsAtMostThePosition(String held, String sent) {
    PlannedOrder close =
        new OrderDraft(
                Operation.PERP_TRADE,
                Venue.BYBIT,
                Quantity.of(decimal("10"), Token.ETH),
                decimal("0.01"),
                decimal("0.01"),
                Intent.BASIS_PERP_SHORT)
            .trading("ETHUSDT", Side.LONG)
            .moving(Venue.BYBIT, Token.USDT, Venue.BYBIT, new Token("ETHUSDT"))
            .reduceOnly(true)
            .source(SHORT, decimal("-10"))
            .deltas(deltas(SHORT + "=10", "bybit:BaseToken:USDT=-11"))
            .build();

    Optional<BigDecimal> amount =
        StepRelease.within(Step.sequential(close), Positions.of(deltas(SHORT + "=" + held)))
            .map(step -> step.orders().get(0).amount().value().stripTrailingZeros());

    assertThat(amount)
        .isEqualTo(Optional.ofNullable(sent).map(text -> decimal(text).stripTrailingZeros()));
  }

  @Test
  void whatOpensIsNoReduction() {
    Step step = Step.sequential(transfer());

    assertThat(StepRelease.within(step, Positions.NONE)).contains(step);
  }
}
