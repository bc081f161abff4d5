package io.strategystreams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.strategystreams.contract.Topics;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.core.strategy.Reason;
import io.strategystreams.events.Action;
import io.strategystreams.events.ControlState;
import io.strategystreams.events.Decision;
import io.strategystreams.events.Exposure;
import io.strategystreams.events.RiskAssessment;
import io.strategystreams.metrics.MeterNames;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is measured is what went to the topics. */
class TaskMetersTest {
  private static final Pattern ALARM =
      Pattern.compile(
          "Obstacle\\.(?:alarm|until)\\([^;]*?Reason\\.(\\w+)"
              + "|tell\\(turn, Reason\\.(\\w+), [^;]*?true\\)"
              + "|recordReport\\(\\s*Reason\\.(\\w+)"
              + "|turn\\.rule\\([^;]*?== Reason\\.(\\w+)");

  @ParameterizedTest
  @EnumSource(Mode.class)
  void countersTellWhatWentOut(Mode mode) {
    try (Life life = Life.entered(mode)) {
      life.control(ControlState.HALTED);
      life.nextMinute();
      life.control(ControlState.ACTIVE);
      life.nextMinute();
      life.risk(true);
      life.settle();

      Map<String, Long> decided = counts(life, MeterNames.DECISIONS, "mode", "action", "reason");
      decided.values().removeIf(count -> count == 0);
      assertThat(decided)
          .isEqualTo(
              grouped(
                  life.decisions,
                  decision ->
                      decision.getMode()
                          + " "
                          + decision.getAction()
                          + " "
                          + decision.getReason()));
      assertThat(counts(life, MeterNames.ORDERS, "mode", "venue", "operation"))
          .isEqualTo(
              grouped(
                  life.orders,
                  order -> order.getMode() + " " + order.getVenue() + " " + order.getOperation()));
      assertThat(counts(life, MeterNames.REFUSALS, "mode", "reason"))
          .isEqualTo(
              grouped(
                  life.decisions.stream().filter(TaskMetersTest::isRefusal).toList(),
                  decision -> decision.getMode() + " " + decision.getReason()))
          .isNotEmpty();
      assertThat(counts(life, MeterNames.PLANS, "outcome"))
          .isEqualTo(
              grouped(
                  life.decisions.stream()
                      .filter(one -> one.getReason().name().matches("PLAN_(COMP|AB|SUP|TIMED).*"))
                      .toList(),
                  one -> one.getReason().name().substring("PLAN_".length())));
      assertThat(counts(life, MeterNames.REPORTS, "status").get("FILLED"))
          .isGreaterThanOrEqualTo(life.orders.size());
    }
  }

  private static boolean isRefusal(Decision decision) {
    return decision.getAction() == Action.NONE
        && Reason.valueOf(decision.getReason().name()).isRefusal();
  }

  @Test
  void aPlanTakesFromItsFirstOrderToItsEnd() {
    try (Life life = Life.of(Mode.PURE_LENDING_USDT)) {
      life.market();
      life.risk(false);
      life.expose();
      life.wait(Duration.ofSeconds(7));
      life.settle();

      var taken = life.driver.meters().get(MeterNames.PLAN_DURATION).tag("outcome", "COMPLETED");
      assertThat(taken.timer().count()).isEqualTo(1);
      assertThat(taken.timer().totalTime(TimeUnit.SECONDS)).isEqualTo(7);
    }
  }

  @Test
  void liveAnOrderLeavesSoLongAfterTheRecordThatCalledForIt() {
    try (Life life =
        Life.of(
            Mode.PURE_LENDING_USDT, Driver.live(Duration.ofMinutes(1), PartitionCounts.all(1)))) {
      life.market();
      life.risk(false);
      life.driver.advanceWallClock(Duration.ofMillis(1500));
      life.expose();

      var left = life.driver.meters().get(MeterNames.INPUT_TO_ORDER).timer();
      assertThat(life.take()).hasSize(1);
      assertThat(left.count()).isEqualTo(1);
      assertThat(left.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(1500);
    }
  }

  @Test
  void inAReplayTheWallClockTellsNothing() {
    try (Life life = Life.entered(Mode.PURE_LENDING_USDT)) {
      assertThat(life.driver.meters().get(MeterNames.INPUT_TO_ORDER).timer().count()).isZero();
      assertThat(life.driver.meters().find(MeterNames.INPUT_AGE).meter()).isNull();
    }
  }

  @Test
  void aHedgedBookIsToldWithItsRiskAndAfterARestartWithoutWaitingForIt() {
    try (Life life = Life.entered(Mode.USDT_ETH_STAKING_HEDGED_SIMPLE)) {
      life.driver.pipe(Topics.RISK_ASSESSMENTS, life.strategyId, risk(life), life.now);
      assertThat(figure(life, MeterNames.EQUITY)).isCloseTo(100_000, withinPercent());
      assertThat(figure(life, MeterNames.DELTA)).isBetween(-0.02, 0.02);
      assertThat(figure(life, MeterNames.MARGIN_RATIO)).isEqualTo(0.51);
      assertThat(figure(life, MeterNames.LTV)).isEqualTo(0.25);
      assertThat(figure(life, MeterNames.HEALTH_FACTOR)).isEqualTo(2.5);

      life.restart();
      life.wait(Duration.ofSeconds(1));

      assertThat(figure(life, MeterNames.EQUITY)).isCloseTo(100_000, withinPercent());
    }
  }

  @Test
  void aNeutralBookTellsWhatOfItLiesUnhedged() {
    try (Life life = Life.entered(Mode.USDT_ETH_STAKING_HEDGED_SIMPLE)) {
      assertThat(unhedged(life)).isZero();

      Exposure hedged = life.venue.exposure(life.now, null);
      double sold =
          hedged.getPositions().entrySet().stream()
              .filter(position -> position.getKey().contains(":Perp:"))
              .mapToDouble(position -> position.getValue().doubleValue())
              .sum();
      life.control(ControlState.HALTED);
      show(life, without(hedged, ":Perp:"));
      assertThat(figure(life, MeterNames.UNHEDGED)).isCloseTo(-sold, withinPercent()).isPositive();
      assertThat(unhedged(life)).isEqualTo(1);
      assertThat(longestUnhedged(life)).isZero();
      life.now = life.now.plusSeconds(20);
      show(life, without(hedged, ":Perp:"));
      assertThat(longestUnhedged(life)).isEqualTo(21);

      life.restart();
      life.wait(Duration.ofSeconds(1));
      assertThat(unhedged(life)).as("after a restart").isEqualTo(1);

      show(life, hedged);
      assertThat(unhedged(life)).isZero();
      assertThat(life.driver.meters().find(MeterNames.UNHEDGED).meter()).isNull();
      assertThat(longestUnhedged(life)).isZero();
    }
  }

  @Test
  void aBookThatIsNotToBeNeutralIsNeverUnhedged() {
    try (Life life = Life.entered(Mode.ETH_LEVERAGED)) {
      assertThat(figure(life, MeterNames.EQUITY)).isPositive();
      show(life, without(life.venue.exposure(life.now, null), ":aToken:"));
      assertThat(unhedged(life)).isZero();
    }
  }

  private static void show(Life life, Exposure exposure) {
    life.now = life.now.plusSeconds(1);
    Exposure later = Exposure.newBuilder(exposure).setEventTime(life.now).build();
    life.driver.pipe(Topics.EXPOSURES, life.strategyId, later, life.now);
  }

  private static Exposure without(Exposure exposure, String type) {
    Map<String, BigDecimal> positions = new TreeMap<>(exposure.getPositions());
    positions.keySet().removeIf(key -> key.contains(type));
    return Exposure.newBuilder(exposure).setPositions(positions).build();
  }

  private static double longestUnhedged(Life life) {
    return life.driver.meters().get(MeterNames.LONGEST_UNHEDGED).timeGauge().value();
  }

  private static double unhedged(Life life) {
    life.driver.telemetry().refresh();
    return life.driver.meters().get(MeterNames.STRATEGIES_UNHEDGED).gauge().value();
  }

  @Test
  void whatSomebodyIsWokenByIsToldFromTheStartAtZero() {
    try (Life life = Life.of(Mode.PURE_LENDING_USDT)) {
      Map<String, Long> decided = counts(life, MeterNames.DECISIONS, "mode", "action", "reason");
      for (Mode mode : Mode.values()) {
        assertThat(decided).containsEntry(mode.id() + " EXIT_FULL RISK_OVERRIDE", 0L);
      }
      assertThat(counts(life, MeterNames.DEAD_LETTERS, "topic", "reason"))
          .containsEntry("strategy-controls CLOCK_SKEW", 0L)
          .containsEntry("execution-reports CONTRACT_VIOLATION", 0L)
          .containsEntry("prices UNDECODABLE", 0L)
          .containsEntry("strategy-configs OLD_VERSION", 0L);
    }
  }

  @Test
  void aShareClassThatIsNoTokenStopsNothing() {
    try (Life life = Life.entered(Mode.PURE_LENDING_USDT)) {
      Exposure strange =
          Exposure.newBuilder(life.venue.exposure(life.now, null)).setShareClass("USDC.e").build();

      life.driver.pipe(Topics.EXPOSURES, life.strategyId, strange, life.now);

      assertThat(life.reasons()).contains("SHARE_CLASS_MISMATCH");
      life.driver.telemetry().refresh();
    }
  }

  @Test
  void everyAlarmOfTheEngineIsToldFromTheStartAtZero() throws IOException {
    try (Life life = Life.of(Mode.PURE_LENDING_USDT)) {
      Map<String, Long> told = counts(life, MeterNames.ALARMS, "reason");
      assertThat(told.keySet()).isEqualTo(alarmsInTheEngine());
      assertThat(told.values()).containsOnly(0L);
    }
  }

  /** As they stand in its sources: a reason with which an alarm may go out. */
  private static Set<String> alarmsInTheEngine() throws IOException {
    Set<String> reasons = new TreeSet<>();
    try (Stream<Path> files = Files.list(Path.of("src/main/java/io/strategystreams/core/engine"))) {
      for (Path file : files.toList()) {
        ALARM
            .matcher(Files.readString(file))
            .results()
            .flatMap(
                found -> Stream.of(found.group(1), found.group(2), found.group(3), found.group(4)))
            .filter(Objects::nonNull)
            .forEach(reasons::add);
      }
    }
    return reasons;
  }

  @Test
  void strategiesAreCountedByTheControlStateInForce() {
    try (Life life = Life.entered(Mode.PURE_LENDING_USDT)) {
      life.control("*", ControlState.REDUCE_ONLY);
      assertThat(states(life)).containsEntry("REDUCE_ONLY", 1).containsEntry("ACTIVE", 0);

      life.control(ControlState.HALTED);
      life.control("*", ControlState.ACTIVE);
      assertThat(states(life)).containsEntry("HALTED", 1).containsEntry("REDUCE_ONLY", 0);
    }
  }

  private static Percentage withinPercent() {
    return Percentage.withPercentage(1);
  }

  private static double figure(Life life, String meter) {
    life.driver.telemetry().refresh();
    return life.driver.meters().get(meter).tag("strategy_id", life.strategyId).gauge().value();
  }

  private static Map<String, Integer> states(Life life) {
    life.driver.telemetry().refresh();
    return life.driver.meters().get(MeterNames.STRATEGIES).gauges().stream()
        .collect(
            Collectors.toMap(gauge -> gauge.getId().getTag("state"), gauge -> (int) gauge.value()));
  }

  private static RiskAssessment risk(Life life) {
    return RiskAssessment.newBuilder()
        .setStrategyId(life.strategyId)
        .setRiskOverride(false)
        .setLtv(0.25)
        .setHealthFactor(2.5)
        .setMarginRatios(Map.of("bybit", 0.51))
        .setBreaches(List.of())
        .setEventTime(life.now)
        .build();
  }

  private static Map<String, Long> counts(Life life, String meter, String... tags) {
    Map<String, Long> counts = new TreeMap<>();
    for (Counter counter : life.driver.meters().find(meter).counters()) {
      String key =
          List.of(tags).stream()
              .map(tag -> counter.getId().getTag(tag))
              .collect(Collectors.joining(" "));
      counts.merge(key, (long) counter.count(), Long::sum);
    }
    return counts;
  }

  private static <T> Map<String, Long> grouped(List<T> all, Function<T, String> key) {
    return all.stream().collect(Collectors.groupingBy(key, TreeMap::new, Collectors.counting()));
  }
}
