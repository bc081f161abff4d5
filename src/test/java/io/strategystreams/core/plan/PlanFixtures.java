package io.strategystreams.core.plan;

import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.Venue;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.core.mode.Release;
import io.strategystreams.core.money.Quantity;
import io.strategystreams.core.money.Token;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Small plans by hand; times count from {@link #NOON}. */
public final class PlanFixtures {
  public static final Instant NOON = Instant.parse("2024-06-01T12:00:00Z");
  public static final Instrument WALLET_WETH = Instrument.base(Venue.WALLET, Token.WETH);
  public static final Instrument BINANCE_ETH = Instrument.base(Venue.BINANCE, Token.ETH);
  public static final Instrument BINANCE_USDT = Instrument.base(Venue.BINANCE, Token.USDT);
  public static final Instrument BYBIT_SHORT = Instrument.parse("bybit:Perp:ETHUSDT");

  /**
   * order_ttl 60 s, grace 5 s, settle_delay 7 s (apart, so that a test tells them apart), unstaking
   * 12 h.
   */
  public static final PlanTerms TERMS =
      new PlanTerms(
          Mode.ETH_BASIS,
          1,
          ExitDemand.NONE,
          Duration.ofSeconds(60),
          Duration.ofSeconds(5),
          Duration.ofSeconds(7),
          Duration.ofHours(12),
          Duration.ofSeconds(30),
          Duration.ofMinutes(30),
          Release.STEPWISE);

  private PlanFixtures() {}

  public static BigDecimal decimal(String text) {
    return new BigDecimal(text);
  }

  /** {@code "binance:BaseToken:ETH=1.5"}, … */
  public static SortedMap<Instrument, BigDecimal> deltas(String... entries) {
    SortedMap<Instrument, BigDecimal> deltas = new TreeMap<>();
    Arrays.stream(entries)
        .map(entry -> entry.split("=", 2))
        .forEach(parts -> deltas.put(Instrument.parse(parts[0]), new BigDecimal(parts[1])));
    return deltas;
  }

  /** Sends WETH from the wallet to binance, where it arrives as ETH. */
  public static PlannedOrder transfer(String amount, Sizing sizing, String present) {
    return order(
        Operation.TRANSFER,
        Venue.WALLET,
        Quantity.of(decimal(amount), Token.WETH),
        "0.000000000000000001",
        "0",
        deltas(WALLET_WETH + "=-" + amount, BINANCE_ETH + "=" + amount),
        sizing,
        WALLET_WETH,
        present);
  }

  /** Buys ETH at 2000 USDT with a fee of 0.1 %. */
  public static PlannedOrder purchase(String amount, Sizing sizing, String usdtPresent) {
    BigDecimal cost = decimal(amount).multiply(decimal("2002"));
    return order(
        Operation.SPOT_TRADE,
        Venue.BINANCE,
        Quantity.of(decimal(amount), Token.ETH),
        "0.0001",
        "0.0025",
        deltas(BINANCE_ETH + "=" + amount, BINANCE_USDT + "=-" + cost.toPlainString()),
        sizing,
        BINANCE_USDT,
        usdtPresent);
  }

  public static PlannedOrder unstake(String amount) {
    return order(
        Operation.UNSTAKE,
        Venue.ETHERFI,
        Quantity.of(decimal(amount), new Token("weETH")),
        "0.000000000000000001",
        "0",
        deltas("etherfi:LST:weETH=-" + amount, WALLET_WETH + "=" + amount),
        Sizing.FIXED,
        Instrument.parse("etherfi:LST:weETH"),
        amount);
  }

  public static PlannedOrder order(
      Operation operation,
      Venue venue,
      Quantity amount,
      String lot,
      String minAmount,
      SortedMap<Instrument, BigDecimal> deltas,
      Sizing sizing,
      Instrument source,
      String sourceBefore) {
    return new PlannedOrder(
        operation,
        venue,
        null,
        null,
        null,
        null,
        amount,
        decimal(lot),
        decimal(minAmount),
        null,
        venue,
        amount.token(),
        venue,
        amount.token(),
        deltas,
        false,
        false,
        null,
        null,
        null,
        null,
        Intent.ENTRY_FULL,
        sizing,
        source,
        sourceBefore == null ? null : decimal(sourceBefore));
  }

  public static PlannedOrder transfer() {
    return transfer("10", Sizing.FIXED, "10");
  }

  /** A plan of sequential steps; nothing of it is out. */
  public static OpenPlan plan(PlannedOrder... orders) {
    return OpenPlan.begun(
        1,
        new Plan(Action.ENTRY_FULL, Arrays.stream(orders).map(Step::sequential).toList(), false),
        TERMS);
  }

  /** As {@link #plan}, all of it to be released at once. */
  public static OpenPlan together(PlannedOrder... orders) {
    PlanTerms terms =
        new PlanTerms(
            TERMS.mode(),
            TERMS.configVersion(),
            TERMS.demand(),
            TERMS.orderTtl(),
            TERMS.grace(),
            TERMS.settleDelay(),
            TERMS.unstakingDelay(),
            TERMS.cooldownInitial(),
            TERMS.cooldownMax(),
            Release.TOGETHER);
    return OpenPlan.begun(1, plan(orders).plan(), terms);
  }

  /** A plan of one atomic group; nothing of it is out. */
  public static OpenPlan group(PlannedOrder... orders) {
    return OpenPlan.begun(
        1, new Plan(Action.ENTRY_FULL, List.of(Step.atomic(List.of(orders))), false), TERMS);
  }

  /** The plan after what is next of it was sent at {@code now} as planned. */
  public static OpenPlan released(OpenPlan plan, Instant now) {
    List<OrderProgress> sent = new ArrayList<>();
    int place = 0;
    for (Step step : plan.nextRelease()) {
      place++;
      int number = plan.stepReleased() + place;
      Instant expiry = now.plus(plan.terms().release().life(place, plan.terms().orderTtl()));
      int sequence = 0;
      for (PlannedOrder order : step.orders()) {
        sequence++;
        sent.add(
            OrderProgress.released(
                orderId(number, sequence), number, sequence, order.operation(), expiry));
      }
    }
    return PlanLifeCycle.after(plan, new PlanEvent.StepReleased(sent));
  }

  public static String orderId(int step, int sequence) {
    return "order-" + step + "-" + sequence;
  }

  public static Report report(int step, int sequence, OrderStatus status, String filled) {
    return report(step, sequence, status, filled, NOON.plusSeconds(1));
  }

  public static Report report(
      int step,
      int sequence,
      OrderStatus status,
      String filled,
      Instant eventTime,
      String... moved) {
    return new Report(
        orderId(step, sequence),
        "plan",
        status,
        decimal(filled),
        null,
        null,
        deltas(moved),
        null,
        null,
        41,
        eventTime);
  }

  public static OpenPlan after(OpenPlan plan, Report report) {
    return PlanLifeCycle.after(plan, new PlanEvent.Reported(report));
  }
}
