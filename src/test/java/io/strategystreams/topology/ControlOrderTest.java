package io.strategystreams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.contract.Keys;
import io.strategystreams.contract.Topics;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.edge.TopicReader;
import io.strategystreams.events.ControlState;
import io.strategystreams.events.StrategyControl;
import io.strategystreams.metrics.MeterNames;
import io.strategystreams.state.StrategyState;
import io.strategystreams.testing.SampleEvents;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An older or unordered control loosens nothing, now and after compaction. */
class ControlOrderTest {
  private static final Instant NOON = SampleEvents.NOON;
  private static final String STRATEGY = Mode.PURE_LENDING_USDT.id();
  private static final Instant FAR = Instant.parse("2099-01-01T00:00:00Z");

  private static StrategyControl control(
      String key, ControlState state, Long revision, Instant time) {
    return StrategyControl.newBuilder()
        .setStrategyId(key)
        .setState(state)
        .setReason("why " + revision)
        .setAuthor("op")
        .setEventTime(time)
        .setRevision(revision)
        .build();
  }

  private static void say(
      Driver driver, String key, ControlState state, Long revision, Instant time) {
    driver.pipe(Topics.STRATEGY_CONTROLS, key, control(key, state, revision, time), Instant.EPOCH);
  }

  private static void configure(Driver driver, String strategyId) {
    driver.pipe(
        Topics.STRATEGY_CONFIGS,
        strategyId,
        Lives.config(Mode.PURE_LENDING_USDT, strategyId, 1, 1, Map.of()),
        NOON);
  }

  private static void expose(Driver driver, String strategyId, int second) {
    Instant time = NOON.plusSeconds(second);
    driver.pipe(
        Topics.EXPOSURES,
        strategyId,
        SampleEvents.exposure()
            .setStrategyId(strategyId)
            .setTotalExposure(BigDecimal.ZERO)
            .setPositions(Map.of())
            .setDustTokens(Map.of())
            .setLastReportOffset(null)
            .setEventTime(time)
            .build(),
        time);
  }

  private static List<StrategyControl> written(Driver driver) {
    return driver.records(Topics.STRATEGY_CONTROLS, StrategyControl.class).stream()
        .map(TestRecord::value)
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"pure_lending_usdt", "*"})
  void anOldControlLoosensNothingAndTheOneInForceIsWrittenAgain(String key) {
    try (Driver driver = Driver.replay()) {
      configure(driver, STRATEGY);
      say(driver, key, ControlState.HALTED, 5L, NOON);
      expose(driver, STRATEGY, 0);
      assertThat(driver.reasons()).last().isEqualTo("HALTED");
      assertThat(written(driver)).isEmpty();

      say(driver, key, ControlState.ACTIVE, 4L, NOON.plusSeconds(9));
      say(driver, key, ControlState.ACTIVE, null, Instant.EPOCH);

      expose(driver, STRATEGY, 1);
      assertThat(driver.reasons()).isEmpty();
      assertThat(driver.counted(MeterNames.REPEATED_EVALUATIONS, "HALTED")).isPositive();
      assertThat(driver.counted(MeterNames.IGNORED_RECORDS, "OLD_CONTROL")).isEqualTo(2);
      StrategyControl inForce = control(key, ControlState.HALTED, 5L, NOON);
      assertThat(written(driver))
          .as("once for each, and no more")
          .containsExactly(inForce, inForce);

      say(driver, key, ControlState.ACTIVE, 6L, NOON.plusSeconds(10));
      expose(driver, STRATEGY, 2);
      assertThat(driver.reasons()).isNotEmpty().doesNotContain("HALTED");
      assertThat(written(driver)).isEmpty();
    }
  }

  /** Compaction leaves the last record of each key; that is what a new application reads. */
  @ParameterizedTest
  @ValueSource(strings = {"pure_lending_usdt", "*"})
  void whatCompactionLeavesIsTheControlInForce(String key) {
    StrategyControl last;
    try (Driver driver = Driver.replay()) {
      say(driver, key, ControlState.HALTED, 5L, NOON);
      say(driver, key, ControlState.ACTIVE, null, Instant.EPOCH);
      List<StrategyControl> written = written(driver);
      last = written.get(written.size() - 1);
    }
    try (Driver restarted = Driver.replay()) {
      restarted.pipe(Topics.STRATEGY_CONTROLS, key, last, Instant.EPOCH);
      configure(restarted, STRATEGY);
      expose(restarted, STRATEGY, 0);

      assertThat(restarted.reasons()).last().isEqualTo("HALTED");
      say(restarted, key, ControlState.ACTIVE, 5L, NOON.plusSeconds(60));
      assertThat(restarted.counted(MeterNames.IGNORED_RECORDS, "OLD_CONTROL"))
          .as("the count is kept")
          .isEqualTo(1);
    }
  }

  /** A tombstone and what cannot be read would be all that compaction leaves, too. */
  @Test
  void whatIsRefusedIsFollowedByTheControlInForce() {
    try (Driver driver = Driver.replay()) {
      say(driver, STRATEGY, ControlState.HALTED, 5L, NOON);
      byte[] key = STRATEGY.getBytes(StandardCharsets.UTF_8);

      driver.pipeBytes(Topics.STRATEGY_CONTROLS, key, null, Instant.EPOCH);
      driver.pipeBytes(Topics.STRATEGY_CONTROLS, key, new byte[] {9}, Instant.EPOCH);
      driver.pipeBytes(
          Topics.STRATEGY_CONTROLS, key, new byte[TopicReader.MAX_BYTES], Instant.EPOCH);

      assertThat(driver.deadLetters()).hasSize(3);
      StrategyControl inForce = control(STRATEGY, ControlState.HALTED, 5L, NOON);
      assertThat(written(driver)).containsExactly(inForce, inForce, inForce);
    }
  }

  @Test
  void ofAStrategyOfWhichNothingWasSaidNothingIsRestored() {
    try (Driver driver = Driver.replay()) {
      driver.pipeBytes(
          Topics.STRATEGY_CONTROLS,
          STRATEGY.getBytes(StandardCharsets.UTF_8),
          new byte[] {9},
          Instant.EPOCH);

      assertThat(driver.deadLetters()).hasSize(1);
      assertThat(written(driver)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"pure_lending_usdt", "*"})
  void fromTheFutureOnlyWhatTightensTakesEffect(String key) {
    try (Driver driver = Driver.live(Duration.ofMinutes(1), PartitionCounts.all(1))) {
      say(driver, key, ControlState.HALTED, null, NOON.minusSeconds(60));

      say(driver, key, ControlState.ACTIVE, 9L, FAR);
      assertThat(driver.deadLetters()).hasSize(1);
      assertThat(written(driver))
          .containsExactly(control(key, ControlState.HALTED, null, NOON.minusSeconds(60)));

      say(driver, key, ControlState.RETIRED, null, FAR);
      assertThat(driver.deadLetters()).isEmpty();
      assertThat(written(driver))
          .as("a stamp from the future would order nothing")
          .containsExactly(control(key, ControlState.RETIRED, null, NOON.minusSeconds(60)));

      say(driver, key, ControlState.ACTIVE, null, NOON);
      assertThat(driver.deadLetters()).isEmpty();
      assertThat(written(driver)).isEmpty();
    }
  }

  @Test
  void theOrderOutlivesARestart() {
    try (Driver before = Driver.replay();
        Driver after = Driver.replay()) {
      configure(before, STRATEGY);
      say(before, STRATEGY, ControlState.HALTED, 5L, NOON);
      say(before, Keys.EVERY_STRATEGY, ControlState.HALTED, 7L, NOON);
      after.restore(before.changelogs());

      say(after, STRATEGY, ControlState.ACTIVE, 5L, NOON.plusSeconds(60));
      say(after, Keys.EVERY_STRATEGY, ControlState.ACTIVE, 7L, NOON.plusSeconds(60));

      assertThat(written(after))
          .containsExactly(
              control(STRATEGY, ControlState.HALTED, 5L, NOON),
              control(Keys.EVERY_STRATEGY, ControlState.HALTED, 7L, NOON));
      StrategyState stored = after.strategies().get(STRATEGY);
      assertThat(stored.getControlRevision()).isEqualTo(5);
      assertThat(stored.getControlReason()).isEqualTo("why 5");
    }
  }
}
