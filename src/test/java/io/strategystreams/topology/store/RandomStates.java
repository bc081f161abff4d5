package io.strategystreams.topology.store;

import io.strategystreams.core.engine.LastRuling;
import io.strategystreams.core.engine.Quarantine;
import io.strategystreams.core.engine.ReportLife;
import io.strategystreams.core.engine.ReportedMoves;
import io.strategystreams.core.engine.ReportsRead;
import io.strategystreams.core.engine.StrategyState;
import io.strategystreams.core.exposure.Exposure;
import io.strategystreams.core.exposure.Positions;
import io.strategystreams.core.exposure.RiskAssessment;
import io.strategystreams.core.exposure.Withdrawal;
import io.strategystreams.core.guard.Control;
import io.strategystreams.core.guard.ControlState;
import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.Venue;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.core.mode.Release;
import io.strategystreams.core.money.Decimals;
import io.strategystreams.core.money.Quantity;
import io.strategystreams.core.money.Token;
import io.strategystreams.core.plan.Action;
import io.strategystreams.core.plan.Barrier;
import io.strategystreams.core.plan.ClosedOrders;
import io.strategystreams.core.plan.CoolDown;
import io.strategystreams.core.plan.ExitDemand;
import io.strategystreams.core.plan.HeldGrowth;
import io.strategystreams.core.plan.Intent;
import io.strategystreams.core.plan.OpenPlan;
import io.strategystreams.core.plan.Operation;
import io.strategystreams.core.plan.OrderProgress;
import io.strategystreams.core.plan.OrderStatus;
import io.strategystreams.core.plan.Plan;
import io.strategystreams.core.plan.PlanPhase;
import io.strategystreams.core.plan.PlanRate;
import io.strategystreams.core.plan.PlanTerms;
import io.strategystreams.core.plan.PlannedOrder;
import io.strategystreams.core.plan.Side;
import io.strategystreams.core.plan.Sizing;
import io.strategystreams.core.plan.Step;
import io.strategystreams.core.strategy.Reason;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** States as a seed has them: whatever may be absent is absent half the time. */
final class RandomStates {
  private static final List<Instrument> INSTRUMENTS =
      Stream.of(
              "wallet:BaseToken:WETH",
              "binance:BaseToken:USDT",
              "bybit:Perp:ETHUSDT",
              "aave_v3:debtToken:debtWETH",
              "etherfi:LST:weETH",
              "etherfi:Unstaking:WETH")
          .map(Instrument::parse)
          .toList();
  private static final List<Token> TOKENS = List.of(Token.ETH, Token.USDT, new Token("weETH"));
  private static final List<Venue> VENUES = List.of(Venue.BINANCE, Venue.AAVE, Venue.WALLET);

  private final Random random;

  RandomStates(long seed) {
    this.random = new Random(seed);
  }

  private Control control() {
    return new Control(
        one(ControlState.values()),
        maybe(() -> 1L + random.nextInt(1000)),
        random.nextBoolean() ? time() : Instant.EPOCH,
        random.nextBoolean() ? "" : "why",
        random.nextBoolean() ? "" : "who");
  }

  StrategyState state() {
    return new StrategyState(
        "s",
        random.nextLong(),
        random.nextLong(),
        random.nextLong(),
        control(),
        maybe(this::exposure),
        maybe(this::risk),
        maybe(this::time),
        random.nextBoolean() ? ReportedMoves.NONE : new ReportedMoves(amounts(), amounts(), time()),
        time(),
        maybe(this::plan),
        maybe(this::plan),
        random.nextBoolean()
            ? Barrier.DOWN
            : new Barrier(
                maybe(random::nextLong),
                maybe(this::time),
                maybe(this::time),
                random.nextBoolean(),
                time()),
        new CoolDown(random.nextInt(), maybe(this::time)),
        new PlanRate(some(this::time)),
        maybe(() -> new HeldGrowth(time(), "in doubt")),
        new ClosedOrders(some(this::progress), random.nextBoolean()),
        new ClosedOrders(some(this::progress), false),
        maybe(() -> new LastRuling(one(Reason.values()), amounts())),
        new ReportsRead(maybe(random::nextLong), maybe(this::time)),
        new ReportLife(maybe(() -> "topic"), maybe(random::nextLong), maybe(random::nextLong)),
        maybe(this::time),
        maybe(() -> new Quarantine(time(), "cause")));
  }

  private Exposure exposure() {
    SortedMap<Token, BigDecimal> dust = new TreeMap<>();
    some(() -> one(TOKENS)).forEach(token -> dust.put(token, amount()));
    return new Exposure(
        "s",
        one(TOKENS),
        amount(),
        Positions.of(amounts()),
        dust,
        maybe(this::amounts),
        new Withdrawal(random.nextBoolean(), maybe(() -> amount().abs())),
        maybe(random::nextLong),
        time());
  }

  private RiskAssessment risk() {
    SortedMap<String, BigDecimal> ratios = new TreeMap<>();
    some(() -> one(VENUES)).forEach(venue -> ratios.put(venue.name(), ratio()));
    return new RiskAssessment(
        "s", random.nextBoolean(), maybe(this::ratio), maybe(this::ratio), ratios, time());
  }

  private OpenPlan plan() {
    PlanTerms terms =
        new PlanTerms(
            one(Mode.values()),
            random.nextLong(),
            one(ExitDemand.values()),
            duration(),
            duration(),
            duration(),
            duration(),
            duration(),
            duration(),
            one(Release.values()));
    List<Step> steps =
        Stream.generate(
                () ->
                    random.nextBoolean()
                        ? Step.sequential(order())
                        : Step.atomic(Stream.generate(this::order).limit(2).toList()))
            .limit(1 + random.nextInt(3))
            .toList();
    return new OpenPlan(
        random.nextLong(),
        new Plan(one(Action.values()), steps, random.nextBoolean()),
        terms,
        some(this::progress),
        one(PlanPhase.values()));
  }

  private PlannedOrder order() {
    return new PlannedOrder(
        one(Operation.values()),
        one(VENUES),
        maybe(() -> "ETH/USDT"),
        maybe(() -> one(Side.values())),
        maybe(() -> one(TOKENS)),
        maybe(() -> one(TOKENS)),
        Quantity.of(amount().abs().add(Decimals.down(BigDecimal.ONE)), one(TOKENS)),
        amount().abs(),
        amount().abs(),
        maybe(this::amount),
        one(VENUES),
        one(TOKENS),
        one(VENUES),
        one(TOKENS),
        amounts(),
        random.nextBoolean(),
        random.nextBoolean(),
        maybe(this::amount),
        maybe(this::amount),
        maybe(this::amount),
        maybe(this::amount),
        one(Intent.values()),
        one(Sizing.values()),
        maybe(() -> one(INSTRUMENTS)),
        maybe(this::amount));
  }

  private OrderProgress progress() {
    return new OrderProgress(
        "order-" + random.nextInt(1_000_000),
        random.nextInt(),
        random.nextInt(),
        one(Operation.values()),
        one(OrderStatus.values()),
        amount().abs(),
        amounts(),
        time(),
        time(),
        maybe(() -> new OrderProgress.Sent(amount().abs(), amounts())),
        maybe(() -> new OrderProgress.Heard(random.nextLong(), time())),
        random.nextBoolean());
  }

  private SortedMap<Instrument, BigDecimal> amounts() {
    SortedMap<Instrument, BigDecimal> amounts = new TreeMap<>();
    some(() -> one(INSTRUMENTS)).forEach(instrument -> amounts.put(instrument, amount()));
    return amounts;
  }

  /** Up to 38 digits, 18 of them decimals, of either sign. */
  private BigDecimal amount() {
    BigInteger digits = new BigInteger(random.nextInt(126), random);
    return new BigDecimal(random.nextBoolean() ? digits : digits.negate(), Decimals.SCALE);
  }

  /** As it comes from an event, whose ratios are doubles. */
  private BigDecimal ratio() {
    return BigDecimal.valueOf(random.nextDouble());
  }

  private Instant time() {
    return Instant.ofEpochMilli(random.nextLong(4_102_444_800_000L));
  }

  private Duration duration() {
    return Duration.ofMillis(random.nextLong(1_000_000_000L));
  }

  private <T> T maybe(Supplier<T> value) {
    return random.nextBoolean() ? value.get() : null;
  }

  private <T> List<T> some(Supplier<T> value) {
    return Stream.generate(value).limit(random.nextInt(4)).toList();
  }

  @SafeVarargs
  private final <T> T one(T... values) {
    return values[random.nextInt(values.length)];
  }

  private <T> T one(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
