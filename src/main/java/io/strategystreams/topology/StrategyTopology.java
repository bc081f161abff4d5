package io.strategystreams.topology;

import io.strategystreams.contract.Topics;
import io.strategystreams.edge.EventTimeExtractor;
import io.strategystreams.edge.OwnPartition;
import io.strategystreams.state.ConfigurationState;
import io.strategystreams.state.MarketState;
import io.strategystreams.state.StrategyState;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The strategy application: two sub-topologies.
 *
 * <p><b>Market.</b> Prices and predictions are keyed by market and asset, all else by strategy. A
 * global table would make prices readable everywhere, but it is not synchronised by time and cannot
 * trigger a decision, which a prediction must. So each record is validated once and written to
 * every partition of {@code market-data}, an explicit topic that is partitioned like the
 * strategies'. What it costs is partitions × prices, whatever the number of strategies.
 *
 * <p><b>Strategy.</b> Everything a strategy depends on meets in one processor, per partition,
 * merged by event time. Several processors over shared stores would see the same record at
 * different moments; one sees one order, and that order is what makes a replay give the same
 * orders. Inputs are read as bytes, so that a record that must be put aside is at hand as it was.
 */
public final class StrategyTopology {
  private static final Map<String, Class<? extends SpecificRecord>> STORED = stored();

  private final EventSerdes serdes;
  private final StrategyDesk desk;
  private final PartitionCounts partitions;
  private final ReportTopics reports;
  private final Storage storage;

  /** With stores on disk. */
  public StrategyTopology(EventSerdes serdes, StrategyDesk desk, PartitionCounts partitions) {
    this(serdes, desk, partitions, ReportTopics.UNKNOWN, Storage.DISK);
  }

  /** With another storage. */
  public StrategyTopology(
      EventSerdes serdes, StrategyDesk desk, PartitionCounts partitions, Storage storage) {
    this(serdes, desk, partitions, ReportTopics.UNKNOWN, storage);
  }

  /**
   * @param reports the topic of reports as it was found
   */
  public StrategyTopology(
      EventSerdes serdes,
      StrategyDesk desk,
      PartitionCounts partitions,
      ReportTopics reports,
      Storage storage) {
    this.reports = reports;
    this.serdes = serdes;
    this.desk = desk;
    this.partitions = partitions;
    this.storage = storage;
  }

  private static Map<String, Class<? extends SpecificRecord>> stored() {
    Map<String, Class<? extends SpecificRecord>> stored = new LinkedHashMap<>();
    stored.put(TopologyNames.STRATEGIES_STORE, StrategyState.class);
    stored.put(TopologyNames.CONFIGS_STORE, ConfigurationState.class);
    stored.put(TopologyNames.MARKET_STORE, MarketState.class);
    return Collections.unmodifiableMap(stored);
  }

  /** What each store holds, by the store's name. */
  public static Map<String, Class<? extends SpecificRecord>> storedTypes() {
    return STORED;
  }

  public Topology toTopology() {
    return built(new Topology());
  }

  /** Under settings of Kafka Streams that concern the topology itself. */
  public Topology toTopology(TopologyConfig config) {
    return built(new Topology(config));
  }

  private Topology built(Topology topology) {
    addMarket(topology);
    addStrategies(topology);
    return topology;
  }

  private void addMarket(Topology topology) {
    topology.addSource(
        AutoOffsetReset.earliest(),
        TopologyNames.MARKET_SOURCE,
        timestamps(),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer(),
        Topics.PRICES,
        Topics.ML_PREDICTIONS,
        Topics.CLOCK);
    topology.addProcessor(
        TopologyNames.MARKET_PROCESSOR,
        () ->
            new MarketProcessor(
                serdes,
                partitions,
                desk.clockPolicy(),
                desk.known(),
                desk.marketFlow(),
                desk.telemetry()),
        TopologyNames.MARKET_SOURCE);
    topology.addSink(
        TopologyNames.MARKET_DATA_SINK,
        Topics.MARKET_DATA,
        new ByteArraySerializer(),
        new ByteArraySerializer(),
        new EveryPartition<byte[], byte[]>(),
        TopologyNames.MARKET_PROCESSOR);
    addDeadLetters(
        topology, TopologyNames.MARKET_DEAD_LETTERS_SINK, TopologyNames.MARKET_PROCESSOR);
  }

  private void addStrategies(Topology topology) {
    topology.addSource(
        AutoOffsetReset.earliest(),
        TopologyNames.STRATEGY_SOURCE,
        timestamps(),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer(),
        StrategyInputs.TOPICS.toArray(String[]::new));
    StrategyInputs inputs = StrategyInputs.of(serdes, partitions);
    StrategyOutputs outputs = StrategyOutputs.of(serdes);
    topology.addProcessor(
        TopologyNames.STRATEGY_PROCESSOR,
        () -> new StrategyProcessor(inputs, desk, reports, outputs),
        TopologyNames.STRATEGY_SOURCE);
    addStore(topology, TopologyNames.STRATEGIES_STORE, outputs.states().serde());
    addStore(topology, TopologyNames.CONFIGS_STORE, serdes.serde(ConfigurationState.class));
    addStore(topology, TopologyNames.MARKET_STORE, serdes.serde(MarketState.class));
    addSink(topology, TopologyNames.ORDERS_SINK, Topics.ORDERS);
    addSink(topology, TopologyNames.DECISIONS_SINK, Topics.DECISIONS);
    topology.addSink(
        TopologyNames.CONTROLS_SINK,
        Topics.STRATEGY_CONTROLS,
        new StringSerializer(),
        RestoredControl.serializer(),
        RestoredControl.partitioner(),
        TopologyNames.STRATEGY_PROCESSOR);
    addDeadLetters(
        topology, TopologyNames.STRATEGY_DEAD_LETTERS_SINK, TopologyNames.STRATEGY_PROCESSOR);
  }

  private <T> void addStore(Topology topology, String name, Serde<T> serde) {
    KeyValueBytesStoreSupplier bytes =
        switch (storage) {
          case DISK -> Stores.persistentKeyValueStore(name);
          case MEMORY, UNLOGGED -> Stores.inMemoryKeyValueStore(name);
        };
    StoreBuilder<KeyValueStore<String, T>> store =
        Stores.keyValueStoreBuilder(bytes, Serdes.String(), serde);
    topology.addStateStore(
        storage == Storage.UNLOGGED
            ? store.withCachingDisabled().withLoggingDisabled()
            : store.withCachingEnabled().withLoggingEnabled(Map.of()),
        TopologyNames.STRATEGY_PROCESSOR);
  }

  /** What goes there was encoded before anything was written. */
  private void addSink(Topology topology, String name, String topic) {
    topology.addSink(
        name,
        topic,
        new StringSerializer(),
        new ByteArraySerializer(),
        new OwnPartition<byte[]>(partitions.count(topic)),
        TopologyNames.STRATEGY_PROCESSOR);
  }

  private static void addDeadLetters(Topology topology, String name, String parent) {
    topology.addSink(
        name, Topics.DEAD_LETTERS, new ByteArraySerializer(), new ByteArraySerializer(), parent);
  }

  private EventTimeExtractor timestamps() {
    return new EventTimeExtractor(desk.clockPolicy().skew());
  }
}
