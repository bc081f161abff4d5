package io.strategystreams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.contract.ContractRules;
import io.strategystreams.contract.DeadLetterReason;
import io.strategystreams.contract.Keys;
import io.strategystreams.contract.Topics;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.events.ControlState;
import io.strategystreams.events.Decision;
import io.strategystreams.events.ExecutionReport;
import io.strategystreams.events.Exposure;
import io.strategystreams.events.MarketEvent;
import io.strategystreams.events.MlPrediction;
import io.strategystreams.events.Price;
import io.strategystreams.events.RiskAssessment;
import io.strategystreams.events.StrategyConfig;
import io.strategystreams.events.StrategyControl;
import io.strategystreams.events.Tick;
import io.strategystreams.testing.DeadLetterProbe;
import io.strategystreams.testing.Poison;
import io.strategystreams.testing.SampleEvents;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every input of the strategies, every way in which a record may be bad: one dead letter each, with
 * its reason, whole; and the strategy beside it does what it would have done.
 */
class PoisonedInputsTest {
  private static final Duration SKEW = Duration.ofDays(1);
  private static final Mode MODE = Mode.ETH_BASIS;
  private static final String STRATEGY = MODE.id() + "@test";
  private static final Instant AHEAD = Instant.ofEpochMilli(Poison.FAR_AHEAD);
  private static final Price PRICE = SampleEvents.price().build();

  /**
   * What a topic carries.
   *
   * @param ahead as {@code sound}, dated far ahead; null where an event's time plays no part
   */
  private record Input<T extends SpecificRecord>(
      String topic, String key, T sound, T ahead, Class<T> type) {

    byte[] bytes(T event) {
      return Driver.serde(type).serializer().serialize(topic, event);
    }

    List<Poison> poisons() {
      byte[] bytes = bytes(sound);
      List<Poison> all = new ArrayList<>(Poison.ofBytes(key, bytes, another()));
      if (!topic.equals(Topics.STRATEGY_CONFIGS)) {
        all.add(Poison.missing(key)); // of a configuration it is a tombstone: RETIRED
      }
      BiFunction<String, T, List<String>> rules = ContractRules::violations;
      all.addAll(
          Poison.ofRules(
              topic,
              key,
              bytes,
              SpecificData.getForClass(type).getSchema(type),
              Driver.serde(type),
              rules));
      if (ahead != null) {
        all.addAll(Poison.ofStamps(key, bytes));
        all.add(Poison.dated(key, bytes(ahead)));
      }
      if (Topics.CO_PARTITIONED.contains(topic) && !topic.equals(Topics.MARKET_DATA)) {
        all.add(Poison.misplaced(elsewhere(), bytes));
      }
      return all;
    }

    private byte[] another() {
      return Driver.serde(Decision.class)
          .serializer()
          .serialize(Topics.DECISIONS, SampleEvents.decision().build());
    }

    @Override
    public String toString() {
      return topic;
    }
  }

  /** A count under which the strategy's key belongs in the driver's only partition. */
  private static int partitions() {
    int partitions = 2;
    while (Keys.partitionFor(STRATEGY, partitions) != 0) {
      partitions++;
    }
    return partitions;
  }

  private static String elsewhere() {
    int i = 0;
    while (Keys.partitionFor("stranger" + i, partitions()) == 0) {
      i++;
    }
    return "stranger" + i;
  }

  static List<Input<?>> inputs() {
    MlPrediction prediction = SampleEvents.prediction().build();
    Tick tick = SampleEvents.tick().build();
    return List.of(
        new Input<>(
            Topics.PRICES,
            PRICE.getMarket(),
            PRICE,
            SampleEvents.price().setEventTime(AHEAD).build(),
            Price.class),
        new Input<>(
            Topics.ML_PREDICTIONS,
            "BTC",
            prediction,
            SampleEvents.prediction().setEventTime(AHEAD).build(),
            MlPrediction.class),
        new Input<>(
            Topics.CLOCK,
            "clock",
            tick,
            SampleEvents.tick().setEventTime(AHEAD).build(),
            Tick.class),
        market("clock", MarketEvent.newBuilder().setTick(tick)),
        market(PRICE.getMarket(), MarketEvent.newBuilder().setPrice(PRICE)),
        market("BTC", MarketEvent.newBuilder().setPrediction(prediction)),
        new Input<>(
            Topics.EXPOSURES,
            STRATEGY,
            SampleEvents.exposure().setStrategyId(STRATEGY).build(),
            SampleEvents.exposure().setStrategyId(STRATEGY).setEventTime(AHEAD).build(),
            Exposure.class),
        new Input<>(
            Topics.RISK_ASSESSMENTS,
            STRATEGY,
            SampleEvents.risk().setStrategyId(STRATEGY).build(),
            SampleEvents.risk().setStrategyId(STRATEGY).setEventTime(AHEAD).build(),
            RiskAssessment.class),
        new Input<>(
            Topics.EXECUTION_REPORTS,
            STRATEGY,
            SampleEvents.report().setStrategyId(STRATEGY).build(),
            SampleEvents.report().setStrategyId(STRATEGY).setEventTime(AHEAD).build(),
            ExecutionReport.class),
        new Input<>(
            Topics.STRATEGY_CONFIGS,
            STRATEGY,
            SampleEvents.config().setStrategyId(STRATEGY).setVersion(7).build(),
            null,
            StrategyConfig.class),
        new Input<>(
            Topics.STRATEGY_CONTROLS,
            STRATEGY,
            SampleEvents.control().setStrategyId(STRATEGY).build(),
            null,
            StrategyControl.class));
  }

  private static Input<MarketEvent> market(String key, MarketEvent.Builder event) {
    MarketEvent.Builder ahead = MarketEvent.newBuilder(event);
    if (event.getPrice() != null) {
      ahead.setPrice(Price.newBuilder(event.getPrice()).setEventTime(AHEAD).build());
    } else if (event.getPrediction() != null) {
      ahead.setPrediction(
          MlPrediction.newBuilder(event.getPrediction()).setEventTime(AHEAD).build());
    } else {
      ahead.setTick(Tick.newBuilder().setEventTime(AHEAD).build());
    }
    return new Input<>(Topics.MARKET_DATA, key, event.build(), ahead.build(), MarketEvent.class);
  }

  private static Driver driver() {
    Map<String, Integer> counts = new TreeMap<>();
    Topics.ALL.forEach(topic -> counts.put(topic, 1));
    Topics.CO_PARTITIONED.forEach(topic -> counts.put(topic, partitions()));
    return Driver.live(SKEW, PartitionCounts.of(counts));
  }

  /** Entry, withdrawal, an hour of silence; {@code between} comes between any two records. */
  private static void live(Life life, Runnable between) {
    life.market();
    between.run();
    life.risk(false);
    between.run();
    life.expose();
    between.run();
    life.settle(UnaryOperator.identity(), between);
    life.venue.askBack(life.capital("0.2"));
    life.nextMinute();
    between.run();
    life.settle(UnaryOperator.identity(), between);
    life.wait(Duration.ofMinutes(11));
    between.run();
    life.read();
  }

  @ParameterizedTest
  @MethodSource("inputs")
  void eachPoisonIsPutAsideAndTheStrategyBesideItIsUndisturbed(Input<?> input) {
    List<Poison> poisons = input.poisons();
    assertThat(poisons).hasSizeGreaterThan(15);
    try (Life whole = Life.of(MODE, driver());
        Life poisoned = Life.of(MODE, driver())) {
      live(whole, whole::read);
      live(
          poisoned,
          () -> {
            poisoned.read();
            poisons.forEach(poison -> isPutAside(poisoned, input.topic(), poison));
          });

      assertThat(poisoned.orders).isEqualTo(whole.orders).hasSizeGreaterThan(3);
      assertThat(said(poisoned)).isEqualTo(said(whole));
    }
  }

  private static void isPutAside(Life life, String topic, Poison poison) {
    Headers own = new RecordHeaders();
    own.add("trace", new byte[] {7});
    own.add("reason", "its own".getBytes(StandardCharsets.UTF_8));
    own.add("strategy_streams_stamp", "of another".getBytes(StandardCharsets.UTF_8));
    Instant stamp = poison.stamp() == null ? life.now : Instant.ofEpochMilli(poison.stamp());

    life.driver.pipe(topic, new TestRecord<>(poison.key(), poison.value(), own, stamp));

    DeadLetterProbe.assertThatOnly(life.driver.deadLetters(), poison, topic, "driver");
    assertThat(life.driver.orders()).as(poison.name()).isEmpty();
    assertThat(life.driver.decisions()).as(poison.name()).isEmpty();
  }

  /** Decisions without the offsets of what triggered them: the poison took some. */
  private static List<String> said(Life life) {
    return life.decisions.stream()
        .map(decision -> Decision.newBuilder(decision).setTrigger("-").build().toString())
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {Topics.PRICES, Topics.ML_PREDICTIONS, Topics.CLOCK})
  void aMarketRecordInAnotherPartitionThanItsKeysIsPutAside(String topic) {
    Input<?> input =
        inputs().stream().filter(one -> one.topic().equals(topic)).findFirst().orElseThrow();
    int partitions = 2;
    while (Keys.partitionFor(input.key(), partitions) == 0) {
      partitions++;
    }
    try (Driver driver = Driver.live(SKEW, PartitionCounts.all(partitions))) {
      Poison misplaced = Poison.misplaced(input.key(), new byte[] {0});
      driver.pipeBytes(topic, misplaced.key(), misplaced.value(), Driver.NOON);

      DeadLetterProbe.assertThatOnly(driver.deadLetters(), misplaced, topic, "driver");
      assertThat(driver.marketEvents()).isEmpty();
    }
  }

  /** A halt is never refused for its stamp, nor held back by it. */
  @ParameterizedTest
  @ValueSource(longs = {-1, 0, Poison.FAR_AHEAD})
  void aControlsStampPlaysNoPart(long stamp) {
    try (Driver driver = driver()) {
      Input<?> input =
          inputs().stream()
              .filter(one -> one.topic().equals(Topics.STRATEGY_CONTROLS))
              .findFirst()
              .orElseThrow();
      StrategyControl control =
          StrategyControl.newBuilder((StrategyControl) input.sound())
              .setState(ControlState.HALTED)
              .build();
      driver.pipe(
          Topics.STRATEGY_CONTROLS,
          new TestRecord<>(
              STRATEGY.getBytes(StandardCharsets.UTF_8),
              Driver.serde(StrategyControl.class)
                  .serializer()
                  .serialize(Topics.STRATEGY_CONTROLS, control),
              new RecordHeaders(),
              Instant.ofEpochMilli(stamp)));

      assertThat(driver.deadLetters()).isEmpty();
      assertThat(driver.strategies().get(STRATEGY).toString()).contains("HALTED");
    }
  }

  @Test
  void whatIsPutAsideKeepsItsStampWhereABrokerTakesIt() {
    try (Driver driver = driver()) {
      driver.pipeBytes(
          Topics.STRATEGY_CONTROLS, new byte[] {1}, new byte[0], Driver.NOON.minusSeconds(5));
      driver.pipeBytes(Topics.STRATEGY_CONTROLS, new byte[] {1}, new byte[0], AHEAD);

      assertThat(driver.deadLetters())
          .extracting(letter -> Instant.ofEpochMilli(letter.timestamp()))
          .allMatch(time -> !time.isAfter(Driver.NOON))
          .contains(Driver.NOON.minusSeconds(5));
    }
  }

  @Test
  void aHugeRecordIsPutAsideWithoutItsTailAndSaysSo() {
    try (Driver driver = driver()) {
      RecordHeaders own = new RecordHeaders();
      own.add("large", new byte[200_000]);
      byte[] value = new byte[1_040_000];
      value[899_000] = 9;

      driver.pipe(Topics.EXPOSURES, new TestRecord<>(new byte[20_000], value, own, Driver.NOON));

      TestRecord<byte[], byte[]> letter = driver.deadLetters().get(0);
      Map<String, String> headers = DeadLetterProbe.headers(letter);
      assertThat(headers)
          .containsEntry("reason", DeadLetterReason.CONTRACT_VIOLATION.name())
          .containsEntry(
              "truncated", "headers of 200015 bytes, key of 20000 bytes, value of 1040000 bytes");
      assertThat(letter.key()).hasSize(10_000);
      assertThat(letter.value()).hasSizeBetween(800_000, 900_000).startsWith(new byte[8]);
      long size = letter.key().length + (long) letter.value().length;
      assertThat(size).isLessThan(1_000_000);
    }
  }
}
