package io.strategystreams.core.strategy;

import static io.strategystreams.core.fixture.OrderText.orders;
import static io.strategystreams.core.fixture.SituationBuilder.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.core.exposure.Positions;
import io.strategystreams.core.fixture.NetLong;
import io.strategystreams.core.fixture.RandomBooks;
import io.strategystreams.core.fixture.SituationBuilder;
import io.strategystreams.core.market.PositionType;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.core.plan.Action;
import io.strategystreams.core.plan.Intent;
import io.strategystreams.core.plan.Operation;
import io.strategystreams.core.plan.Plan;
import io.strategystreams.core.plan.PlannedOrder;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A neutral book that is long without its short, while nothing may grow. */
class NakedLegTest {
  private static final String PERP = "bybit:Perp:ETHUSDT";

  private static SituationBuilder naked() {
    return given(Mode.ETH_BASIS)
        .holding("binance:BaseToken:ETH", "26.2619")
        .holding("binance:BaseToken:USDT", "204");
  }

  @Test
  void itIsHedgedWhileRiskIsSilent() {
    Verdict verdict = naked().withoutRisk().evaluate();

    assertHedged(verdict);
    assertThat(verdict.plan().lowersRisk()).isTrue();
  }

  @Test
  void itIsHedgedWhileGrowthIsHeld() {
    assertHedged(
        naked().held(new GrowthHold(Reason.GROWTH_HELD, "until the order expired")).evaluate());
  }

  @Test
  void itIsHedgedWhereTheEquityIsImplausible() {
    assertHedged(naked().exposure(seen -> seen.equity("9000000")).evaluate());
    assertHedged(naked().exposure(seen -> seen.equity("5")).evaluate());
  }

  @Test
  void withoutAFreshPerpPriceItStays() {
    Verdict verdict = naked().withoutRisk().priceAge(PERP, Duration.ofMinutes(3)).evaluate();

    assertThat(verdict.action()).isEqualTo(Action.NONE);
    assertThat(verdict.reason()).isEqualTo(Reason.RISK_MISSING);
  }

  @Test
  void aVenueSellsNoMoreThanItsMarginAllows() {
    Verdict verdict =
        given(Mode.USDT_ETH_STAKING_HEDGED_SIMPLE)
            .holding("etherfi:LST:weETH", "10")
            .holding("wallet:BaseToken:USDT", "40000")
            .holding("bybit:BaseToken:USDT", "1000")
            .withoutRisk()
            .evaluate();

    assertThat(verdict.reason()).isEqualTo(Reason.DELTA_DRIFT);
    assertThat(verdict.planned().orElseThrow().orders())
        .singleElement()
        .satisfies(
            order -> {
              assertThat(order.operation()).isEqualTo(Operation.PERP_TRADE);
              assertThat(order.venue().name()).isEqualTo("bybit");
              BigDecimal price = order.referencePrice();
              assertThat(order.amount().value().multiply(price))
                  .isBetween(new BigDecimal("6500"), new BigDecimal("6667"));
            });
  }

  @Test
  void withNoMarginAnywhereItStays() {
    Verdict verdict =
        given(Mode.USDT_ETH_STAKING_HEDGED_SIMPLE)
            .holding("etherfi:LST:weETH", "10")
            .holding("wallet:BaseToken:USDT", "40000")
            .withoutRisk()
            .evaluate();

    assertThat(verdict.action()).isEqualTo(Action.NONE);
    assertThat(verdict.reason()).isEqualTo(Reason.RISK_MISSING);
  }

  /** Whatever the book: nothing but the naked part is sold short, and nothing else grows. */
  @ParameterizedTest
  @EnumSource(
      value = Mode.class,
      names = {
        "ETH_BASIS",
        "BTC_BASIS",
        "USDT_ETH_STAKING_HEDGED_SIMPLE",
        "USDT_ETH_STAKING_HEDGED_LEVERAGED"
      })
  void noHedgeExceedsTheGap(Mode mode) {
    RandomBooks books = new RandomBooks(mode, 14, false);
    int hedged = 0;
    for (int each = 0; each < 500; each++) {
      SituationBuilder given = books.next().withoutRisk();
      Situation situation = given.build();
      Verdict verdict = new Strategies().evaluate(situation);
      BigDecimal sold = sold(verdict.plan());
      if (verdict.reason() != Reason.DELTA_DRIFT || sold.signum() <= 0) {
        continue;
      }
      hedged++;
      String asset = situation.parameters().asset().symbol();
      BigDecimal gap = NetLong.of(given.book(), asset, given.prices()).add(perps(given.book()));
      assertThat(sold).as("%s", situation.exposure()).isLessThanOrEqualTo(gap);
      assertThat(verdict.plan().lowersRisk()).isTrue();
      assertThat(verdict.plan().orders())
          .as("a withdrawal still brings share class home")
          .allMatch(
              order ->
                  order.operation() == Operation.PERP_TRADE || order.intent() == Intent.SETTLEMENT);
    }
    assertThat(hedged).isPositive();
  }

  private static BigDecimal perps(Positions book) {
    return book.ofType(PositionType.PERP).values().stream()
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static BigDecimal sold(Plan plan) {
    BigDecimal sum = BigDecimal.ZERO;
    for (PlannedOrder order : plan == null ? List.<PlannedOrder>of() : plan.orders()) {
      sum = sum.subtract(perps(Positions.of(order.expectedDeltas())));
    }
    return sum;
  }

  private static void assertHedged(Verdict verdict) {
    assertThat(verdict.reason()).isEqualTo(Reason.DELTA_DRIFT);
    assertThat(orders(verdict))
        .containsExactly("basis_perp_short: PERP_TRADE bybit ETHUSDT SHORT 26.26 ETH");
    assertThat(verdict.plan().orders().get(0).reduceOnly()).isFalse();
  }
}
