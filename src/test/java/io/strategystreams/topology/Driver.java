package io.strategystreams.topology;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.strategystreams.config.ConfigDirectory;
import io.strategystreams.config.Configuration;
import io.strategystreams.contract.Topics;
import io.strategystreams.core.strategy.Strategies;
import io.strategystreams.core.strategy.StrategyEvaluator;
import io.strategystreams.events.Decision;
import io.strategystreams.events.MarketEvent;
import io.strategystreams.events.Order;
import io.strategystreams.events.Tick;
import io.strategystreams.metrics.Telemetry;
import io.strategystreams.state.ConfigurationState;
import io.strategystreams.state.MarketState;
import io.strategystreams.state.StrategyState;
import io.strategystreams.testing.RevivedTasks;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;

/**
 * The topology in a driver: events in by topic, records out. One partition, so the fan-out comes
 * back once.
 */
final class Driver implements AutoCloseable {
  private static final int TOLD = 2;

  private final MeterRegistry meters = new SimpleMeterRegistry();
  private final Telemetry telemetry;
  static final Configuration CONFIGURATION = ConfigDirectory.load(Path.of("configs"), Map.of());
  static final Instant NOON = Instant.parse("2024-06-01T12:00:00Z");

  private static final EventSerdes SERDES =
      new EventSerdes(Map.of("schema.registry.url", "mock://topology-driver"));

  private static final Set<String> FANNED_OUT =
      Set.of(Topics.PRICES, Topics.ML_PREDICTIONS, Topics.CLOCK);

  private final TopologyTestDriver driver;
  private final Map<String, Long> offsets = new LinkedHashMap<>();

  /** A decided day in a replay, with the product's rules. */
  static Driver replay() {
    return new Driver(new Strategies(), ClockPolicy.replay(), PartitionCounts.all(1), NOON);
  }

  /**
   * A new process after {@code before}. A driver counts offsets from 0, a broker does not: records
   * that nobody can use fill the gap.
   */
  static Driver replay(Driver before) {
    Driver driver = replay();
    before.offsets.forEach(
        (topic, read) -> {
          for (long i = 0; i <= read; i++) {
            driver.pipeBytes(topic, null, null, NOON);
          }
        });
    driver.deadLetters();
    return driver;
  }

  /** By a clock that stands at noon, and with topics of several partitions. */
  static Driver live(Duration maxSkew, PartitionCounts partitions) {
    return new Driver(
        new Strategies(), ClockPolicy.live(Duration.ofDays(1), maxSkew), partitions, NOON);
  }

  /** The serde of an event, over the driver's registry. */
  static <T extends SpecificRecord> Serde<T> serde(Class<T> type) {
    return SERDES.serde(type);
  }

  /** A replay in which every record's transaction is aborted once and its task revived. */
  static Driver reviving() {
    return reviving(CONFIGURATION);
  }

  /** As {@link #reviving()}, configured otherwise. */
  static Driver reviving(Configuration configuration) {
    return new Driver(
        StrategyDesk.of(new Strategies(), configuration, ClockPolicy.replay()),
        PartitionCounts.all(1),
        NOON,
        Map.of(
            StreamsConfig.PROCESSOR_WRAPPER_CLASS_CONFIG,
            RevivedTasks.class,
            RevivedTasks.STORES,
            String.join(",", TopologyNames.STORES)));
  }

  Driver(
      StrategyEvaluator evaluator,
      ClockPolicy policy,
      PartitionCounts partitions,
      Instant wallClock) {
    this(StrategyDesk.of(evaluator, CONFIGURATION.desk(), policy), partitions, wallClock, Map.of());
  }

  /** In a replay, configured otherwise. */
  static Driver replay(Configuration configuration) {
    return new Driver(
        StrategyDesk.of(new Strategies(), configuration, ClockPolicy.replay()),
        PartitionCounts.all(1),
        NOON,
        Map.of());
  }

  private Driver(
      StrategyDesk desk, PartitionCounts partitions, Instant wallClock, Map<String, ?> more) {
    Properties properties = properties();
    properties.putAll(more);
    this.telemetry = Telemetry.to(meters, desk.clockPolicy().tickInterval().isPresent(), TOLD);
    this.driver =
        new TopologyTestDriver(
            new StrategyTopology(SERDES, desk.toldTo(telemetry), partitions, Storage.MEMORY)
                .toTopology(new TopologyConfig(new StreamsConfig(properties))),
            properties,
            wallClock);
  }

  private static Properties properties() {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "driver");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "driver:1");
    properties.put(
        StreamsConfig.STATE_DIR_CONFIG,
        Path.of("target", "driver-state", UUID.randomUUID().toString()).toString());
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    return properties;
  }

  /** Pipes an event with its event time as timestamp; returns its offset. */
  <T extends SpecificRecord> long pipe(String topic, String key, T event, Instant eventTime) {
    @SuppressWarnings("unchecked")
    Class<T> type = (Class<T>) event.getClass();
    return pipeBytes(
        topic,
        key.getBytes(StandardCharsets.UTF_8),
        SERDES.serde(type).serializer().serialize(topic, event),
        eventTime);
  }

  long pipeBytes(String topic, byte[] key, byte[] value, Instant timestamp) {
    return pipe(topic, new TestRecord<>(key, value, timestamp));
  }

  long pipe(String topic, TestRecord<byte[], byte[]> record) {
    TestInputTopic<byte[], byte[]> input =
        driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer());
    input.pipeInput(record);
    if (FANNED_OUT.contains(topic) && record.key() != null) {
      offsets.merge(Topics.MARKET_DATA, 0L, (before, none) -> before + 1);
    }
    return offsets.merge(topic, 0L, (before, none) -> before + 1);
  }

  void tick(Instant time) {
    pipe(Topics.CLOCK, "clock", Tick.newBuilder().setEventTime(time).build(), time);
  }

  void advanceWallClock(Duration by) {
    driver.advanceWallClockTime(by);
  }

  List<Order> orders() {
    return records(Topics.ORDERS, Order.class).stream().map(TestRecord::value).toList();
  }

  List<Decision> decisions() {
    return records(Topics.DECISIONS, Decision.class).stream().map(TestRecord::value).toList();
  }

  /** The reasons of the decisions since the last call. */
  List<String> reasons() {
    return decisions().stream().map(decision -> decision.getReason().name()).toList();
  }

  List<MarketEvent> marketEvents() {
    return records(Topics.MARKET_DATA, MarketEvent.class).stream().map(TestRecord::value).toList();
  }

  <T extends SpecificRecord> List<TestRecord<String, T>> records(String topic, Class<T> type) {
    TestOutputTopic<String, T> output =
        driver.createOutputTopic(
            topic, new StringDeserializer(), SERDES.serde(type).deserializer());
    return output.readRecordsToList();
  }

  List<TestRecord<byte[], byte[]>> deadLetters() {
    return driver
        .createOutputTopic(
            Topics.DEAD_LETTERS, new ByteArrayDeserializer(), new ByteArrayDeserializer())
        .readRecordsToList();
  }

  KeyValueStore<String, StrategyState> strategies() {
    return driver.getKeyValueStore(TopologyNames.STRATEGIES_STORE);
  }

  /** Of a meter's counters, those with that value of any tag, together. */
  double counted(String meter, String value) {
    return meters.find(meter).counters().stream()
        .filter(
            counter ->
                counter.getId().getTags().stream().anyMatch(tag -> tag.getValue().equals(value)))
        .mapToDouble(Counter::count)
        .sum();
  }

  MeterRegistry meters() {
    return meters;
  }

  Telemetry telemetry() {
    return telemetry;
  }

  /** What the stores wrote to their changelogs, compacted: the last record of each key. */
  Map<String, List<TestRecord<byte[], byte[]>>> changelogs() {
    Map<String, List<TestRecord<byte[], byte[]>>> changes = new LinkedHashMap<>();
    for (String store : TopologyNames.STORES) {
      Map<String, TestRecord<byte[], byte[]>> last = new LinkedHashMap<>();
      driver
          .createOutputTopic(
              TopologyNames.changelog("driver", store),
              new ByteArrayDeserializer(),
              new ByteArrayDeserializer())
          .readRecordsToList()
          .forEach(change -> last.put(new String(change.key(), StandardCharsets.UTF_8), change));
      changes.put(store, List.copyOf(last.values()));
    }
    return changes;
  }

  /** Forgets what came out and was not read: a long run would keep it all. */
  void discard() {
    List<String> topics = new ArrayList<>(List.of(Topics.MARKET_DATA));
    TopologyNames.STORES.forEach(store -> topics.add(TopologyNames.changelog("driver", store)));
    for (String topic : topics) {
      driver
          .createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
          .readRecordsToList();
    }
  }

  /** Fills the stores of a fresh driver from changelog records, in their order. */
  void restore(Map<String, List<TestRecord<byte[], byte[]>>> changelogs) {
    restore(TopologyNames.STRATEGIES_STORE, StrategyState.class, changelogs);
    restore(TopologyNames.CONFIGS_STORE, ConfigurationState.class, changelogs);
    restore(TopologyNames.MARKET_STORE, MarketState.class, changelogs);
  }

  private <T extends SpecificRecord> void restore(
      String store, Class<T> type, Map<String, List<TestRecord<byte[], byte[]>>> changelogs) {
    KeyValueStore<String, T> into = driver.getKeyValueStore(store);
    for (TestRecord<byte[], byte[]> change : changelogs.get(store)) {
      into.put(
          new String(change.key(), StandardCharsets.UTF_8),
          SERDES
              .serde(type)
              .deserializer()
              .deserialize(TopologyNames.changelog("driver", store), change.value()));
    }
  }

  @Override
  public void close() {
    driver.close();
  }
}
