package io.strategystreams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.PositionType;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.events.ExecutionReport;
import io.strategystreams.events.Operation;
import io.strategystreams.events.Order;
import io.strategystreams.events.Signal;
import io.strategystreams.metrics.MeterNames;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Reports as a faulty or forging executor writes them, on each order of an entry and of an exit of
 * the ten strategies: the plan stops, nothing follows what was reported, growth waits, and what the
 * next exposure shows open is hedged or taken out at once.
 */
class ExecutorMistakesTest {
  private static final BigDecimal MOST = new BigDecimal("99999999999999999999");

  /** order_ttl and settle_delay. */
  private static final Duration IN_DOUBT = Duration.ofSeconds(65);

  /** What is made of a report of a filled order. */
  private enum Lie {
    FILLED_NOTHING(report -> with(report, "0", Map.of())),
    FILLED_NOTHING_BUT_MOVED_ALL(report -> with(report, "0", report.getDeltas())),
    FILLED_WITHOUT_DELTAS(report -> with(report, "1", Map.of())),
    FILLED_HALF(report -> with(report, "0.5", times(report.getDeltas(), "0.5"))),
    FILLED_TWICE(report -> with(report, "2", times(report.getDeltas(), "2"))),
    FILLED_BEYOND_ALL_BOUNDS(report -> with(report, "1e20", times(report.getDeltas(), "1e20"))),
    DELTAS_A_THOUSANDFOLD(report -> with(report, "1", times(report.getDeltas(), "1000"))),
    DELTAS_TWENTY_THOUSANDFOLD(report -> with(report, "1", times(report.getDeltas(), "20000"))),
    DELTAS_REVERSED(report -> with(report, "1", times(report.getDeltas(), "-1"))),
    AN_INSTRUMENT_NEVER_ORDERED(
        report -> {
          Map<String, BigDecimal> deltas = new TreeMap<>(report.getDeltas());
          deltas.put("binance:BaseToken:EIGEN", scaled(new BigDecimal("5")));
          return with(report, "1", deltas);
        }),
    A_FOREIGN_PLAN(
        report ->
            ExecutionReport.newBuilder(report)
                .setPlanId("00000000-0000-5000-8000-000000000001")
                .build());

    final UnaryOperator<ExecutionReport> of;

    Lie(UnaryOperator<ExecutionReport> of) {
      this.of = of;
    }
  }

  private static ExecutionReport with(
      ExecutionReport report, String times, Map<String, BigDecimal> deltas) {
    BigDecimal filled = scaled(report.getFilledAmount().multiply(new BigDecimal(times)));
    return ExecutionReport.newBuilder(report).setFilledAmount(filled).setDeltas(deltas).build();
  }

  private static Map<String, BigDecimal> times(Map<String, BigDecimal> deltas, String factor) {
    Map<String, BigDecimal> multiplied = new TreeMap<>();
    deltas.forEach((place, delta) -> multiplied.put(place, scaled(delta.multiply(d(factor)))));
    return multiplied;
  }

  private static BigDecimal scaled(BigDecimal value) {
    return value.max(MOST.negate()).min(MOST).setScale(18, RoundingMode.DOWN);
  }

  private static BigDecimal d(String text) {
    return new BigDecimal(text);
  }

  private static Life beforeEntry(Mode mode) {
    Life life = Life.of(mode);
    life.market();
    life.signal(Signal.SWING_HIGH_BREAKOUT);
    life.risk(false);
    life.expose();
    return life;
  }

  private static Life beforeExit(Mode mode) {
    Life life = Life.entered(mode);
    life.nextMinute();
    life.market();
    life.risk(true);
    return life;
  }

  /**
   * Executes what comes out up to an order that is lied about, and what is in flight with it.
   *
   * @param number of the order, from 1
   * @return how many orders were out when the lie was told
   */
  private static int lie(Life life, int number, Lie lie) {
    int count = 0;
    int out = 0;
    for (List<Order> orders = life.take(); !orders.isEmpty(); orders = life.take()) {
      for (Order order : orders) {
        count++;
        ExecutionReport honest = life.venue.execute(order, life.now);
        if (count == number) {
          out = life.orders.size();
        }
        life.report(count == number ? toldOf(order, lie).of.apply(honest) : honest);
      }
    }
    return out;
  }

  /** Of a transfer after other steps less may have been there: half of it is no lie. */
  private static Lie toldOf(Order order, Lie lie) {
    return lie == Lie.FILLED_HALF && order.getOperation() == Operation.TRANSFER
        ? Lie.FILLED_TWICE
        : lie;
  }

  private static void assertStopped(Life life, int out, String what) {
    assertThat(life.orders).as("no step follows %s", what).hasSize(out);
    assertThat(life.reasons()).as(what).containsOnlyOnce("REPORT_CONTRADICTS_ORDER");
    assertThat(life.reasons()).as(what).endsWith("PLAN_ABANDONED");
    assertThat(life.driver.counted(MeterNames.ALARMS, "REPORT_CONTRADICTS_ORDER"))
        .as(what)
        .isEqualTo(1);
    assertThat(life.driver.deadLetters()).as(what).isEmpty();
  }

  private static void nextSecond(Life life) {
    life.wait(Duration.ofSeconds(1));
    life.expose();
    life.settle();
  }

  /** Long of the asset, perpetuals included, in the asset. */
  static BigDecimal net(Life life) {
    return life.venue.positions().entrySet().stream()
        .map(held -> longOf(Instrument.parse(held.getKey()), held.getValue()))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static BigDecimal longOf(Instrument held, BigDecimal amount) {
    BigDecimal units = held.symbol().contains("weETH") ? amount.multiply(ExactVenue.WEETH) : amount;
    return switch (held.type()) {
      case DEBT_TOKEN -> units.negate();
      case BASE_TOKEN, A_TOKEN, LST, UNSTAKING, PERP ->
          held.symbol().contains("USDT") && held.type() != PositionType.PERP
              ? BigDecimal.ZERO
              : units;
    };
  }

  private static void assertHedged(Life life, String what) {
    if (life.mode.isNeutral()) {
      assertThat(net(life).abs())
          .as("net %s after %s", life.venue.positions(), what)
          .isLessThan(d("0.5"));
    }
  }

  /** No order is worth more than the leverage that the mode has by default. */
  private static void assertWithinEquity(Life life) {
    BigDecimal equity = d(life.capital());
    for (Order order : life.orders) {
      order
          .getExpectedDeltas()
          .forEach(
              (place, delta) -> {
                boolean share = place.endsWith(":" + Life.shareClass(life.mode));
                assertThat(share ? delta.abs() : BigDecimal.ZERO)
                    .as("%s", order)
                    .isLessThan(equity.multiply(d("5")));
              });
    }
  }

  private static int ordersOf(Life life) {
    int before = life.orders.size();
    life.settle();
    return life.orders.size() - before;
  }

  private static List<Lie> someOf(int number) {
    return Arrays.stream(Lie.values())
        .filter(lie -> number == 1 || lie.ordinal() % 6 == number % 6)
        .toList();
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void aFalseReportStopsAnEntryAndGrowthWaits(Mode mode) {
    int orders;
    try (Life life = beforeEntry(mode)) {
      orders = ordersOf(life);
    }
    for (int number = 1; number <= orders; number++) {
      for (Lie lie : someOf(number)) {
        entryUnder(mode, number, lie);
      }
    }
  }

  private static void entryUnder(Mode mode, int number, Lie lie) {
    String what = lie + " of order " + number;
    try (Life life = beforeEntry(mode)) {
      int out = lie(life, number, lie);
      assertStopped(life, out, what);

      BigDecimal before = net(life);
      nextSecond(life);
      assertHedged(life, what);
      if (!mode.isNeutral()) {
        assertThat(life.orders).as("growth waits after %s", what).hasSize(out);
      }
      for (int seconds = 1; seconds < IN_DOUBT.toSeconds(); seconds += 21) {
        life.wait(Duration.ofSeconds(20));
        life.market();
        nextSecond(life);
        assertHedged(life, what);
        assertThat(net(life).abs()).isLessThanOrEqualTo(before.abs().max(d("0.5")));
      }
      life.nextMinute();
      life.signal(Signal.SWING_HIGH_BREAKOUT);
      life.settle();
      assertThat(life.reasons().get(life.reasons().size() - 1))
          .as("it grows again after %s", what)
          .isIn("ON_TARGET", "SIGNAL_MATCHES_POSITION");
      assertHedged(life, what);
      assertWithinEquity(life);
    }
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void aFalseReportStopsAnExitAndTheNextExposureGoesOnWithIt(Mode mode) {
    int orders;
    try (Life life = beforeExit(mode)) {
      orders = ordersOf(life);
    }
    for (int number = 1; number <= orders; number++) {
      for (Lie lie : someOf(number)) {
        exitUnder(mode, number, lie);
      }
    }
  }

  private static void exitUnder(Mode mode, int number, Lie lie) {
    String what = lie + " of order " + number;
    try (Life life = beforeExit(mode)) {
      int out = lie(life, number, lie);
      assertStopped(life, out, what);

      nextSecond(life);
      assertHedged(life, what);
      assertFlat(life, what);
      assertThat(life.venue.at(life.home()).add(life.venue.at("wallet:BaseToken:WETH")))
          .as("at home after %s: %s", what, life.reasons())
          .isGreaterThan(d(life.capital("0.97")));
    }
  }

  /** Deltas of a swap a thousandfold once sold 5,919 ETH of an equity of 50,000 USDT. */
  @ParameterizedTest
  @CsvSource({"USDT_ETH_STAKING_HEDGED_SIMPLE, 60000", "USDT_ETH_STAKING_HEDGED_LEVERAGED, 150000"})
  void aSwapReportedAThousandfoldSellsNoMoreThanIsHeld(Mode mode, BigDecimal limit) {
    try (Life life = Life.of(mode, Map.of("max_order_notional", limit))) {
      life.venue.deposit(life.home(), "-50000");
      life.market();
      life.risk(false);
      life.expose();
      life.settle();
      BigDecimal held =
          life.venue.at("etherfi:LST:weETH").add(life.venue.at("aave_v3:aToken:aweETH"));
      assertThat(held).isPositive();
      life.nextMinute();
      life.market();
      life.risk(true);
      int entry = life.orders.size();
      life.settle(
          report ->
              isOf(life, report, Operation.SWAP)
                  ? with(report, "1", times(report.getDeltas(), "1000"))
                  : report,
          life::read);
      nextSecond(life);

      List<Order> exit = List.copyOf(life.orders.subList(entry, life.orders.size()));
      assertThat(exit).anyMatch(order -> order.getOperation() == Operation.SWAP);
      assertThat(life.reasons()).contains("REPORT_CONTRADICTS_ORDER");
      assertThat(exit)
          .filteredOn(order -> order.getOperation() == Operation.SPOT_TRADE)
          .isNotEmpty()
          .allSatisfy(
              order ->
                  assertThat(order.getAmount().multiply(ExactVenue.ETH))
                      .isLessThanOrEqualTo(limit));
      assertFlat(life, "a swap");
    }
  }

  /** A transfer twenty thousandfold once supplied 1,000,000,000 USDT. */
  @Test
  void aTransferReportedTwentyThousandfoldSuppliesNoMoreThanWasSent() {
    try (Life life = Life.of(Mode.PURE_LENDING_USDT)) {
      life.venue.deposit(life.home(), "-100000");
      life.venue.deposit("binance:BaseToken:USDT", "50000");
      life.market();
      life.risk(false);
      life.expose();
      life.settle(
          report ->
              isOf(life, report, Operation.TRANSFER)
                  ? with(report, "1", times(report.getDeltas(), "20000"))
                  : report,
          life::read);
      assertThat(life.reasons()).contains("REPORT_CONTRADICTS_ORDER");
      assertThat(life.orders).allMatch(order -> order.getOperation() == Operation.TRANSFER);

      life.wait(IN_DOUBT);
      life.nextMinute();
      life.settle();
      assertThat(life.orders)
          .filteredOn(order -> order.getOperation() == Operation.SUPPLY)
          .hasSize(1)
          .allSatisfy(order -> assertThat(order.getAmount()).isLessThanOrEqualTo(d("50000")));
    }
  }

  private static boolean isOf(Life life, ExecutionReport report, Operation operation) {
    return life.orders.stream()
        .anyMatch(
            order ->
                order.getOrderId().equals(report.getOrderId())
                    && order.getOperation() == operation);
  }

  private static void assertFlat(Life life, String what) {
    assertThat(life.venue.positions().keySet())
        .as("left after %s", what)
        .noneMatch(place -> place.contains(":Perp:"))
        .noneMatch(place -> place.contains(":LST:"))
        .noneMatch(place -> place.contains("Token:aweETH"))
        .noneMatch(place -> place.contains(":debtToken:"));
  }
}
