package io.strategystreams.core.plan;

import static io.strategystreams.core.plan.PlanFixtures.BINANCE_ETH;
import static io.strategystreams.core.plan.PlanFixtures.BINANCE_USDT;
import static io.strategystreams.core.plan.PlanFixtures.WALLET_WETH;
import static io.strategystreams.core.plan.PlanFixtures.decimal;
import static io.strategystreams.core.plan.PlanFixtures.deltas;
import static io.strategystreams.core.plan.PlanFixtures.purchase;
import static io.strategystreams.core.plan.PlanFixtures.transfer;
import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.Venue;
import io.strategystreams.core.money.Quantity;
import io.strategystreams.core.money.Token;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StepReleaseTest {
  private static final Instrument LST = Instrument.parse("etherfi:LST:weETH");

  private static Optional<PlannedOrder> sized(
      PlannedOrder order, SortedMap<Instrument, BigDecimal> variance) {
    return StepRelease.sized(Step.sequential(order), variance).map(step -> step.orders().get(0));
  }

  @ParameterizedTest
  @CsvSource({
    // sizing, planned, present as planned, variance of the source, sent
    "FIXED,           10, 10,  -1,    10",
    "FIXED,           10, 10,   1,    10",
    "FOLLOWS,         10, 10,   0,    10",
    "FOLLOWS,         10, 10,  -0.01, 9.99",
    "FOLLOWS,         10, 10,   0.01, 10.01",
    "FOLLOWS,         10, 25,  -3,    7",
    "FOLLOWS,         10, 10.5, 3,    13",
    "FOLLOWS,         10, 8,    1,    9",
    "AT_MOST_PRESENT, 10, 10,   1,    10",
    "AT_MOST_PRESENT, 10, 10,  -1,    9",
    "AT_MOST_PRESENT, 10, 12,  -1,    10",
    "AT_MOST_PRESENT, 10, 12,  -3,    9",
  })
  void theAmountAnswersToWhatReallyFilled(
      Sizing sizing, String planned, String present, String variance, String sent) {
    PlannedOrder order = transfer(planned, sizing, present);

    PlannedOrder released = sized(order, deltas(WALLET_WETH + "=" + variance)).orElseThrow();

    assertThat(released.amount().value()).isEqualByComparingTo(sent);
    assertThat(released.expectedDeltas().get(WALLET_WETH)).isEqualByComparingTo("-" + sent);
    assertThat(released.expectedDeltas().get(BINANCE_ETH)).isEqualByComparingTo(sent);
  }

  @Test
  void anOrderWithoutDeviationIsSentAsPlanned() {
    PlannedOrder order = transfer("10", Sizing.FOLLOWS, "10");

    assertThat(sized(order, deltas())).contains(order);
    assertThat(sized(order, deltas(BINANCE_USDT + "=5"))).contains(order);
  }

  @Test
  void anOrderWithoutSourceIsSentAsPlanned() {
    PlannedOrder order =
        PlanFixtures.order(
            Operation.TRANSFER,
            Venue.WALLET,
            Quantity.of(decimal("1"), Token.WETH),
            "1",
            "0",
            deltas(WALLET_WETH + "=-1"),
            Sizing.FOLLOWS,
            null,
            null);

    assertThat(sized(order, deltas(WALLET_WETH + "=-1"))).contains(order);
  }

  @Test
  void aPurchaseFollowsWhatIsThereToSpendInUnitsOfWhatItBuys() {
    // 1 ETH costs 2002 USDT; 20.02 USDT are missing
    PlannedOrder released =
        sized(purchase("1", Sizing.FOLLOWS, "2002"), deltas(BINANCE_USDT + "=-20.02"))
            .orElseThrow();

    assertThat(released.amount().value()).isEqualByComparingTo("0.99");
    assertThat(released.expectedDeltas())
        .isEqualTo(
            deltas(
                BINANCE_ETH + "=0.990000000000000000", BINANCE_USDT + "=-1981.980000000000000000"));
  }

  @Test
  void theAmountIsRoundedDownToTheLotAndTheOtherDeltasScale() {
    PlannedOrder released =
        sized(purchase("1", Sizing.FOLLOWS, "2002"), deltas(BINANCE_USDT + "=-0.1")).orElseThrow();

    assertThat(released.amount().value()).isEqualByComparingTo("0.9999");
    assertThat(released.expectedDeltas().get(BINANCE_ETH)).isEqualByComparingTo("0.9999");
    assertThat(released.expectedDeltas().get(BINANCE_USDT)).isEqualByComparingTo("-2001.7998");
  }

  @Test
  void scaledDeltasAreRoundedTowardLess() {
    PlannedOrder order =
        PlanFixtures.order(
            Operation.STAKE,
            Venue.ETHERFI,
            Quantity.of(decimal("3"), Token.WETH),
            "0.000000000000000001",
            "0",
            deltas(WALLET_WETH + "=-3", LST + "=2"),
            Sizing.FOLLOWS,
            WALLET_WETH,
            "3");

    PlannedOrder released = sized(order, deltas(WALLET_WETH + "=-2")).orElseThrow();

    assertThat(released.expectedDeltas())
        .isEqualTo(deltas(WALLET_WETH + "=-1.000000000000000000", LST + "=0.666666666666666666"));
  }

  @Test
  void belowTheLotOrTheVenuesMinimumNothingIsSent() {
    assertThat(sized(purchase("1", Sizing.FOLLOWS, "2002"), deltas(BINANCE_USDT + "=-2001.9")))
        .as("below the lot")
        .isEmpty();
    assertThat(sized(purchase("1", Sizing.FOLLOWS, "2002"), deltas(BINANCE_USDT + "=-1998")))
        .as("below the minimum")
        .isEmpty();
    assertThat(sized(purchase("1", Sizing.FOLLOWS, "2002"), deltas(BINANCE_USDT + "=-1996.994")))
        .as("the minimum itself")
        .map(order -> order.amount().value().stripTrailingZeros())
        .contains(decimal("0.0025"));
    assertThat(sized(transfer("10", Sizing.AT_MOST_PRESENT, "10"), deltas(WALLET_WETH + "=-11")))
        .as("less than nothing present")
        .isEmpty();
  }

  @Test
  void withinAGroupWhatFollowsFindsWhatTheResizedOrderLeaves() {
    PlannedOrder stake =
        PlanFixtures.order(
            Operation.STAKE,
            Venue.ETHERFI,
            Quantity.of(decimal("10"), Token.WETH),
            "0.000000000000000001",
            "0",
            deltas(WALLET_WETH + "=-10", LST + "=8"),
            Sizing.FOLLOWS,
            WALLET_WETH,
            "10");
    PlannedOrder supply =
        PlanFixtures.order(
            Operation.SUPPLY,
            Venue.AAVE,
            Quantity.of(decimal("8"), new Token("weETH")),
            "0.000000000000000001",
            "0",
            deltas(LST + "=-8", "aave_v3:aToken:aweETH=8"),
            Sizing.FOLLOWS,
            LST,
            "8");

    Step released =
        StepRelease.sized(Step.atomic(List.of(stake, supply)), deltas(WALLET_WETH + "=-1"))
            .orElseThrow();

    assertThat(released.mode()).isEqualTo(ExecutionMode.ATOMIC);
    assertThat(released.orders().get(0).amount().value()).isEqualByComparingTo("9");
    assertThat(released.orders().get(1).amount().value()).isEqualByComparingTo("7.2");
    assertThat(released.orders().get(1).expectedDeltas())
        .isEqualTo(
            deltas(LST + "=-7.200000000000000000", "aave_v3:aToken:aweETH=7.200000000000000000"));
  }

  @Test
  void aStepThatGoesOutWithOthersFollowsTheirChanges() {
    Step brings = Step.sequential(transfer("10", Sizing.FOLLOWS, "10"));
    Step sells = Step.sequential(sale("10"));

    List<Step> sent = StepRelease.sized(List.of(brings, sells), deltas(WALLET_WETH + "=-1"));

    assertThat(sent)
        .extracting(step -> step.orders().get(0).amount().value().intValueExact())
        .containsExactly(9, 9);
  }

  @Test
  void stepsGoOutUpToTheFirstThatBecameTooSmall() {
    Step brings = Step.sequential(transfer("10", Sizing.FOLLOWS, "10"));
    Step sells = Step.sequential(sale("10"));
    SortedMap<Instrument, BigDecimal> tooLittle = deltas(WALLET_WETH + "=-9.999");

    assertThat(StepRelease.sized(List.of(brings, sells), tooLittle)).hasSize(1);
    assertThat(StepRelease.sized(List.of(sells, brings), deltas(BINANCE_ETH + "=-9.999")))
        .isEmpty();
  }

  /** Sells ETH at binance, at least 0.0025. */
  private static PlannedOrder sale(String amount) {
    return PlanFixtures.order(
        Operation.SPOT_TRADE,
        Venue.BINANCE,
        Quantity.of(decimal(amount), Token.ETH),
        "0.0001",
        "0.0025",
        deltas(BINANCE_ETH + "=-" + amount, BINANCE_USDT + "=19980"),
        Sizing.FOLLOWS,
        BINANCE_ETH,
        amount);
  }

  @Test
  void theVarianceOfAPlanIsWhatItsFilledOrdersMovedBeyondThePlan() {
    OpenPlan first =
        PlanFixtures.released(
            PlanFixtures.plan(PlanFixtures.transfer(), PlanFixtures.transfer()), PlanFixtures.NOON);
    assertThat(first.variance()).isEmpty();

    OpenPlan filled =
        PlanFixtures.after(
            first,
            PlanFixtures.report(
                1,
                1,
                OrderStatus.FILLED,
                "10",
                PlanFixtures.NOON,
                WALLET_WETH + "=-10",
                BINANCE_ETH + "=9.9",
                BINANCE_USDT + "=-0.5"));

    assertThat(filled.variance()).isEqualTo(deltas(BINANCE_ETH + "=-0.1", BINANCE_USDT + "=-0.5"));
  }
}
