package io.strategystreams.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.strategystreams.core.guard.ControlState;
import io.strategystreams.metrics.InputAges.Input;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TelemetryTest {
  private final MockClock clock = new MockClock();
  private final MeterRegistry registry = new SimpleMeterRegistry(SimpleConfig.DEFAULT, clock);

  @Test
  void aCounterIsFoundByItsTagsAndWrongOnesAreRefused() {
    CounterFamily orders =
        Telemetry.to(registry, false, 0).counters(MeterNames.ORDERS, "Orders", "mode", "venue");

    orders.count("eth_basis", "bybit");
    orders.count("eth_basis", "bybit");
    orders.count("eth_basis", "okx");

    assertThat(registry.get(MeterNames.ORDERS).tag("venue", "bybit").counter().count())
        .isEqualTo(2);
    assertThatThrownBy(() -> orders.count("eth_basis"))
        .hasMessageContaining("must be counted with a value for each of [mode, venue]");
  }

  @Test
  void theAgeOfAnInputIsThatOfItsNewestRecord() {
    clock.add(Duration.ofDays(1));
    InputAges ages = Telemetry.to(registry, true, 0).inputs();
    long now = clock.wallTime();

    ages.seen(Input.PRICE, now - 3_000);
    ages.seen(Input.PRICE, now - 60_000);
    clock.add(Duration.ofSeconds(7));

    assertThat(registry.get(MeterNames.INPUT_AGE).tag("input", "price").timeGauge().value())
        .isEqualTo(10);
    assertThat(registry.find(MeterNames.INPUT_AGE).tag("input", "exposure").meter()).isNull();
    assertThat(registry.get(MeterNames.INPUT_AGE).tag("input", "tick").timeGauge().value())
        .as("of a tick that never came")
        .isEqualTo(7);
  }

  @Test
  void ticksAreToldByTaskUntilItGoesAndOnesThatNeverComeToo() {
    clock.add(Duration.ofDays(1));
    InputAges ages = Telemetry.to(registry, true, 0).inputs();
    InputAges.TaskTick still = ages.open("1_0");
    InputAges.TaskTick moves = ages.open("1_1");
    clock.add(Duration.ofSeconds(90));
    moves.seen(clock.wallTime() - 1_000);

    assertThat(tickAge("1_0").value()).isEqualTo(90);
    assertThat(tickAge("1_1").value()).isEqualTo(1);
    assertThat(ages.ofTicks())
        .isEqualTo(Map.of("1_0", Duration.ofSeconds(90), "1_1", Duration.ofSeconds(1)));

    InputAges.TaskTick again = ages.open("1_0");
    still.close();
    assertThat(ages.ofTicks()).containsEntry("1_0", Duration.ZERO);
    assertThat(tickAge("1_0").value()).isZero();
    again.close();
    moves.close();
    assertThat(ages.ofTicks()).isEmpty();
    assertThat(registry.find(MeterNames.TASK_TICK_AGE).meter()).isNull();
  }

  private TimeGauge tickAge(String task) {
    return registry.get(MeterNames.TASK_TICK_AGE).tag("task", task).timeGauge();
  }

  @Test
  void agesMeanNothingInAReplay() {
    Telemetry.to(registry, false, 0).inputs().seen(Input.PRICE, 0);

    InputAges replayed = Telemetry.to(registry, false, 0).inputs();
    replayed.open("1_0").seen(0);

    assertThat(registry.find(MeterNames.INPUT_AGE).meter()).isNull();
    assertThat(registry.find(MeterNames.TASK_TICK_AGE).meter()).isNull();
    assertThat(replayed.ofTicks()).isEmpty();
  }

  @Test
  void theLargestAreToldOneByOneUntilTheirTaskGoesElsewhere() {
    Telemetry telemetry = Telemetry.to(registry, false, 2);
    TaskBooks one = telemetry.books().open();
    TaskBooks other = telemetry.books().open();
    held(one, "small", "10");
    held(one, "negative", "-5000");
    held(other, "large", "9000");
    one.assessed("negative", () -> RiskFigures.of(0.7, null, Map.of("bybit", 0.4, "okx", 0.5)));
    one.assessed("small", () -> RiskFigures.of(0.1, 3.0, Map.of()));

    telemetry.refresh();

    assertThat(registry.get(MeterNames.EQUITY).gauges())
        .extracting(gauge -> gauge.getId().getTag("strategy_id"))
        .containsExactlyInAnyOrder("large", "negative");
    assertThat(registry.get(MeterNames.LTV).gauge().value()).isEqualTo(0.7);
    assertThat(registry.find(MeterNames.HEALTH_FACTOR).gauges()).isEmpty();
    assertThat(registry.get(MeterNames.MARGIN_RATIO).tag("venue", "okx").gauge().value())
        .isEqualTo(0.5);

    other.close();
    telemetry.refresh();

    assertThat(registry.get(MeterNames.EQUITY).gauges())
        .extracting(gauge -> gauge.getId().getTag("strategy_id"))
        .containsExactlyInAnyOrder("small", "negative");
  }

  @Test
  void noneIsToldWhereNoneIsAskedForAndControlStatesAreCountedAllTheSame() {
    Telemetry telemetry = Telemetry.to(registry, false, 0);
    TaskBooks books = telemetry.books().open();
    books.held(
        "a",
        () -> {
          throw new AssertionError("nobody asked for it");
        });
    books.controlled("a", ControlState.ACTIVE);
    books.controlled("b", ControlState.ACTIVE);
    books.controlled("b", ControlState.HALTED);

    telemetry.refresh();

    assertThat(registry.find(MeterNames.EQUITY).meter()).isNull();
    assertThat(states())
        .isEqualTo(Map.of("ACTIVE", 1d, "REDUCE_ONLY", 0d, "HALTED", 1d, "RETIRED", 0d));
  }

  @Test
  void allUnhedgedBooksAreCountedAndThoseToldThatLieSoLongest() {
    Telemetry telemetry = Telemetry.to(registry, false, 1);
    TaskBooks one = telemetry.books().open();
    TaskBooks other = telemetry.books().open();
    one.unhedged(open("short", "-2", 0));
    one.unhedged(open("short", "-3", 60));
    other.unhedged(open("long", "5", 0));
    other.unhedged(open("long", "4", 600));

    telemetry.refresh();

    assertThat(registry.get(MeterNames.STRATEGIES_UNHEDGED).gauge().value()).isEqualTo(2);
    assertThat(registry.get(MeterNames.LONGEST_UNHEDGED).timeGauge().value()).isEqualTo(600);
    Gauge told = registry.get(MeterNames.UNHEDGED).gauge();
    assertThat(told.getId().getTag("strategy_id")).isEqualTo("long");
    assertThat(told.value()).isEqualTo(4);

    other.hedged("long");
    telemetry.refresh();

    assertThat(registry.get(MeterNames.STRATEGIES_UNHEDGED).gauge().value()).isEqualTo(1);
    assertThat(registry.get(MeterNames.LONGEST_UNHEDGED).timeGauge().value()).isEqualTo(60);
    assertThat(registry.get(MeterNames.UNHEDGED).gauge().value()).isEqualTo(-3);
  }

  @Test
  void unhedgedBooksAreCountedWhereNoneIsToldOneByOne() {
    Telemetry telemetry = Telemetry.to(registry, false, 0);
    telemetry.books().open().unhedged(open("a", "1", 0));

    telemetry.refresh();

    assertThat(registry.get(MeterNames.STRATEGIES_UNHEDGED).gauge().value()).isEqualTo(1);
    assertThat(registry.find(MeterNames.UNHEDGED).meter()).isNull();
  }

  private static OpenBook open(String strategyId, String amount, long second) {
    return OpenBook.of(
        strategyId, "eth_basis", "ETH", new BigDecimal(amount), Instant.ofEpochSecond(second));
  }

  @Test
  void everyNameIsOneThatPrometheusTakes() {
    assertThat(MeterNames.class.getFields())
        .filteredOn(field -> Modifier.isStatic(field.getModifiers()))
        .extracting(TelemetryTest::text)
        .doesNotHaveDuplicates()
        .allMatch(name -> name.matches("[a-z]+([._][a-z]+)*"))
        .allMatch(name -> name.equals(name.toLowerCase(Locale.ROOT)));
  }

  private Map<String, Double> states() {
    return registry.get(MeterNames.STRATEGIES).gauges().stream()
        .collect(
            java.util.stream.Collectors.toMap(
                gauge -> gauge.getId().getTag("state"), Gauge::value));
  }

  private static void held(TaskBooks books, String strategyId, String worth) {
    books.held(
        strategyId,
        () ->
            new BookFigures(
                strategyId,
                "eth_basis",
                "USDT",
                new BigDecimal(worth),
                "ETH",
                Optional.of(BigDecimal.ZERO),
                new BigDecimal(worth)));
  }

  private static String text(Field field) {
    try {
      return (String) field.get(null);
    } catch (IllegalAccessException e) {
      throw new AssertionError(Arrays.toString(MeterNames.class.getFields()), e);
    }
  }
}
