package io.strategystreams.loop;

import io.strategystreams.config.Configuration;
import io.strategystreams.config.ModeFile;
import io.strategystreams.contract.Topics;
import io.strategystreams.core.market.Prediction;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.core.strategy.Strategies;
import io.strategystreams.events.Decision;
import io.strategystreams.events.ExecutionReport;
import io.strategystreams.events.Exposure;
import io.strategystreams.events.MarketEvent;
import io.strategystreams.events.MlPrediction;
import io.strategystreams.events.Order;
import io.strategystreams.events.PaperFlow;
import io.strategystreams.events.Price;
import io.strategystreams.events.RiskAssessment;
import io.strategystreams.events.Signal;
import io.strategystreams.events.StrategyConfig;
import io.strategystreams.events.Tick;
import io.strategystreams.paper.topology.PaperSettings;
import io.strategystreams.paper.topology.PaperTopology;
import io.strategystreams.replay.MarketInstant;
import io.strategystreams.replay.Observation;
import io.strategystreams.topology.ClockPolicy;
import io.strategystreams.topology.EventSerdes;
import io.strategystreams.topology.PartitionCounts;
import io.strategystreams.topology.Storage;
import io.strategystreams.topology.StrategyDesk;
import io.strategystreams.topology.StrategyTopology;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
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
final class ClosedLoop implements AutoCloseable {
  private static final Map<String, String> REGISTRY =
      Map.of("schema.registry.url", "mock://closed-loop");

  private final EventSerdes serdes = new EventSerdes(REGISTRY);
  private final Map<Class<?>, Serde<?>> made = new HashMap<>();
  private final Configuration configuration;
  private final boolean riskFirst;
  private final TopologyTestDriver strategies;
  private final TopologyTestDriver paper;

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
  ClosedLoop(
      Configuration configuration, PaperSettings settings, Instant start, boolean riskFirst) {
    this.configuration = configuration;
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

  void configure(Mode mode, Map<String, String> overrides, Instant at) {
    ModeFile file = configuration.mode(mode).orElseThrow().withOverrides(overrides);
    StrategyConfig config =
        StrategyConfig.newBuilder()
            .setStrategyId(mode.id())
            .setMode(mode.id())
            .setVersion(1)
            .setIncarnation(1)
            .setYaml(file.toYaml())
            .setEventTime(at)
            .build();
    pipe(strategies, Topics.STRATEGY_CONFIGS, mode.id(), config, at);
    settle();
  }

  void flow(PaperFlow flow) {
    flows.add(flow);
    pipe(paper, Topics.PAPER_FLOWS, flow.getStrategyId(), flow, flow.getEventTime());
    settle();
  }

  /** One instant as a replay publishes it: prices, predictions, two ticks, rest after each. */
  void step(MarketInstant instant) {
    for (Observation observation : instant.prices()) {
      Price price =
          Price.newBuilder()
              .setMarket(observation.quote().market().toString())
              .setPrice(scaled(observation.quote().price()))
              .setEventTime(observation.quote().eventTime())
              .build();
      pipe(strategies, Topics.PRICES, price.getMarket(), price, price.getEventTime());
    }
    settle();
    for (Prediction prediction : instant.predictions()) {
      MlPrediction event =
          MlPrediction.newBuilder()
              .setAsset(prediction.asset())
              .setSignal(Signal.valueOf(prediction.signal().name()))
              .setConfidence(prediction.confidence())
              .setSd(prediction.sd())
              .setGranularity(prediction.granularity())
              .setEventTime(prediction.eventTime())
              .build();
      pipe(strategies, Topics.ML_PREDICTIONS, event.getAsset(), event, event.getEventTime());
      settle();
    }
    tick(instant.time());
    tick(instant.time().plusSeconds(1));
  }

  void tick(Instant time) {
    Tick tick = Tick.newBuilder().setEventTime(time).build();
    pipe(strategies, Topics.CLOCK, "clock", tick, time);
    settle();
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

  private <T extends SpecificRecord> void pipe(
      TopologyTestDriver to, String topic, String key, T event, Instant at) {
    @SuppressWarnings("unchecked")
    Class<T> type = (Class<T>) event.getClass();
    to.createInputTopic(topic, new StringSerializer(), serde(type).serializer())
        .pipeInput(key, event, at);
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

  private static BigDecimal scaled(BigDecimal price) {
    return price.setScale(18, RoundingMode.HALF_EVEN);
  }
}
