package io.strategystreams.paper.topology;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.strategystreams.contract.Topics;
import io.strategystreams.core.market.Market;
import io.strategystreams.core.money.Decimals;
import io.strategystreams.events.ControlState;
import io.strategystreams.events.ExecutionReport;
import io.strategystreams.events.Exposure;
import io.strategystreams.events.MarketEvent;
import io.strategystreams.events.Order;
import io.strategystreams.events.PaperFlow;
import io.strategystreams.events.Price;
import io.strategystreams.events.RiskAssessment;
import io.strategystreams.events.StrategyControl;
import io.strategystreams.events.Tick;
import io.strategystreams.metrics.MeterNames;
import io.strategystreams.metrics.Telemetry;
import io.strategystreams.paper.PaperFixtures;
import io.strategystreams.paper.exchange.VenueSettings;
import io.strategystreams.serde.AvroSerde;
import io.strategystreams.testing.RevivedTasks;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;

/** The paper topology in a driver: events in, events out, a clock that only ticks move. */
final class PaperDriver implements AutoCloseable {
  private final MeterRegistry meters = new SimpleMeterRegistry();
  static final Duration VALUATION = Duration.ofHours(1);
  static final Duration UNSTAKING = Duration.ofHours(12);
  private static final Map<String, String> REGISTRY =
      Map.of("schema.registry.url", "mock://paper-driver");

  private final TopologyTestDriver driver;
  private final TestInputTopic<String, Order> orders;
  private final TestInputTopic<String, MarketEvent> market;
  private final TestInputTopic<String, PaperFlow> flows;
  private final TestInputTopic<String, StrategyControl> controls;
  private final TestOutputTopic<String, ExecutionReport> reportsOut;
  private final TestOutputTopic<String, Exposure> exposuresOut;
  private final TestOutputTopic<String, RiskAssessment> riskOut;
  private final TestOutputTopic<String, PaperFlow> paymentsOut;
  private final List<ExecutionReport> allReports = new ArrayList<>();
  private final List<PaperFlow> allFlows = new ArrayList<>();
  private long revision;

  PaperDriver() {
    this(settings());
  }

  /** A driver in which every record's transaction is aborted once and its task revived. */
  static PaperDriver reviving() {
    return new PaperDriver(
        settings(),
        1,
        Map.of(
            StreamsConfig.PROCESSOR_WRAPPER_CLASS_CONFIG,
            RevivedTasks.class,
            RevivedTasks.STORES,
            String.join(",", PaperTopology.STORES)));
  }

  PaperDriver(PaperSettings settings) {
    this(settings, 1);
  }

  PaperDriver(PaperSettings settings, int partitions) {
    this(settings, partitions, Map.of());
  }

  private PaperDriver(PaperSettings settings, int partitions, Map<String, ?> more) {
    Properties config = new Properties();
    config.putAll(more);
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, settings.applicationId());
    config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "driver:1");
    driver =
        new TopologyTestDriver(
            new PaperTopology(
                    settings, PaperFixtures.desk(), REGISTRY, Telemetry.to(meters, false, 0))
                .build(partitions, new TopologyConfig(new StreamsConfig(config))),
            config,
            PaperFixtures.NOON);
    orders = input(Topics.ORDERS, Order.class);
    market = input(Topics.MARKET_DATA, MarketEvent.class);
    flows = input(Topics.PAPER_FLOWS, PaperFlow.class);
    controls = input(Topics.STRATEGY_CONTROLS, StrategyControl.class);
    reportsOut = output(Topics.EXECUTION_REPORTS, ExecutionReport.class);
    exposuresOut = output(Topics.EXPOSURES, Exposure.class);
    riskOut = output(Topics.RISK_ASSESSMENTS, RiskAssessment.class);
    paymentsOut = output(Topics.PAPER_FLOWS, PaperFlow.class);
  }

  /** No slippage, valuations hourly, unstaking twelve hours, stores in memory. */
  static PaperSettings settings() {
    return PaperSettings.defaults(1)
        .withVenues(VenueSettings.defaults(1).withSlippage(BigDecimal.ZERO, BigDecimal.ZERO))
        .withValuationInterval(VALUATION)
        .withUnstakingDelay(UNSTAKING)
        .withStorage(PaperSettings.Storage.MEMORY);
  }

  /** The fixtures' prices at that time. */
  PaperDriver prices(Instant at) {
    for (String name :
        List.of(
            "binance:Spot:ETH/USDT",
            "binance:Spot:BTC/USDT",
            "binance:Spot:EIGEN/USDT",
            "bybit:Perp:ETHUSDT",
            "binance:Perp:BTCUSDT",
            "etherfi:Rate:weETH/WETH",
            "uniswap:Spot:weETH/WETH")) {
      BigDecimal price = PaperFixtures.board().of(Market.parse(name));
      price(name, price.toPlainString(), at);
    }
    return this;
  }

  PaperDriver price(String name, String price, Instant at) {
    Price event =
        Price.newBuilder()
            .setMarket(name)
            .setPrice(PaperFixtures.amount(price))
            .setEventTime(at)
            .build();
    market.pipeInput(name, MarketEvent.newBuilder().setPrice(event).build(), at);
    return this;
  }

  PaperDriver tick(Instant at) {
    Tick tick = Tick.newBuilder().setEventTime(at).build();
    market.pipeInput("clock", MarketEvent.newBuilder().setTick(tick).build(), at);
    return this;
  }

  PaperDriver order(Order order) {
    orders.pipeInput(order.getStrategyId(), order, order.getEventTime());
    return this;
  }

  PaperDriver flow(PaperFlow flow) {
    allFlows.add(flow);
    flows.pipeInput(flow.getStrategyId(), flow, flow.getEventTime());
    return this;
  }

  PaperDriver control(String strategyId, ControlState state) {
    StrategyControl control =
        StrategyControl.newBuilder()
            .setStrategyId(strategyId)
            .setState(state)
            .setReason("test")
            .setAuthor("test")
            .setEventTime(PaperFixtures.NOON)
            .setRevision(++revision)
            .build();
    return control(control);
  }

  PaperDriver control(StrategyControl control) {
    controls.pipeInput(control.getStrategyId(), control, PaperFixtures.NOON);
    return this;
  }

  PaperDriver undecodableOrder() {
    driver
        .createInputTopic(Topics.ORDERS, new StringSerializer(), (topic, value) -> new byte[] {9})
        .pipeInput("s", "x", PaperFixtures.NOON);
    return this;
  }

  List<ExecutionReport> reports() {
    List<ExecutionReport> reports = reportsOut.readValuesToList();
    allReports.addAll(reports);
    return reports;
  }

  /** The reports since last asked, as "STATUS filled". */
  List<String> reported() {
    return reports().stream()
        .map(report -> report.getStatus() + " " + Decimals.plain(report.getFilledAmount()))
        .toList();
  }

  List<Exposure> exposures() {
    return exposuresOut.readValuesToList();
  }

  List<TestRecord<String, Exposure>> exposureRecords() {
    return exposuresOut.readRecordsToList();
  }

  List<RiskAssessment> risk() {
    return riskOut.readValuesToList();
  }

  /** What the executor paid out since last asked. */
  List<PaperFlow> payments() {
    List<PaperFlow> payments = paymentsOut.readValuesToList();
    allFlows.addAll(payments);
    return payments;
  }

  List<byte[]> deadLetters() {
    return deadLetterRecords().stream().map(TestRecord::value).toList();
  }

  List<TestRecord<byte[], byte[]>> deadLetterRecords() {
    return driver
        .createOutputTopic(
            Topics.DEAD_LETTERS, new ByteArrayDeserializer(), new ByteArrayDeserializer())
        .readRecordsToList();
  }

  void pipe(String topic, TestRecord<byte[], byte[]> record) {
    driver
        .createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
        .pipeInput(record);
  }

  static <T extends SpecificRecord> Serde<T> serde(Class<T> type) {
    return AvroSerde.of(type, REGISTRY);
  }

  /** All flows in and out, for the books check. */
  List<PaperFlow> allFlows() {
    payments();
    return allFlows;
  }

  List<ExecutionReport> allReports() {
    reports();
    return allReports;
  }

  double alarms(PaperMeters.Alarm alarm) {
    return counted(MeterNames.PAPER_ALARMS, alarm.name());
  }

  double skipped(PaperMeters.Skipped what) {
    return counted(MeterNames.PAPER_SKIPPED, what.name());
  }

  private double counted(String name, String kind) {
    return meters.find(name).tag(MeterNames.KIND, kind).counters().stream()
        .mapToDouble(Counter::count)
        .sum();
  }

  /** Positions of an exposure as text, by name. */
  static Map<String, String> positions(Exposure exposure) {
    Map<String, String> positions = new TreeMap<>();
    exposure.getPositions().forEach((key, value) -> positions.put(key, Decimals.plain(value)));
    return positions;
  }

  /** A driver on new local stores, filled from this one's changelogs as a restart fills them. */
  PaperDriver restarted() {
    Map<String, Map<String, SpecificRecord>> read = new TreeMap<>();
    changelogs()
        .forEach(
            (store, last) -> {
              Map<String, SpecificRecord> entries = new TreeMap<>();
              last.forEach(
                  (key, value) -> entries.put(key, reader(store).deserialize(store, value)));
              read.put(store, entries);
            });
    return restored(read);
  }

  /** A driver whose stores hold these entries, by store and key. */
  static PaperDriver restored(Map<String, Map<String, SpecificRecord>> entries) {
    PaperDriver next = new PaperDriver();
    entries.forEach(
        (store, last) -> {
          KeyValueStore<String, SpecificRecord> to = next.driver.getKeyValueStore(store);
          last.forEach(to::put);
        });
    return next;
  }

  /** What is left of each store's changelog, by key, as it lies on the topic. Read once. */
  Map<String, Map<String, byte[]>> changelogs() {
    Map<String, Map<String, byte[]>> left = new TreeMap<>();
    for (String store : PaperTopology.STORES) {
      Map<String, byte[]> last = new TreeMap<>();
      driver
          .createOutputTopic(
              settings().applicationId() + "-" + store + "-changelog",
              new StringDeserializer(),
              new ByteArrayDeserializer())
          .readKeyValuesToList()
          .forEach(
              change -> {
                last.remove(change.key);
                if (change.value != null) {
                  last.put(change.key, change.value);
                }
              });
      left.put(store, last);
    }
    return left;
  }

  /** Reads what a store's changelog holds. */
  static Deserializer<? extends SpecificRecord> reader(String store) {
    return serde(PaperTopology.storedTypes().get(store)).deserializer();
  }

  @Override
  public void close() {
    driver.close();
  }

  private <T extends SpecificRecord> TestInputTopic<String, T> input(String topic, Class<T> type) {
    return driver.createInputTopic(
        topic, new StringSerializer(), AvroSerde.of(type, REGISTRY).serializer());
  }

  private <T extends SpecificRecord> TestOutputTopic<String, T> output(
      String topic, Class<T> type) {
    return driver.createOutputTopic(
        topic, new StringDeserializer(), AvroSerde.of(type, REGISTRY).deserializer());
  }
}
