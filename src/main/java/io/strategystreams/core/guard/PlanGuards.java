package io.strategystreams.core.guard;

import io.strategystreams.core.exposure.Exposure;
import io.strategystreams.core.exposure.Positions;
import io.strategystreams.core.market.MarketView;
import io.strategystreams.core.mode.StrategyParameters;
import io.strategystreams.core.money.Decimals;
import io.strategystreams.core.plan.CoolDown;
import io.strategystreams.core.plan.Plan;
import io.strategystreams.core.plan.PlanRate;
import io.strategystreams.core.plan.PlannedOrder;
import io.strategystreams.core.strategy.Reason;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What a plan must pass before its first order leaves. The first guard that refuses gives the
 * reason; one refused order refuses the whole plan.
 *
 * <table>
 * <caption>In this order</caption>
 * <tr><th>guard</th><th>reason</th><th>holds back a plan that lowers risk</th></tr>
 * <tr><td>control state</td><td>HALTED, RETIRED, REDUCE_ONLY_REFUSED</td><td>not REDUCE_ONLY</td></tr>
 * <tr><td>lot and minimum</td><td>LOT_OR_MINIMUM</td><td>yes</td></tr>
 * <tr><td>order notional, absolute and to equity</td><td>MAX_NOTIONAL_EXCEEDED</td><td>only orders that open a position, as a hedge</td></tr>
 * <tr><td>gross exposure after the plan to equity</td><td>LEVERAGE_LIMIT</td><td>no</td></tr>
 * <tr><td>LTV after the plan</td><td>LTV_LIMIT</td><td>not if the LTV falls</td></tr>
 * <tr><td>price sanity</td><td>PRICE_CROSSED, PRICE_JUMPED</td><td>no</td></tr>
 * <tr><td>cool-down</td><td>COOLING_DOWN</td><td>only at the instant of the failure</td></tr>
 * <tr><td>plan rate</td><td>PLAN_RATE_EXCEEDED</td><td>no</td></tr>
 * </table>
 *
 * @param control the effective control state
 * @param prices the markets as the evaluation that made the plan saw them; what it looked at is
 *     judged
 * @param values where the guards themselves find prices
 */
public record PlanGuards(
    StrategyParameters parameters,
    ControlState control,
    CoolDown coolDown,
    PlanRate rate,
    MarketSight prices,
    MarketView values,
    Instant now) {

  /** 18 decimals round a target LTV that equals the limit up to it; more than that is too much. */
  private static final BigDecimal LTV_TOLERANCE = new BigDecimal("0.000000001");

  /**
   * @param exposure the plan was made from
   */
  public Optional<Refusal> refuse(Plan plan, Exposure exposure) {
    Positions positions = exposure.positions();
    Limits limits = new Limits(parameters, values, exposure);
    Stream<Supplier<Optional<Refusal>>> always =
        Stream.of(
            () -> byControl(plan),
            () -> byLot(plan),
            () -> limits.refuse(plan, plan.orders(), positions),
            () -> byLoanToValue(plan, positions));
    Stream<Supplier<Optional<Refusal>>> unlessRiskFalls =
        plan.lowersRisk()
            ? Stream.of(this::bySameInstant)
            : Stream.of(prices::doubt, this::byCoolDown, this::byRate);
    return Stream.concat(always, unlessRiskFalls)
        .flatMap(guard -> guard.get().stream())
        .findFirst();
  }

  private Optional<Refusal> byControl(Plan plan) {
    if (control.lets(plan.lowersRisk())) {
      return Optional.empty();
    }
    Reason reason =
        switch (control) {
          case ACTIVE, REDUCE_ONLY -> Reason.REDUCE_ONLY_REFUSED;
          case HALTED -> Reason.HALTED;
          case RETIRED -> Reason.RETIRED;
        };
    return Optional.of(
        new Refusal(reason, "the control state is " + control + ", the plan is " + plan.action()));
  }

  private static Optional<Refusal> byLot(Plan plan) {
    return plan.orders().stream()
        .filter(
            order ->
                order.amount().value().remainder(order.lot()).signum() != 0
                    || order.amount().value().compareTo(order.minAmount()) < 0)
        .findFirst()
        .map(
            order ->
                new Refusal(
                    Reason.LOT_OR_MINIMUM,
                    said(order)
                        + " must be a multiple of "
                        + Decimals.plain(order.lot())
                        + " and at least "
                        + Decimals.plain(order.minAmount())));
  }

  private Optional<Refusal> byLoanToValue(Plan plan, Positions positions) {
    BookValue book = new BookValue(parameters, values);
    Positions after = positions;
    for (PlannedOrder order : plan.orders()) {
      after = after.plus(order.expectedDeltas());
    }
    Optional<BigDecimal> then = book.loanToValue(after);
    BigDecimal limit = parameters.leverage().maxLtv();
    if (then.filter(ltv -> ltv.compareTo(limit.add(LTV_TOLERANCE)) <= 0).isPresent()) {
      return Optional.empty();
    }
    Optional<BigDecimal> before = book.loanToValue(positions);
    boolean falls =
        then.isPresent()
            ? before.isEmpty() || then.get().compareTo(before.get()) < 0
            : plan.lowersRisk();
    if (falls) {
      return Optional.empty();
    }
    return Optional.of(
        new Refusal(
            Reason.LTV_LIMIT,
            "the LTV after the plan must be at most "
                + Decimals.plain(limit)
                + " (max_ltv), was "
                + then.map(ltv -> Decimals.plain(Decimals.down(ltv))).orElse("without a price")));
  }

  private Optional<Refusal> bySameInstant() {
    return coolDown
        .since(parameters.pace().cooldownInitial(), parameters.pace().cooldownMax())
        .filter(since -> !now.isAfter(since))
        .map(
            since -> new Refusal(Reason.COOLING_DOWN, "a plan was abandoned at this very instant"));
  }

  private Optional<Refusal> byCoolDown() {
    return coolDown.isOn(now)
        ? Optional.of(
            new Refusal(
                Reason.COOLING_DOWN,
                coolDown.abandoned() + " plans were abandoned; until " + coolDown.until()))
        : Optional.empty();
  }

  private Optional<Refusal> byRate() {
    int limit = parameters.pace().maxPlansPerMinute();
    return rate.isExhausted(now, limit)
        ? Optional.of(
            new Refusal(
                Reason.PLAN_RATE_EXCEEDED,
                "at most " + limit + " plans a minute (max_plans_per_minute)"))
        : Optional.empty();
  }

  static String said(PlannedOrder order) {
    return order.operation() + " of " + order.amount() + " at " + order.venue();
  }
}
