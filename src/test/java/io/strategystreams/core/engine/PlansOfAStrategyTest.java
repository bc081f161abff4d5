package io.strategystreams.core.engine;

import static io.strategystreams.core.engine.OneStrategy.NOON;
import static io.strategystreams.core.engine.OneStrategy.plan;
import static io.strategystreams.core.plan.OrderStatus.ACCEPTED;
import static io.strategystreams.core.plan.OrderStatus.FILLED;
import static io.strategystreams.core.plan.OrderStatus.PARTIALLY_FILLED;
import static io.strategystreams.core.plan.OrderStatus.REJECTED;
import static io.strategystreams.core.plan.PlanFixtures.BINANCE_ETH;
import static io.strategystreams.core.plan.PlanFixtures.WALLET_WETH;
import static io.strategystreams.core.plan.PlanFixtures.purchase;
import static io.strategystreams.core.plan.PlanFixtures.transfer;
import static io.strategystreams.core.plan.PlanFixtures.unstake;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.strategystreams.core.exposure.Withdrawal;
import io.strategystreams.core.guard.ControlState;
import io.strategystreams.core.market.Venue;
import io.strategystreams.core.money.Quantity;
import io.strategystreams.core.money.Token;
import io.strategystreams.core.plan.Barrier;
import io.strategystreams.core.plan.Operation;
import io.strategystreams.core.plan.OrderStatus;
import io.strategystreams.core.plan.PlanFixtures;
import io.strategystreams.core.plan.PlannedOrder;
import io.strategystreams.core.plan.Sizing;
import io.strategystreams.core.plan.Step;
import io.strategystreams.core.strategy.Reason;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** From the first order of a plan to the exposure after its last report. */
class PlansOfAStrategyTest {
  private static final Instant LATER = NOON.plusSeconds(3);

  private static String[] filled(String sent, String arrived) {
    return new String[] {WALLET_WETH + "=-" + sent, BINANCE_ETH + "=" + arrived};
  }

  /** Sends on what a transfer brought to binance. */
  private static PlannedOrder onward(String lot) {
    return PlanFixtures.order(
        Operation.TRANSFER,
        Venue.BINANCE,
        Quantity.of(PlanFixtures.decimal("10"), Token.ETH),
        lot,
        "0",
        PlanFixtures.deltas(BINANCE_ETH + "=-10", "bybit:BaseToken:ETH=10"),
        Sizing.FOLLOWS,
        BINANCE_ETH,
        "10");
  }

  private static OneStrategy aPlanOfTwo() {
    return OneStrategy.trading(transfer(), transfer());
  }

  /** Each released the next step before. */
  static Stream<Arguments> contradictions() {
    return Stream.of(
        arguments(FILLED, "0", filled("0", "0")),
        arguments(FILLED, "10", new String[0]),
        arguments(FILLED, "9", filled("9", "9")),
        arguments(FILLED, "100000000000000000000", filled("10", "10")),
        arguments(FILLED, "10", filled("10", "10.1")),
        arguments(FILLED, "10", filled("10000", "10000")),
        arguments(FILLED, "10", new String[] {WALLET_WETH + "=10", BINANCE_ETH + "=-10"}),
        arguments(
            FILLED,
            "10",
            new String[] {WALLET_WETH + "=-10", BINANCE_ETH + "=10", "bybit:Perp:ETHUSDT=5"}),
        arguments(PARTIALLY_FILLED, "11", filled("11", "11")),
        arguments(REJECTED, "1", new String[0]),
        arguments(REJECTED, "0", filled("10", "10")));
  }

  @ParameterizedTest
  @MethodSource("contradictions")
  void aReportThatContradictsItsOrderStopsThePlan(
      OrderStatus status, String filled, String[] deltas) {
    OneStrategy strategy = aPlanOfTwo();

    assertThat(strategy.report(1, status, filled, deltas))
        .containsExactly("REPORT_CONTRADICTS_ORDER!", "PLAN_ABANDONED");
    assertThat(strategy.state.plan()).isNull();
    assertThat(strategy.state.barrier().reportOffset()).as("an exposure must show it").isEqualTo(1);
    assertThat(strategy.state.barrier().laterThan()).as("and no later one").isNull();
    assertThat(strategy.state.hold().until())
        .as("the order can do nothing more")
        .isEqualTo(NOON.plusSeconds(65));
  }

  @Test
  void aReportOfAnotherPlanContradictsItsOrder() {
    OneStrategy strategy = aPlanOfTwo();
    strategy.foreignPlan = "s/1/7";

    assertThat(strategy.report(1, FILLED, "10", filled("10", "10")))
        .containsExactly("REPORT_CONTRADICTS_ORDER!", "PLAN_ABANDONED");
  }

  @Test
  void whatIsInFlightBesideAnOrderInDoubtIsAwaited() {
    OneStrategy strategy = new OneStrategy();
    strategy.configured();
    strategy.verdict =
        OneStrategy.plan(false, false, List.of(Step.atomic(List.of(transfer(), transfer()))));
    strategy.exposure(NOON);
    strategy.verdict = OneStrategy.nothing(Reason.ON_TARGET);

    assertThat(strategy.report(1, FILLED, "0")).containsExactly("REPORT_CONTRADICTS_ORDER!");
    assertThat(strategy.state.plan().phase().name()).isEqualTo("SUPERSEDING");
    assertThat(strategy.report("s/1/1/1/2", FILLED, "10", NOON.plusSeconds(2), filled("10", "10")))
        .containsExactly("PLAN_ABANDONED");
  }

  @Test
  void growthWaitsUntilAnOrderInDoubtCanDoNothingMore() {
    OneStrategy strategy = aPlanOfTwo();
    strategy.report(1, FILLED, "0");

    strategy.exposureAfterReports(LATER);
    assertThat(strategy.held).isEqualTo(Reason.GROWTH_HELD);
    assertThat(strategy.state.dueAt().orElseThrow()).isBeforeOrEqualTo(NOON.plusSeconds(65));
    strategy.exposureAfterReports(NOON.plusSeconds(64));
    assertThat(strategy.held).isEqualTo(Reason.GROWTH_HELD);

    strategy.tick(NOON.plusSeconds(65));
    assertThat(strategy.held).isNull();
    assertThat(strategy.state.hold()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"EXPIRED,59,true", "EXPIRED,60,false", "CANCELLED,1,true", "REJECTED,1,false"})
  void growthWaitsAfterAnEndThatCameTooEarly(OrderStatus status, int second, boolean waits) {
    OneStrategy strategy = aPlanOfTwo();

    assertThat(strategy.report("s/1/1/1/1", status, "0", NOON.plusSeconds(second)))
        .containsExactly("PLAN_ABANDONED");
    assertThat(strategy.state.hold() != null).isEqualTo(waits);
  }

  @ParameterizedTest
  @CsvSource({
    "s/1/1/1/1, s/1/1, bybit:Perp:ETHUSDT=1, CLOSED_BY_VENUE",
    "s/1/1/1/1, s/1/9, bybit:Perp:ETHUSDT=1, CLOSED_BY_VENUE",
    "t/1/1/1/1, t/1/1, bybit:Perp:ETHUSDT=1, REPORT_CONTRADICTS_ORDER!",
    "s/1/1/1/1, s/1/1, wallet:BaseToken:WETH=1, REPORT_CONTRADICTS_ORDER!",
    "s/1/1/1/1, s/1/1, etherfi:LST:weETH=-1, REPORT_CONTRADICTS_ORDER!"
  })
  void aCloseByTheVenueNamesAnOrderOfTheStrategy(
      String order, String plan, String delta, String reason) {
    OneStrategy strategy = aPlanOfTwo();

    assertThat(strategy.closedByVenue(order, plan, delta)).containsExactly(reason);
    assertThat(strategy.state.barrier().reportOffset()).isEqualTo(1);
    assertThat(strategy.state.plan().phase().name()).isEqualTo("RELEASING");
  }

  private static PlannedOrder shortOf(String amount) {
    return PlanFixtures.order(
        Operation.PERP_TRADE,
        Venue.BYBIT,
        Quantity.of(PlanFixtures.decimal(amount), Token.ETH),
        "0.01",
        "0",
        PlanFixtures.deltas("bybit:Perp:ETHUSDT=-" + amount),
        Sizing.FIXED,
        null,
        null);
  }

  private static final String[] BOUGHT = {BINANCE_ETH + "=10", "binance:BaseToken:USDT=-20020"};

  @Test
  void aLimitLoweredMeanwhileHoldsBackTheNextStepAndThePlanCoolsDown() {
    OneStrategy strategy = OneStrategy.trading(transfer(), transfer());
    strategy.limitOrdersTo("19999");

    assertThat(strategy.report(1, FILLED, "10", filled("10", "10")))
        .containsExactly("RELEASE_REFUSED!", "PLAN_ABANDONED");
    strategy.verdict = plan(false, transfer());
    assertThat(strategy.exposureAfterReports(LATER))
        .as("it is not tried again and again")
        .containsExactly("MAX_NOTIONAL_EXCEEDED");
    strategy.limitOrdersTo("20000");
    assertThat(strategy.exposureAfterReports(LATER.plusSeconds(1))).containsExactly("COOLING_DOWN");
  }

  @Test
  void aHedgeIsNeverRefusedSoThatNoLegIsLeftNaked() {
    OneStrategy strategy =
        OneStrategy.trading(
            PlanFixtures.purchase("10", Sizing.FIXED, "30000"), shortOf("10"), transfer());
    strategy.limitOrdersTo("1");

    assertThat(strategy.report(1, FILLED, "10", BOUGHT))
        .containsExactly("STEP_RELEASED", "PERP_TRADE 10 plan 1 step 2 of 3");
    assertThat(strategy.report(2, FILLED, "10", "bybit:Perp:ETHUSDT=-10"))
        .as("what only grows is")
        .containsExactly("RELEASE_REFUSED!", "PLAN_ABANDONED");
  }

  @Test
  void aShortBeyondTheGapIsNoHedge() {
    OneStrategy strategy =
        OneStrategy.trading(
            PlanFixtures.purchase("10", Sizing.FIXED, "30000"), shortOf("20"), transfer());
    strategy.limitOrdersTo("1");

    assertThat(strategy.report(1, FILLED, "10", BOUGHT))
        .containsExactly("RELEASE_REFUSED!", "PLAN_ABANDONED");
    strategy.verdict = plan(true, shortOf("10"));
    strategy.limitOrdersTo("1000000");
    assertThat(strategy.exposureAfterReports(LATER))
        .as("the next evaluation hedges at once, within the limits of orders")
        .containsExactly("NO_POSITION", "PERP_TRADE 10 plan 2 step 1 of 1");
  }

  @Test
  void anExitGoesOnWhateverTheLimits() {
    OneStrategy strategy = new OneStrategy();
    strategy.configured();
    strategy.verdict = plan(true, transfer(), transfer());
    strategy.exposure(NOON);
    strategy.limitOrdersTo("1");

    assertThat(strategy.report(1, FILLED, "10", filled("10", "10")))
        .containsExactly("STEP_RELEASED", "TRANSFER 10 plan 1 step 2 of 2");
  }

  @Test
  void aPlanGoesOutStepByStep() {
    OneStrategy strategy = new OneStrategy();
    strategy.configured();
    strategy.verdict = plan(false, transfer(), transfer());

    assertThat(strategy.exposure(NOON))
        .containsExactly("NO_POSITION", "TRANSFER 10 plan 1 step 1 of 2");
    assertThat(strategy.report(1, ACCEPTED, "0")).isEmpty();
    assertThat(strategy.report(1, FILLED, "10", filled("10", "10")))
        .containsExactly("STEP_RELEASED", "TRANSFER 10 plan 1 step 2 of 2");
    assertThat(strategy.report(2, FILLED, "10", filled("10", "10")))
        .containsExactly("PLAN_COMPLETED");
    assertThat(strategy.state.plan()).isNull();
  }

  @Test
  void nothingIsEvaluatedBeforeAnExposureIncludesTheReports() {
    OneStrategy strategy = OneStrategy.trading(transfer());
    strategy.report(1, FILLED, "10", filled("10", "10"));
    strategy.reportOffset = 0L;

    assertThat(strategy.exposure(LATER)).containsExactly("again BARRIER_WAITING");
    assertThat(strategy.exposure(LATER.plusSeconds(1))).containsExactly("again BARRIER_WAITING");
    assertThat(strategy.exposureAfterReports(LATER.plusSeconds(1))).containsExactly("ON_TARGET");
    assertThat(strategy.state.barrier()).isEqualTo(Barrier.DOWN);
  }

  @Test
  void anExposureThatCameBeforeTheReportItIncludesIsUsedAtOnce() {
    OneStrategy strategy = OneStrategy.trading(transfer());
    strategy.reportOffset = 1L;
    assertThat(strategy.exposure(LATER, filled("10", "10"))).containsExactly("again PLAN_OPEN");

    assertThat(strategy.report(1, FILLED, "10", filled("10", "10")))
        .containsExactly("PLAN_COMPLETED", "ON_TARGET");
  }

  @Test
  void aDependentStepFollowsWhatWasReallyFilled() {
    OneStrategy strategy = OneStrategy.trading(transfer(), onward("0.1"));

    assertThat(strategy.report(1, FILLED, "10", filled("10", "9.9")))
        .containsExactly("STEP_RELEASED", "TRANSFER 9.9 plan 1 step 2 of 2");
  }

  @Test
  void aDependentStepBelowItsLotAbandonsThePlan() {
    OneStrategy strategy = OneStrategy.trading(transfer(), onward("10"));

    assertThat(strategy.report(1, FILLED, "10", filled("10", "9.9")))
        .containsExactly("PLAN_ABANDONED");
  }

  @Test
  void aRejectedOrderAbandonsThePlanAndCoolsDown() {
    OneStrategy strategy = OneStrategy.trading(transfer(), transfer());
    assertThat(strategy.report(1, REJECTED, "0")).containsExactly("PLAN_ABANDONED");

    strategy.verdict = plan(false, transfer());
    assertThat(strategy.exposureAfterReports(LATER)).containsExactly("COOLING_DOWN");
    assertThat(strategy.state.dueAt()).contains(NOON.plusSeconds(31));

    assertThat(strategy.tick(NOON.plusSeconds(31)))
        .containsExactly("NO_POSITION", "TRANSFER 10 plan 2 step 1 of 1");
  }

  @Test
  void theCoolDownDoublesUntilAPlanCompletes() {
    OneStrategy strategy = OneStrategy.trading(transfer());
    strategy.report(1, REJECTED, "0");
    strategy.verdict = plan(true, transfer());
    strategy.exposureAfterReports(LATER);

    strategy.report("s/1/2/1/1", REJECTED, "0", LATER);
    assertThat(strategy.state.coolDown().until()).isEqualTo(LATER.plusSeconds(60));

    strategy.exposureAfterReports(LATER.plusSeconds(1));
    strategy.report("s/1/3/1/1", FILLED, "10", LATER.plusSeconds(1), filled("10", "10"));
    assertThat(strategy.state.coolDown().until()).isNull();
  }

  @Test
  void aPlanThatLowersRiskIsNotDelayedByTheCoolDown() {
    OneStrategy strategy = OneStrategy.trading(transfer(), transfer());
    strategy.report(1, REJECTED, "0");

    strategy.verdict = plan(true, transfer());
    assertThat(strategy.exposureAfterReports(LATER))
        .containsExactly("NO_POSITION", "TRANSFER 10 plan 2 step 1 of 1");
  }

  @Test
  void anOverrideStopsThePlanAndMakesRoomForTheExit() {
    OneStrategy strategy = OneStrategy.trading(transfer(), transfer());

    assertThat(strategy.risk(NOON.plusSeconds(1), true)).containsExactly("PLAN_OPEN");
    strategy.verdict = plan(true, transfer());
    assertThat(strategy.report(1, FILLED, "10", filled("10", "10")))
        .containsExactly("PLAN_SUPERSEDED");
    assertThat(strategy.exposureAfterReports(LATER))
        .containsExactly("NO_POSITION", "TRANSFER 10 plan 2 step 1 of 1");
  }

  @Test
  void aFullWithdrawalStopsAPlanThatBeganWithoutOne() {
    OneStrategy strategy = OneStrategy.trading(transfer(), transfer());

    strategy.exposure(LATER, new Withdrawal(true, new BigDecimal("9")));
    assertThat(strategy.state.plan().phase().name()).isEqualTo("RELEASING");
    strategy.exposure(LATER, Withdrawal.ALL);
    assertThat(strategy.state.plan().phase().name()).isEqualTo("SUPERSEDING");
  }

  @Test
  void anExitIsNotStoppedByTheDemandItBeganWith() {
    OneStrategy strategy = OneStrategy.running();
    strategy.verdict = plan(true, transfer(), transfer());
    strategy.exposure(LATER, Withdrawal.ALL);

    strategy.exposure(LATER.plusSeconds(1), Withdrawal.ALL);
    assertThat(strategy.state.plan().phase().name()).isEqualTo("RELEASING");

    strategy.risk(LATER.plusSeconds(2), true);
    assertThat(strategy.state.plan().phase().name()).isEqualTo("SUPERSEDING");
  }

  @ParameterizedTest
  @EnumSource(
      value = ControlState.class,
      names = {"REDUCE_ONLY", "HALTED", "RETIRED"})
  void aControlStopsAnEntry(ControlState control) {
    OneStrategy strategy = OneStrategy.trading(transfer(), transfer());

    strategy.control(control);

    assertThat(strategy.state.plan().phase().name()).isEqualTo("SUPERSEDING");
    assertThat(strategy.report(1, FILLED, "10", filled("10", "10")).get(0))
        .isEqualTo("PLAN_SUPERSEDED");
  }

  @Test
  void reduceOnlyLetsAPlanThatLowersRiskGoOn() {
    OneStrategy strategy = new OneStrategy();
    strategy.configured();
    strategy.verdict = plan(true, transfer(), transfer());
    strategy.exposure(NOON);

    strategy.controlOfAll(ControlState.REDUCE_ONLY);

    assertThat(strategy.report(1, FILLED, "10", filled("10", "10")))
        .containsExactly("STEP_RELEASED", "TRANSFER 10 plan 1 step 2 of 2");
  }

  @Test
  void supersedingEndsWhenNothingOfThePlanCanHappenAnyMore() {
    OneStrategy strategy = OneStrategy.trading(transfer(), transfer());
    strategy.control(ControlState.HALTED);
    assertThat(strategy.state.dueAt()).contains(NOON.plusSeconds(65));

    assertThat(strategy.tick(NOON.plusSeconds(64))).isEmpty();
    assertThat(strategy.tick(NOON.plusSeconds(65))).containsExactly("PLAN_SUPERSEDED");
    strategy.control(ControlState.ACTIVE);
    assertThat(strategy.exposure(NOON.plusSeconds(65)))
        .as("may not show what the last moment did")
        .containsExactly("again BARRIER_WAITING");
    assertThat(strategy.exposure(NOON.plusSeconds(66))).containsExactly("ON_TARGET");
  }

  @Test
  void anOrderWithoutReportIsUncertainAndNeverSentAgain() {
    OneStrategy strategy = OneStrategy.trading(transfer(), transfer());
    assertThat(strategy.state.dueAt()).contains(NOON.plusSeconds(65));

    assertThat(strategy.tick(NOON.plusSeconds(65))).containsExactly("PLAN_UNCERTAIN!");
    assertThat(strategy.exposure(NOON.plusSeconds(65))).containsExactly("PLAN_OPEN");
    assertThat(strategy.exposure(NOON.plusSeconds(66)))
        .containsExactly("PLAN_TIMED_OUT", "ON_TARGET");
  }

  @Test
  void anUncertainOrderThatWasFilledAfterAllLetsThePlanGoOn() {
    OneStrategy strategy = OneStrategy.trading(transfer(), transfer());
    strategy.tick(NOON.plusSeconds(65));

    assertThat(strategy.report(1, FILLED, "10", filled("10", "10")))
        .containsExactly("STEP_RELEASED", "TRANSFER 10 plan 1 step 2 of 2");
  }

  @Test
  void aReportThatComesAfterItsPlanWasClosedRaisesTheBarrierWithAnAlarm() {
    OneStrategy strategy = OneStrategy.trading(transfer(), transfer());
    strategy.reportOffset = 0L;
    strategy.tick(NOON.plusSeconds(65));
    strategy.exposure(NOON.plusSeconds(66));

    assertThat(strategy.report(1, FILLED, "10", filled("10", "10")))
        .containsExactly("LATE_REPORT!");
    assertThat(strategy.exposure(NOON.plusSeconds(70))).containsExactly("again BARRIER_WAITING");
    assertThat(strategy.exposureAfterReports(NOON.plusSeconds(71)))
        .containsExactly("again ON_TARGET");
    assertThat(strategy.report(1, FILLED, "10", filled("10", "10")))
        .containsExactly("ignored NOTHING_NEW_IN_REPORT");
  }

  @Test
  void aBarrierThatWaitsTooLongIsAnAlarmNotSilence() {
    OneStrategy strategy = OneStrategy.trading(transfer());
    strategy.reportOffset = 0L;
    strategy.report(1, FILLED, "10", filled("10", "10"));
    strategy.exposure(NOON.plusSeconds(590));
    assertThat(strategy.state.dueAt()).contains(NOON.plusSeconds(601));

    assertThat(strategy.tick(NOON.plusSeconds(601))).containsExactly("BARRIER_TIMED_OUT!");
    assertThat(strategy.exposure(NOON.plusSeconds(602))).containsExactly("again BARRIER_TIMED_OUT");
  }

  @Test
  void anAcceptedUnstakeQueuesAndTheStrategyIsStillEvaluated() {
    OneStrategy strategy = OneStrategy.trading(unstake("10"), transfer());

    assertThat(strategy.report(1, ACCEPTED, "0")).containsExactly("PLAN_QUEUED");
    assertThat(strategy.exposureAfterReports(LATER)).containsExactly("ON_TARGET");
    assertThat(strategy.exposureAfterReports(LATER.plusSeconds(60)))
        .containsExactly("again ON_TARGET");
    assertThat(strategy.report(1, FILLED, "10", "etherfi:LST:weETH=-10", WALLET_WETH + "=10"))
        .containsExactly("STEP_RELEASED", "TRANSFER 10 plan 1 step 2 of 2");
  }

  @Test
  void aPlanMadeWhileAnotherQueuesSupersedesIt() {
    OneStrategy strategy = OneStrategy.trading(unstake("10"), transfer());
    strategy.report(1, ACCEPTED, "0");
    strategy.verdict = plan(true, transfer());

    assertThat(strategy.exposureAfterReports(NOON.plusSeconds(2)))
        .as("what the unstake did so far was reported, its end is hours away")
        .containsExactly("PLAN_SUPERSEDED", "NO_POSITION", "TRANSFER 10 plan 2 step 1 of 1");
  }

  @Test
  void inTheQueueAnExposureWaitsForTheReportItTellsOf() {
    OneStrategy strategy = OneStrategy.trading(unstake("10"), transfer());
    strategy.report(1, ACCEPTED, "0");
    strategy.verdict = plan(true, transfer());
    strategy.reportOffset = 2L;

    assertThat(strategy.exposure(LATER)).containsExactly("again BARRIER_WAITING");
    assertThat(strategy.report(1, FILLED, "10", "etherfi:LST:weETH=-10", WALLET_WETH + "=10"))
        .as("the queue ends before its plan can be superseded")
        .containsExactly("STEP_RELEASED", "TRANSFER 10 plan 1 step 2 of 2");
  }

  @Test
  void inTheQueueAnExposureIsUsedWhenItsReportChangesNothingOfThePlan() {
    OneStrategy strategy = OneStrategy.trading(unstake("10"), transfer());
    strategy.report(1, ACCEPTED, "0");
    strategy.reportOffset = 2L;
    strategy.exposure(LATER, "etherfi:LST:weETH=-4");

    assertThat(strategy.report(1, PARTIALLY_FILLED, "4", "etherfi:LST:weETH=-4"))
        .containsExactly("ON_TARGET");
  }

  @Test
  void aReportThatNeverComesIsWaitedForUntilTheBarrierTimesOut() {
    OneStrategy strategy = OneStrategy.trading(unstake("10"), transfer());
    strategy.report(1, ACCEPTED, "0");
    strategy.reportOffset = 2L;
    strategy.exposure(LATER);
    strategy.exposure(LATER.plusSeconds(2));

    assertThat(strategy.tick(LATER.plusSeconds(600))).containsExactly("EXPOSURE_AHEAD!");
    assertThat(strategy.exposure(LATER.plusSeconds(601))).containsExactly("again EXPOSURE_AHEAD");
  }

  @Test
  void anOffsetIsNotDoubtedWhereNoReportWasEverRead() {
    OneStrategy strategy = OneStrategy.running();
    strategy.reportOffset = 99L;

    assertThat(strategy.exposure(LATER)).containsExactly("again ON_TARGET");
  }

  @Test
  void whetherAnExposureComesBetweenOrAfterTheReportsTheDecisionsAreTheSame() {
    OneStrategy between = OneStrategy.trading(transfer(), transfer());
    OneStrategy afterwards = OneStrategy.trading(transfer(), transfer());
    between.report(1, FILLED, "10", filled("10", "10"));
    between.exposureAfterReports(NOON.plusSeconds(1));
    between.report(2, FILLED, "10", filled("10", "10"));
    afterwards.report(1, FILLED, "10", filled("10", "10"));
    afterwards.report(2, FILLED, "10", filled("10", "10"));
    afterwards.reportOffset = 1L;
    afterwards.exposure(NOON.plusSeconds(1));

    assertThat(between.exposureAfterReports(NOON.plusSeconds(1))).containsExactly("ON_TARGET");
    assertThat(afterwards.exposureAfterReports(NOON.plusSeconds(1))).containsExactly("ON_TARGET");
    assertThat(between.state.decisions()).isEqualTo(afterwards.state.decisions());
  }

  @Test
  void aPlanMadeLateInTheQueueFollowsAtOnce() {
    OneStrategy strategy = OneStrategy.trading(unstake("10"), transfer());
    strategy.report(1, ACCEPTED, "0");
    strategy.verdict = plan(true, transfer());

    assertThat(strategy.exposureAfterReports(NOON.plusSeconds(3600)))
        .containsExactly("PLAN_SUPERSEDED", "NO_POSITION", "TRANSFER 10 plan 2 step 1 of 1");
    assertThat(
            strategy.report(
                "s/1/1/1/1",
                FILLED,
                "10",
                NOON.plusSeconds(3601),
                "etherfi:LST:weETH=-10",
                WALLET_WETH + "=10"))
        .as("expected, so no alarm")
        .containsExactly("LATE_REPORT");
  }

  @Test
  void aPlanThatIsRefusedLeavesTheQueueAlone() {
    OneStrategy strategy = OneStrategy.trading(unstake("10"), transfer());
    strategy.report(1, ACCEPTED, "0");
    strategy.control(ControlState.REDUCE_ONLY);
    strategy.verdict = plan(false, transfer());

    assertThat(strategy.exposureAfterReports(NOON.plusSeconds(3600)))
        .containsExactly("REDUCE_ONLY_REFUSED");
    assertThat(strategy.state.plan().phase().name()).isEqualTo("QUEUED");
  }

  @Test
  void aHaltedStrategyReleasesNothingWhenItsQueueEnds() {
    OneStrategy strategy = OneStrategy.trading(unstake("10"), transfer());
    strategy.report(1, ACCEPTED, "0");
    strategy.control(ControlState.HALTED);
    assertThat(strategy.state.plan().phase().name()).isEqualTo("QUEUED");

    assertThat(strategy.report(1, FILLED, "10", "etherfi:LST:weETH=-10", WALLET_WETH + "=10"))
        .containsExactly("PLAN_SUPERSEDED");
  }

  @Test
  void duplicatesAndReportsOutOfOrderAreHarmless() {
    OneStrategy strategy = OneStrategy.trading(transfer(), transfer());
    strategy.report(1, FILLED, "10", filled("10", "10"));
    StrategyState before = strategy.state;

    assertThat(strategy.report(1, FILLED, "10", filled("10", "10")))
        .containsExactly("ignored NOTHING_NEW_IN_REPORT");
    assertThat(strategy.report(1, ACCEPTED, "0")).containsExactly("ignored NOTHING_NEW_IN_REPORT");
    assertThat(strategy.state.plan()).isSameAs(before.plan());
    assertThat(strategy.state.barrier()).isEqualTo(before.barrier());
  }

  @Test
  void aReportThatContradictsASettledOneIsAnAlarm() {
    OneStrategy strategy = OneStrategy.trading(transfer(), transfer());
    strategy.report(1, FILLED, "10", filled("10", "10"));

    assertThat(strategy.report(1, REJECTED, "0")).containsExactly("CONTRADICTORY_REPORT!");
    assertThat(strategy.state.plan().isOpen()).isTrue();

    strategy.report(2, FILLED, "10", filled("10", "10"));
    assertThat(strategy.report(2, REJECTED, "0")).containsExactly("CONTRADICTORY_REPORT!");
    assertThat(strategy.report(1, OrderStatus.LIQUIDATED, "10")).containsExactly("LATE_REPORT!");
  }

  @Test
  void aReportOnAnOrderNobodyKnowsRaisesTheBarrierWithAnAlarm() {
    OneStrategy strategy = OneStrategy.running();
    strategy.reportOffset = 0L;

    assertThat(strategy.report("stray", FILLED, "1", NOON)).containsExactly("LATE_REPORT!");
    assertThat(strategy.exposure(LATER)).containsExactly("again BARRIER_WAITING");
  }

  @Test
  void aPlanEndsUnderTheConfigurationItBeganWith() {
    OneStrategy strategy = OneStrategy.trading(transfer(), transfer());
    strategy.installed = new Installed(2, 1, strategy.parameters);
    assertThat(strategy.on(new StrategyEvent.ConfigurationSeen())).containsExactly("PLAN_OPEN");

    assertThat(strategy.report(1, FILLED, "10", filled("10", "10")))
        .containsExactly("STEP_RELEASED", "TRANSFER 10 plan 1 step 2 of 2");
    assertThat(strategy.state.plan().terms().configVersion()).isEqualTo(1);
  }

  @Test
  void aResetCountsAnewAndReportsOfOldPlansOnlyMoveTheBarrier() {
    OneStrategy strategy = OneStrategy.trading(transfer(), transfer());
    strategy.installed = new Installed(2, 2, strategy.parameters);

    assertThat(strategy.on(new StrategyEvent.ConfigurationSeen()))
        .containsExactly("PLAN_SUPERSEDED", "BARRIER_WAITING");
    assertThat(strategy.state.incarnation()).isEqualTo(2);
    assertThat(strategy.state.plans()).isZero();
    assertThat(strategy.state.decisions()).isEqualTo(1);

    assertThat(strategy.report(1, FILLED, "10", filled("10", "10")))
        .containsExactly("ignored REPORT_OF_FORMER_INCARNATION");
    strategy.reportOffset = 0L;
    assertThat(strategy.exposure(NOON.plusSeconds(66))).containsExactly("again BARRIER_WAITING");
    strategy.verdict = plan(false, purchase("1", Sizing.FIXED, "10000"));
    assertThat(strategy.exposureAfterReports(NOON.plusSeconds(66)))
        .containsExactly("NO_POSITION", "SPOT_TRADE 1 plan 1 step 1 of 1");
  }
}
