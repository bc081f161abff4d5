package io.strategystreams.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strategystreams.contract.Topics;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.events.ControlState;
import io.strategystreams.events.Decision;
import io.strategystreams.metrics.MeterNames;
import io.strategystreams.state.StrategyState;
import io.strategystreams.testing.DeadLetterProbe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where the engine fails on a strategy, that strategy waits for an operator and nothing else. */
class QuarantineTest {
  private static final Mode MODE = Mode.ETH_BASIS;

  private final FaultyRules rules = new FaultyRules();

  static List<Throwable> ofTheEngine() {
    return List.of(
        new IllegalStateException("no such leg"),
        new ArithmeticException("overflow"),
        new StackOverflowError(),
        new SerializationException("an amount has 40 digits"));
  }

  static List<Throwable> ofTheSurroundings() {
    return List.of(
        new OutOfMemoryError("heap"),
        new KafkaException("the broker is away"),
        new UncheckedIOException(new IOException("the disk is full")),
        new IllegalStateException(new InterruptedException()),
        new NoClassDefFoundError("a broken build"));
  }

  private Life entered() {
    Life life =
        Life.of(MODE, new Driver(rules, ClockPolicy.replay(), PartitionCounts.all(1), Driver.NOON));
    life.market();
    life.risk(false);
    life.expose();
    life.settle();
    return life;
  }

  private static StrategyState state(Life life) {
    return life.driver.strategies().get(life.strategyId);
  }

  private static List<TestRecord<byte[], byte[]>> letters(Life life) {
    return life.driver.deadLetters();
  }

  private static double quarantined(Life life) {
    return life.driver.meters().get(MeterNames.STRATEGIES_QUARANTINED).gauge().value();
  }

  @ParameterizedTest
  @MethodSource("ofTheEngine")
  void aFailureQuarantinesItsStrategyOnceAndIsDeadLetteredOnce(Throwable failure) {
    try (Life life = entered()) {
      life.read();
      int before = life.decisions.size();
      rules.failOn(life.strategyId, failure);
      life.wait(Duration.ofSeconds(10));
      life.venue.deposit(life.home(), life.capital());
      life.expose();

      List<String> reasons = life.reasons().subList(before, life.decisions.size());
      assertThat(reasons).containsExactly("QUARANTINED");
      Decision alarm = life.decisions.get(life.decisions.size() - 1);
      assertThat(alarm.getDetail())
          .contains(failure.getClass().getSimpleName(), "no leg is unhedged", "resume");
      List<TestRecord<byte[], byte[]>> letters = letters(life);
      assertThat(letters).hasSize(1);
      Map<String, String> headers = DeadLetterProbe.headers(letters.get(0));
      assertThat(headers)
          .containsEntry("reason", "ENGINE_FAILURE")
          .containsEntry("failed_strategy", life.strategyId)
          .containsEntry("source_topic", Topics.EXPOSURES);
      assertThat(headers.get("detail")).contains(failure.getClass().getSimpleName());
      assertThat(state(life).getQuarantine()).isNotNull();
      assertThat(life.driver.counted(MeterNames.ALARMS, "QUARANTINED")).isEqualTo(1);
      assertThat(quarantined(life)).isEqualTo(1);
    }
  }

  @Test
  void whatStillFailsIsNeitherRecordedNorDeadLetteredAgainAndInputsAreTaken() {
    try (Life life = entered()) {
      rules.failOn(life.strategyId, new IllegalStateException("no such leg"));
      life.nextMinute();
      life.read();
      letters(life);
      int before = life.decisions.size();

      for (int i = 0; i < 20; i++) {
        life.nextMinute();
        life.control(ControlState.HALTED);
      }

      assertThat(life.reasons().subList(before, life.decisions.size())).containsOnly("HALTED");
      assertThat(letters(life)).isEmpty();
      assertThat(state(life).getExposure().getEventTime()).isEqualTo(life.now);
      assertThat(state(life).getRisk().getEventTime()).isEqualTo(life.now);
      assertThat(rules.failures).isGreaterThan(1);
    }
  }

  @Test
  void reportsAreTakenAndTheOpenPlanGoesOnWithoutBeingEvaluated() {
    try (Life life =
        Life.of(
            MODE, new Driver(rules, ClockPolicy.replay(), PartitionCounts.all(1), Driver.NOON))) {
      life.market();
      life.risk(false);
      life.expose();
      rules.failOn(life.strategyId, new IllegalStateException("no such leg"));

      life.settle();

      assertThat(life.reasons()).contains("STEP_RELEASED", "PLAN_COMPLETED", "QUARANTINED");
      assertThat(letters(life)).hasSize(1);
      assertThat(state(life).getPlan()).isNull();
    }
  }

  @Test
  void growthWaitsButAnExitGoesOutOnceTheRulesWork() {
    try (Life life = entered()) {
      rules.failOn(life.strategyId, new IllegalStateException("no such leg"));
      life.nextMinute();
      rules.recover();
      life.venue.deposit(life.home(), life.capital());
      life.read();
      int orders = life.orders.size();

      life.nextMinute();
      assertThat(life.reasons()).endsWith("QUARANTINED");
      assertThat(life.orders).hasSize(orders);

      life.wait(Duration.ofMinutes(1));
      life.market();
      life.risk(true);
      life.expose();
      assertThat(life.reasons()).endsWith("RISK_OVERRIDE");
      life.settle();
      assertThat(life.orders).hasSizeGreaterThan(orders);
    }
  }

  @Test
  void aRestartKeepsTheQuarantineAndResumeEndsItUntilItFailsAgain() {
    try (Life life = entered()) {
      rules.failOn(life.strategyId, new IllegalStateException("no such leg"));
      life.nextMinute();
      letters(life);
      life.control(ControlState.ACTIVE);
      assertThat(life.reasons()).endsWith("QUARANTINED", "QUARANTINED");
      assertThat(letters(life)).hasSize(1);

      life.restart();
      assertThat(state(life).getQuarantine()).isNotNull();
      life.venue.deposit(life.home(), life.capital());
      life.nextMinute();
      assertThat(life.reasons()).endsWith("QUARANTINED");
      life.control(ControlState.ACTIVE);

      assertThat(state(life).getQuarantine()).isNull();
      assertThat(quarantined(life)).isZero();
      assertThat(life.take()).isNotEmpty();
    }
  }

  @Test
  void otherStrategiesAreUntouchedByTheSameTick() {
    try (Life life = entered()) {
      Life other = Life.of(Mode.PURE_LENDING_USDT, life.driver);
      rules.failOn(life.strategyId, new IllegalStateException("no such leg"));
      other.now = life.now;
      other.risk(false);
      other.expose();
      other.settle();
      life.wait(Duration.ofHours(1));
      life.control("*", ControlState.REDUCE_ONLY);

      List<TestRecord<byte[], byte[]>> letters = letters(life);
      assertThat(letters).hasSize(1);
      assertThat(DeadLetterProbe.headers(letters.get(0)))
          .containsEntry("failed_strategy", life.strategyId);
      assertThat(life.driver.strategies().get(other.strategyId).getQuarantine()).isNull();
      assertThat(other.venue.positions().toString()).contains("aUSDT");
    }
  }

  @Test
  void theAlarmNamesWhatIsNaked() {
    try (Life life = entered()) {
      life.venue.positions().keySet().removeIf(place -> place.contains(":Perp:"));
      rules.failOn(life.strategyId, new IllegalStateException("no such leg"));
      life.nextMinute();
      life.read();

      String detail = life.decisions.get(life.decisions.size() - 1).getDetail();
      assertThat(detail).containsPattern("unhedged: [0-9.]+ ETH \\([0-9.]+ USDT\\)");
      assertThat(new BigDecimal(detail.replaceAll(".*unhedged: ([0-9.]+) ETH.*", "$1")))
          .isPositive();
    }
  }

  @ParameterizedTest
  @MethodSource("ofTheSurroundings")
  void whatIsNoRecordsFaultFailsTheThread(Throwable failure) {
    Life life = entered();
    rules.failOn(life.strategyId, failure);

    assertThatThrownBy(life::nextMinute).hasStackTraceContaining(failure.toString());
  }
}
