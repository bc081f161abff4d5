package io.strategystreams.core.plan;

import static io.strategystreams.core.plan.PlanFixtures.BINANCE_ETH;
import static io.strategystreams.core.plan.PlanFixtures.NOON;
import static io.strategystreams.core.plan.PlanFixtures.WALLET_WETH;
import static io.strategystreams.core.plan.PlanFixtures.decimal;
import static io.strategystreams.core.plan.PlanFixtures.deltas;
import static io.strategystreams.core.plan.PlanFixtures.released;
import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.core.exposure.Positions;
import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.Venue;
import io.strategystreams.core.money.Quantity;
import io.strategystreams.core.money.Token;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class UntouchedReductionsTest {
  private static final String LST = "etherfi:LST:weETH";
  private static final Token WEETH = new Token("weETH");

  /** 10 weETH, 5 WETH in the wallet, 7 ETH at binance. */
  private static final Positions HELD =
      Positions.of(deltas(LST + "=10", WALLET_WETH + "=5", BINANCE_ETH + "=7"));

  private static PlannedOrder order(Operation operation, String amount, String... deltas) {
    return PlanFixtures.order(
        operation,
        Venue.WALLET,
        Quantity.of(decimal(amount), WEETH),
        "0.000000000000000001",
        "0",
        deltas(deltas),
        Sizing.FIXED,
        null,
        null);
  }

  private static PlannedOrder swap(String amount) {
    return order(Operation.SWAP, amount, LST + "=-" + amount, WALLET_WETH + "=" + amount);
  }

  private static PlannedOrder transferHome(String amount) {
    return order(
        Operation.TRANSFER, amount, BINANCE_ETH + "=-" + amount, WALLET_WETH + "=" + amount);
  }

  /** A plan of which the first step is out. */
  private static OpenPlan inFlight(PlannedOrder... orders) {
    return released(PlanFixtures.plan(orders), NOON);
  }

  private static List<Operation> chosen(OpenPlan inFlight, Step... exit) {
    return UntouchedReductions.of(
            new Plan(Action.EXIT_FULL, Arrays.asList(exit), true), inFlight, HELD)
        .map(plan -> plan.orders().stream().map(PlannedOrder::operation).toList())
        .orElse(List.of());
  }

  @Test
  void whatIsSoldMayArriveWhereOthersMoveMoney() {
    assertThat(chosen(inFlight(transferHome("7")), Step.sequential(swap("10"))))
        .containsExactly(Operation.SWAP);
  }

  @Test
  void whatAnOrderInFlightTouchesIsLeftAlone() {
    assertThat(chosen(inFlight(swap("1")), Step.sequential(swap("10")))).isEmpty();
    PlannedOrder stake = order(Operation.STAKE, "1", WALLET_WETH + "=-1", LST + "=1");
    assertThat(chosen(inFlight(stake), Step.sequential(swap("10")))).isEmpty();
  }

  @Test
  void anOrderThatHasItsEndTouchesNothing() {
    OpenPlan over =
        PlanFixtures.after(
            inFlight(swap("1"), transferHome("7")),
            PlanFixtures.report(1, 1, OrderStatus.FILLED, "1"));
    OpenPlan second = released(over, NOON);

    assertThat(chosen(second, Step.sequential(swap("10")))).containsExactly(Operation.SWAP);
  }

  @Test
  void movesAreLeftOutAndSoIsWhatFollowsThem() {
    PlannedOrder sells =
        PlanFixtures.order(
            Operation.SPOT_TRADE,
            Venue.BINANCE,
            Quantity.of(decimal("7"), Token.ETH),
            "0.0001",
            "0",
            deltas(BINANCE_ETH + "=-7"),
            Sizing.FIXED,
            null,
            null);

    assertThat(
            chosen(
                inFlight(transferHome("1")), Step.sequential(transferHome("1")),
                Step.sequential(sells), Step.sequential(swap("10"))))
        .containsExactly(Operation.SWAP);
  }

  @Test
  void nothingGoesThroughAQueue() {
    PlannedOrder unstake = order(Operation.UNSTAKE, "10", LST + "=-10", WALLET_WETH + "=10");

    assertThat(chosen(inFlight(transferHome("7")), Step.sequential(unstake))).isEmpty();
  }

  @Test
  void moreThanIsHeldDoesNotGoOut() {
    assertThat(chosen(inFlight(transferHome("7")), Step.sequential(swap("10.1")))).isEmpty();
    assertThat(
            chosen(
                inFlight(transferHome("7")),
                Step.sequential(swap("6")),
                Step.sequential(swap("6"))))
        .as("the second finds what the first has left")
        .hasSize(1);
  }

  @Test
  void aGroupSpendsWhatItBringsItself() {
    PlannedOrder borrow = order(Operation.FLASH_BORROW, "9", WALLET_WETH + "=9");
    PlannedOrder repay = order(Operation.FLASH_REPAY, "9", WALLET_WETH + "=-9");
    PlannedOrder tooMuch = order(Operation.FLASH_REPAY, "20", WALLET_WETH + "=-20");
    OpenPlan moving = inFlight(transferHome("7"));

    assertThat(chosen(moving, Step.atomic(List.of(borrow, swap("10"), repay)))).hasSize(3);
    assertThat(chosen(moving, Step.atomic(List.of(borrow, swap("10"), tooMuch)))).isEmpty();
    assertThat(chosen(moving, Step.atomic(List.of(repay, borrow, swap("10"))))).isEmpty();
  }

  @Test
  void aPerpIsClosedOnlyByReduceOnlyAndUntouched() {
    Instrument perp = PlanFixtures.BYBIT_SHORT;
    PlannedOrder opens = order(Operation.PERP_TRADE, "1", perp + "=1");

    assertThat(opens.reduceOnly()).isFalse();
    assertThat(chosen(inFlight(transferHome("7")), Step.sequential(opens))).isEmpty();
  }
}
