package io.strategystreams.core.guard;

import static io.strategystreams.core.plan.PlanFixtures.BINANCE_ETH;
import static io.strategystreams.core.plan.PlanFixtures.BYBIT_SHORT;
import static io.strategystreams.core.plan.PlanFixtures.NOON;
import static io.strategystreams.core.plan.PlanFixtures.decimal;
import static io.strategystreams.core.plan.PlanFixtures.deltas;
import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.core.exposure.Exposure;
import io.strategystreams.core.exposure.Positions;
import io.strategystreams.core.exposure.Withdrawal;
import io.strategystreams.core.market.Market;
import io.strategystreams.core.market.Quote;
import io.strategystreams.core.market.Venue;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.core.mode.StrategyParameters;
import io.strategystreams.core.money.Quantity;
import io.strategystreams.core.money.Token;
import io.strategystreams.core.plan.Action;
import io.strategystreams.core.plan.CoolDown;
import io.strategystreams.core.plan.Operation;
import io.strategystreams.core.plan.Plan;
import io.strategystreams.core.plan.PlanFixtures;
import io.strategystreams.core.plan.PlanRate;
import io.strategystreams.core.plan.PlannedOrder;
import io.strategystreams.core.plan.Sizing;
import io.strategystreams.core.plan.Step;
import io.strategystreams.core.strategy.Reason;
import io.strategystreams.testing.SampleParameters;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PlanGuardsTest {
  private static final Market ETH = Market.spot(Token.ETH, Token.USDT);
  private static final Market RATE = Market.rate(Venue.ETHERFI, new Token("weETH"));
  private static final BigDecimal MAX_JUMP = decimal("0.2");

  private final MarketBook book = new MarketBook();
  private StrategyParameters parameters = SampleParameters.of(Mode.ETH_LEVERAGED).build();
  private ControlState control = ControlState.ACTIVE;
  private CoolDown coolDown = CoolDown.NONE;
  private PlanRate rate = PlanRate.NONE;
  private Positions positions = Positions.NONE;
  private BigDecimal claimed = decimal("1000");
  private String held = "1000";

  private Optional<Reason> refusal(Plan plan) {
    MarketSight prices = book.sight(MAX_JUMP);
    prices.quote(ETH);
    return new PlanGuards(parameters, control, coolDown, rate, prices, book.sight(MAX_JUMP), NOON)
        .refuse(
            plan,
            Exposure.of(
                "s",
                parameters.shareClass(),
                claimed,
                positions.plus(deltas("binance:BaseToken:ETH=" + held)),
                Map.of(),
                Withdrawal.NONE,
                null,
                NOON))
        .map(Refusal::reason);
  }

  private void price(Market market, String price) {
    book.take(Quote.of(market, decimal(price), NOON), Set.of(MAX_JUMP));
  }

  private static Plan plan(boolean lowersRisk, PlannedOrder... orders) {
    return new Plan(
        Action.ENTRY_FULL, List.of(orders).stream().map(Step::sequential).toList(), lowersRisk);
  }

  private static PlannedOrder buy(String amount) {
    return PlanFixtures.purchase(amount, Sizing.FIXED, "100000");
  }

  private static PlannedOrder borrow(String amount) {
    return PlanFixtures.order(
        Operation.BORROW,
        Venue.AAVE,
        Quantity.of(decimal(amount), Token.WETH),
        "0.000000000000000001",
        "0",
        deltas("aave_v3:debtToken:debtWETH=" + amount, "wallet:BaseToken:WETH=" + amount),
        Sizing.FIXED,
        null,
        null);
  }

  @Test
  void aPlanThatNothingHoldsBackPasses() {
    assertThat(refusal(plan(false, buy("1")))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "ACTIVE,      false, ",
    "ACTIVE,      true, ",
    "REDUCE_ONLY, false, REDUCE_ONLY_REFUSED",
    "REDUCE_ONLY, true, ",
    "HALTED,      false, HALTED",
    "HALTED,      true,  HALTED",
    "RETIRED,     false, RETIRED",
    "RETIRED,     true,  RETIRED",
  })
  void theControlStateLetsOutWhatItMay(ControlState state, boolean lowersRisk, Reason reason) {
    control = state;

    assertThat(refusal(plan(lowersRisk, buy("1")))).isEqualTo(Optional.ofNullable(reason));
  }

  @ParameterizedTest
  @EnumSource(ControlState.class)
  void theStricterOfTwoControlStatesIsInForce(ControlState state) {
    assertThat(state.stricter(ControlState.ACTIVE)).isEqualTo(state);
    assertThat(ControlState.RETIRED.stricter(state)).isEqualTo(ControlState.RETIRED);
    assertThat(ControlState.REDUCE_ONLY.stricter(ControlState.HALTED))
        .isEqualTo(ControlState.HALTED);
  }

  @ParameterizedTest
  @CsvSource({"1, ", "0.0025, ", "0.0024, LOT_OR_MINIMUM", "1.00005, LOT_OR_MINIMUM"})
  void anOrderIsAMultipleOfItsLotAndAtLeastTheMinimum(String amount, Reason reason) {
    assertThat(refusal(plan(true, buy(amount)))).isEqualTo(Optional.ofNullable(reason));
  }

  @Test
  void oneRefusedOrderRefusesTheWholePlan() {
    assertThat(refusal(plan(false, buy("1"), buy("0.0001")))).contains(Reason.LOT_OR_MINIMUM);
  }

  @ParameterizedTest
  @CsvSource({"1, false, ", "1.0001, false, MAX_NOTIONAL_EXCEEDED", "2, true, "})
  void noOrderIsWorthMoreThanAllowed(String amount, boolean lowersRisk, Reason reason) {
    parameters = SampleParameters.of(Mode.ETH_LEVERAGED).maxOrderNotional("2000").build();
    price(ETH, "2000");

    assertThat(refusal(plan(lowersRisk, buy(amount)))).isEqualTo(Optional.ofNullable(reason));
  }

  @Test
  void anOrderInLstIsWorthItsRateInEther() {
    parameters = SampleParameters.of(Mode.ETH_LEVERAGED).maxOrderNotional("2000").build();
    price(ETH, "2000");
    price(RATE, "1.05");

    assertThat(refusal(plan(false, PlanFixtures.unstake("0.95")))).isEmpty();
    assertThat(refusal(plan(false, PlanFixtures.unstake("0.96"))))
        .contains(Reason.MAX_NOTIONAL_EXCEEDED);
  }

  @Test
  void aTransferIsJudgedAsAnyOrder() {
    parameters = SampleParameters.of(Mode.ETH_LEVERAGED).maxOrderNotional("2000").build();
    price(ETH, "2000");

    assertThat(refusal(plan(false, PlanFixtures.transfer())))
        .contains(Reason.MAX_NOTIONAL_EXCEEDED);
    assertThat(refusal(plan(true, PlanFixtures.transfer()))).isEmpty();
  }

  /** max_ltv .75: 1.25/(1 − .75) = 5 times the equity. */
  @ParameterizedTest
  @CsvSource({
    "1000, 1000, 5000, ",
    "1000, 1000, 5000.0001, MAX_NOTIONAL_EXCEEDED",
    "1000000, 1000, 5000.0001, MAX_NOTIONAL_EXCEEDED",
    "1000, 1000000, 5000.0001, MAX_NOTIONAL_EXCEEDED",
    "0, 1000, 1, MAX_NOTIONAL_EXCEEDED"
  })
  void byDefaultAnOrderIsWithinAMultipleOfTheLowerEquity(
      String claims, String worth, String amount, Reason reason) {
    claimed = decimal(claims);
    held = worth;

    assertThat(refusal(plan(false, buy(amount)))).isEqualTo(Optional.ofNullable(reason));
    assertThat(refusal(plan(true, buy(amount)))).as("what lowers risk").isEmpty();
  }

  /** 1 + 5 times the equity, longs and perpetuals added up. */
  @Test
  void byDefaultTheBookIsWithinAMultipleOfTheLowerEquity() {
    PlannedOrder perp =
        PlanFixtures.order(
            Operation.PERP_TRADE,
            Venue.BYBIT,
            Quantity.of(decimal("1000"), Token.ETH),
            "0.01",
            "0",
            deltas(BYBIT_SHORT + "=-1000"),
            Sizing.FIXED,
            null,
            null);
    positions = Positions.of(deltas(BYBIT_SHORT + "=-4000"));
    assertThat(refusal(plan(false, perp))).as("5000 beside 1000").isEmpty();

    positions = Positions.of(deltas(BYBIT_SHORT + "=-4000.01"));
    assertThat(refusal(plan(false, perp))).contains(Reason.LEVERAGE_LIMIT);
    assertThat(refusal(plan(true, perp))).isEmpty();
    assertThat(refusal(new Plan(Action.EXIT_PARTIAL, List.of(Step.sequential(perp)), false)))
        .as("an exit")
        .isEmpty();
  }

  @Test
  void withoutAPriceOnlyAPlanThatLowersRiskPassesTheLimit() {
    parameters = SampleParameters.of(Mode.ETH_LEVERAGED).maxOrderNotional("2000").build();

    assertThat(refusal(plan(false, buy("0.5")))).contains(Reason.MAX_NOTIONAL_EXCEEDED);
    assertThat(refusal(plan(true, buy("0.5")))).isEmpty();
  }

  @Test
  void theLoanToValueAfterThePlanIsWithinItsLimit() {
    price(RATE, "1.25");
    positions = Positions.of(deltas("aave_v3:aToken:aweETH=80"));

    assertThat(refusal(plan(false, borrow("75")))).as("at the limit").isEmpty();
    assertThat(refusal(plan(false, borrow("75.000000000000000001")))).as("rounding").isEmpty();
    assertThat(refusal(plan(false, borrow("75.1")))).contains(Reason.LTV_LIMIT);
    assertThat(refusal(plan(true, borrow("75.1")))).contains(Reason.LTV_LIMIT);
  }

  @Test
  void aPlanThatLowersTheLoanToValuePassesAboveTheLimit() {
    price(RATE, "1.25");
    positions = Positions.of(deltas("aave_v3:aToken:aweETH=80", "aave_v3:debtToken:debtWETH=90"));

    assertThat(refusal(plan(false, repay("5")))).isEmpty();
    assertThat(refusal(plan(false, buy("1")))).as("as high as before").contains(Reason.LTV_LIMIT);
  }

  @Test
  void debtOnCollateralWithoutARateIsNotRaised() {
    positions = Positions.of(deltas("aave_v3:aToken:aweETH=80"));

    assertThat(refusal(plan(false, borrow("1")))).contains(Reason.LTV_LIMIT);
    assertThat(refusal(plan(true, borrow("1")))).isEmpty();
    assertThat(refusal(plan(false, buy("1")))).as("no debt, no limit").isEmpty();
  }

  private static PlannedOrder repay(String amount) {
    return PlanFixtures.order(
        Operation.REPAY,
        Venue.AAVE,
        Quantity.of(decimal(amount), Token.WETH),
        "0.000000000000000001",
        "0",
        deltas("aave_v3:debtToken:debtWETH=-" + amount, "wallet:BaseToken:WETH=-" + amount),
        Sizing.FIXED,
        null,
        null);
  }

  @Test
  void jumpRateAndCoolDownNeverHoldBackWhatLowersRisk() {
    parameters = SampleParameters.of(Mode.ETH_LEVERAGED).maxPlansPerMinute(1).build();
    price(ETH, "2000");
    price(ETH, "3000");
    coolDown = new CoolDown(1, NOON.plusSeconds(1));
    rate = PlanRate.NONE.afterStart(NOON);

    assertThat(refusal(plan(true, buy("1")))).isEmpty();
    assertThat(refusal(plan(false, buy("1")))).contains(Reason.PRICE_JUMPED);
  }

  @Test
  void theCoolDownHoldsBackWhatDoesNotLowerRisk() {
    coolDown = new CoolDown(1, NOON.plusSeconds(1));

    assertThat(refusal(plan(false, buy("1")))).contains(Reason.COOLING_DOWN);
  }

  @Test
  void noMorePlansAMinuteThanAllowed() {
    parameters = SampleParameters.of(Mode.ETH_LEVERAGED).maxPlansPerMinute(2).build();
    rate = PlanRate.NONE.afterStart(NOON.minusSeconds(59));
    assertThat(refusal(plan(false, buy("1")))).isEmpty();

    rate = rate.afterStart(NOON);
    assertThat(refusal(plan(false, buy("1")))).contains(Reason.PLAN_RATE_EXCEEDED);
  }

  @Test
  void aHaltedBookWithoutItsShortIsUnhedged() {
    HedgeCheck check =
        new HedgeCheck(
            SampleParameters.of(Mode.ETH_BASIS).shareClass(Token.USDT).build(),
            SampleParameters.catalogue(),
            book.sight(MAX_JUMP));

    assertThat(check.unhedged(Positions.of(deltas(BINANCE_ETH + "=10"))))
        .get()
        .satisfies(open -> assertThat(open).isEqualByComparingTo("10"));
    assertThat(check.unhedged(Positions.of(deltas(BINANCE_ETH + "=10", BYBIT_SHORT + "=-9.8"))))
        .as("within max_delta_drift")
        .isEmpty();
    assertThat(check.unhedged(Positions.of(deltas(BINANCE_ETH + "=10", BYBIT_SHORT + "=-9.7"))))
        .isPresent();
    assertThat(check.unhedged(Positions.of(deltas(BYBIT_SHORT + "=-9.7")))).isPresent();
    assertThat(check.unhedged(Positions.of(deltas(BINANCE_ETH + "=0.0099"))))
        .as("below a lot")
        .isEmpty();
    assertThat(check.unhedged(Positions.of(deltas("wallet:BaseToken:ETH=0.05"))))
        .as("gas")
        .isEmpty();
    assertThat(
            check.unhedged(Positions.of(deltas("aave_v3:debtToken:odd=1", "aave_v3:aToken:x=1"))))
        .as("symbols nobody knows")
        .isEmpty();
  }

  @Test
  void aStakedBookIsLongItsRateLessItsDebt() {
    HedgeCheck check =
        new HedgeCheck(
            SampleParameters.of(Mode.USDT_ETH_STAKING_HEDGED_LEVERAGED)
                .shareClass(Token.USDT)
                .build(),
            SampleParameters.catalogue(),
            book.sight(MAX_JUMP));
    Positions hedged =
        Positions.of(
            deltas(
                "aave_v3:aToken:aweETH=80",
                "etherfi:LST:weETH=8",
                "etherfi:Unstaking:WETH=5",
                "aave_v3:debtToken:debtWETH=65",
                "bybit:Perp:ETHUSDT=-50"));

    assertThat(check.unhedged(hedged)).as("no rate, no judgement").isEmpty();
    price(RATE, "1.25");
    assertThat(check.unhedged(hedged)).isEmpty();
    assertThat(check.unhedged(hedged.plus(deltas("bybit:Perp:ETHUSDT=5")))).isPresent();
  }

  @Test
  void aStrategyThatIsMeantToBeOpenIsNeverUnhedged() {
    HedgeCheck check =
        new HedgeCheck(parameters, SampleParameters.catalogue(), book.sight(MAX_JUMP));

    assertThat(check.unhedged(Positions.of(deltas(BINANCE_ETH + "=10")))).isEmpty();
  }
}
