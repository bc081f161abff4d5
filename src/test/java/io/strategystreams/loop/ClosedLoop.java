package io.strategystreams.loop;

import io.strategystreams.audit.History;
import io.strategystreams.audit.Logged;
import io.strategystreams.config.Configuration;
import io.strategystreams.contract.Topics;
import io.strategystreams.core.strategy.Strategies;
import io.strategystreams.events.Decision;
import io.strategystreams.events.ExecutionReport;
import io.strategystreams.events.Exposure;
import io.strategystreams.events.MarketEvent;
import io.strategystreams.events.Order;
import io.strategystreams.events.PaperFlow;
import io.strategystreams.events.RiskAssessment;
import io.strategystreams.paper.topology.PaperSettings;
import io.strategystreams.paper.topology.PaperTopology;
import io.strategystreams.replay.EventPublisher;
import io.strategystreams.replay.LockStep;
import io.strategystreams.topology.ClockPolicy;
import io.strategystreams.topology.EventSerdes;
import io.strategystreams.topology.PartitionCounts;
import io.strategystreams.topology.Storage;
import io.strategystreams.topology.StrategyDesk;
import io.strategystreams.topology.StrategyTopology;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/**
 * Strategies and paper executor in two drivers, each one's output the other's input, in the lock
 * step of a replay: the whole loop without a broker.
 */
public final class ClosedLoop implements AutoCloseable {
  private static final Map<String, String> REGISTRY =
      Map.of("schema.registry.url", "mock://closed-loop");

  private final EventSerdes serdes = new EventSerdes(REGISTRY);
  private final Map<Class<?>, Serde<?>> made = new HashMap<>();
  private final boolean riskFirst;
  private final TopologyTestDriver strategies;
  private final TopologyTestDriver paper;
  private final MockProducer<String, byte[]> published =
      new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
  private final LockStep lockStep =
      new LockStep(new EventPublisher(published, REGISTRY), this::rest);

  final List<Order> orders = new ArrayList<>();
  final List<Decision> decisions = new ArrayList<>();
  final List<ExecutionReport> reports = new ArrayList<>();
  final List<Exposure> exposures = new ArrayList<>();
  final List<PaperFlow> flows = new ArrayList<>();
  final List<String> deadLetters = new ArrayList<>();

  /**
   * @param riskFirst whether, of what a tick makes executor and monitor say at once, risk is read
   *     before reports: two topics may be read either way
   */
  public ClosedLoop(
      Configuration configuration, PaperSettings settings, Instant start, boolean riskFirst) {
    this.riskFirst = riskFirst;
    this.strategies =
        driver(
            new StrategyTopology(
                    serdes,
                    StrategyDesk.of(new Strategies(), configuration.desk(), ClockPolicy.replay()),
                    PartitionCounts.all(1),
                    Storage.MEMORY)
                .toTopology(),
            "loop-strategies",
            start);
    this.paper =
        driver(
            new PaperTopology(settings, configuration.markets(), REGISTRY).build(1),
            settings.applicationId(),
            start);
  }

  /** A lock-step that plays into this loop; its rest is when neither side has anything left. */
  public LockStep lockStep() {
    return lockStep;
  }

  /** What was written, as one would read it from topics of one partition. */
  public History history() {
    return new History(
        logged(orders, Topics.ORDERS),
        logged(decisions, Topics.DECISIONS),
        logged(reports, Topics.EXECUTION_REPORTS),
        logged(exposures, Topics.EXPOSURES),
        logged(flows, Topics.PAPER_FLOWS));
  }

  /** {@code events} as one would read them from a topic of one partition. */
  static <T> List<Logged<T>> logged(List<T> events, String topic) {
    return IntStream.range(0, events.size())
        .mapToObj(offset -> new Logged<>(events.get(offset), topic, 0, offset))
        .toList();
  }

  /** Hands over what the lock-step published, and carries on what follows. */
  private void rest() {
    for (ProducerRecord<String, byte[]> record : published.history()) {
      if (record.topic().equals(Topics.PAPER_FLOWS)) {
        flows.add(
            serde(PaperFlow.class).deserializer().deserialize(record.topic(), record.value()));
      }
      side(record.topic())
          .createInputTopic(record.topic(), new StringSerializer(), new ByteArraySerializer())
          .pipeInput(record.key(), record.value(), Instant.ofEpochMilli(record.timestamp()));
    }
    published.clear();
    settle();
  }

  private TopologyTestDriver side(String topic) {
    return switch (topic) {
      case Topics.PAPER_FLOWS -> paper;
      case Topics.STRATEGY_CONFIGS, Topics.PRICES, Topics.ML_PREDICTIONS, Topics.CLOCK ->
          strategies;
      default -> throw new IllegalArgumentException("nobody here reads " + topic);
    };
  }

  @Override
  public void close() {
    strategies.close();
    paper.close();
  }

  /** Carries records over until neither side has any. */
  private void settle() {
    boolean moved = true;
    while (moved) {
      moved = carry(strategies, paper, Topics.MARKET_DATA, MarketEvent.class, null);
      moved |= carry(strategies, paper, Topics.ORDERS, Order.class, orders);
      if (riskFirst) {
        moved |= carry(paper, strategies, Topics.RISK_ASSESSMENTS, RiskAssessment.class, null);
      }
      moved |= carry(paper, strategies, Topics.EXECUTION_REPORTS, ExecutionReport.class, reports);
      moved |= carry(paper, strategies, Topics.EXPOSURES, Exposure.class, exposures);
      moved |= carry(paper, strategies, Topics.RISK_ASSESSMENTS, RiskAssessment.class, null);
      read(paper, Topics.PAPER_FLOWS, PaperFlow.class).forEach(flow -> flows.add(flow.value()));
      read(strategies, Topics.DECISIONS, Decision.class)
          .forEach(decision -> decisions.add(decision.value()));
    }
    for (TopologyTestDriver side : List.of(strategies, paper)) {
      side.createOutputTopic(
              Topics.DEAD_LETTERS, new ByteArrayDeserializer(), new ByteArrayDeserializer())
          .readRecordsToList()
          .forEach(letter -> deadLetters.add(letter.headers().toString()));
    }
  }

  private <T extends SpecificRecord> boolean carry(
      TopologyTestDriver from, TopologyTestDriver to, String topic, Class<T> type, List<T> kept) {
    List<TestRecord<String, T>> records = read(from, topic, type);
    for (TestRecord<String, T> record : records) {
      if (kept != null) {
        kept.add(record.value());
      }
      to.createInputTopic(topic, new StringSerializer(), serde(type).serializer())
          .pipeInput(record);
    }
    return !records.isEmpty();
  }

  private <T extends SpecificRecord> List<TestRecord<String, T>> read(
      TopologyTestDriver from, String topic, Class<T> type) {
    return from.createOutputTopic(topic, new StringDeserializer(), serde(type).deserializer())
        .readRecordsToList();
  }

  /** Making a serde takes a while, and there is one for each record carried. */
  @SuppressWarnings("unchecked")
  private <T extends SpecificRecord> Serde<T> serde(Class<T> type) {
    return (Serde<T>) made.computeIfAbsent(type, none -> serdes.serde(type));
  }

  private static TopologyTestDriver driver(Topology topology, String id, Instant start) {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, id);
    properties.put(
        StreamsConfig.STATE_DIR_CONFIG,
        Path.of("target", "loop-state", UUID.randomUUID().toString()).toString());
    return new TopologyTestDriver(topology, properties, start);
  }
}
