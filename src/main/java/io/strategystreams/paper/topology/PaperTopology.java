package io.strategystreams.paper.topology;

import io.strategystreams.config.Desk;
import io.strategystreams.config.LendingTerms;
import io.strategystreams.contract.ContractRules;
import io.strategystreams.contract.Topics;
import io.strategystreams.core.market.KnownMarkets;
import io.strategystreams.edge.EventTimeExtractor;
import io.strategystreams.edge.OwnPartition;
import io.strategystreams.edge.Placement;
import io.strategystreams.edge.TopicReader;
import io.strategystreams.events.ExecutionReport;
import io.strategystreams.events.Exposure;
import io.strategystreams.events.MarketEvent;
import io.strategystreams.events.Order;
import io.strategystreams.events.PaperFlow;
import io.strategystreams.events.Price;
import io.strategystreams.events.RiskAssessment;
import io.strategystreams.events.StrategyControl;
import io.strategystreams.metrics.Telemetry;
import io.strategystreams.paper.exchange.PaperDesk;
import io.strategystreams.paper.exchange.PaperExchange;
import io.strategystreams.serde.EventSerde;
import io.strategystreams.state.PaperAccountState;
import io.strategystreams.state.PaperClock;
import io.strategystreams.state.PaperGroupState;
import io.strategystreams.state.PaperOrderMemo;
import io.strategystreams.state.PaperPlanState;
import io.strategystreams.state.PaperReportMemo;
import io.strategystreams.state.PaperWatchState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The paper executor's topology.
 *
 * <pre>
 *  strategy-controls ─► paper-control
 *  orders ──────────────────────────► paper-executor ─► execution-reports ─┐
 *  market-data ─► paper-market ─ticks─┤        └─► paper-flows (PAID)      │
 *  paper-flows ───────────────────────┤                                    │
 *  execution-reports ◄────────────────┼────────────────────────────────────┘
 *            └──────────────────────► paper-monitor ─► exposures, risk-assessments
 * </pre>
 *
 * <p>Two halves. The <i>executor</i> fills orders on the accounts it keeps; the <i>monitor</i>
 * knows of executions only by the reports and keeps a ledger of its own. They share no store but
 * prices and time, and meet in topics, so that either could stand alone beside a real counterpart.
 * To Kafka Streams they are one sub-topology all the same: both read {@code market-data} and {@code
 * paper-flows}, and an application gives a topic to one sub-topology only. That they share a task
 * makes a tick reach the executor before the monitor, always.
 *
 * <p>Each topic is read through an {@link Intake}, which puts aside what cannot be used.
 *
 * <p>Payments of withdrawals go through {@code paper-flows}: only the executor knows at the moment
 * of paying what is free, and with them in a topic every ledger is the sum of its flows and
 * reports.
 */
public final class PaperTopology {
  static final String PRICES_STORE = "paper-prices";
  static final String CLOCK_STORE = "paper-clock";
  static final String CONTROLS_STORE = "paper-controls";
  static final String ACCOUNTS_STORE = "paper-accounts";
  static final String ORDERS_STORE = "paper-orders";
  static final String GROUPS_STORE = "paper-groups";
  static final String PLANS_STORE = "paper-plans";
  static final String WAITING_STORE = "paper-waiting";
  static final String WATCHES_STORE = "paper-watches";
  static final String REPORTS_STORE = "paper-reports";

  static final List<String> STORES =
      List.of(
          PRICES_STORE,
          CLOCK_STORE,
          CONTROLS_STORE,
          ACCOUNTS_STORE,
          ORDERS_STORE,
          GROUPS_STORE,
          PLANS_STORE,
          WAITING_STORE,
          WATCHES_STORE,
          REPORTS_STORE);

  static final String REPORTS_SINK = "paper-reports-sink";
  static final String PAYMENTS_SINK = "paper-payments-sink";
  static final String EXPOSURES_SINK = "paper-exposures-sink";
  static final String RISK_SINK = "paper-risk-sink";
  static final String DEAD_LETTERS_SINK = "paper-dead-letters-sink";

  private static final String ORDERS = "orders";
  private static final String MARKET_DATA = "market";
  private static final String CONTROLS = "controls";
  private static final String FLOWS = "flows";
  private static final String REPORTS = "reports";
  private static final List<String> INTAKES =
      List.of(ORDERS, MARKET_DATA, CONTROLS, FLOWS, REPORTS);

  private static final String MARKET = "paper-market";
  private static final String CONTROL = "paper-control";
  private static final String EXECUTOR = "paper-executor";
  private static final String MONITOR = "paper-monitor";

  private final PaperSettings settings;
  private final Desk desk;
  private final Map<String, ?> serdeConfig;
  private final Telemetry telemetry;

  /** Told to nobody. */
  public PaperTopology(PaperSettings settings, Desk desk, Map<String, ?> serdeConfig) {
    this(settings, desk, serdeConfig, Telemetry.none());
  }

  /**
   * @param serdeConfig keys of {@link io.strategystreams.serde.AvroSerdeConfig}; others are passed
   *     over
   * @param telemetry where tasks tell of themselves
   */
  public PaperTopology(
      PaperSettings settings, Desk desk, Map<String, ?> serdeConfig, Telemetry telemetry) {
    this.telemetry = telemetry;
    this.settings = settings;
    this.desk = desk;
    this.serdeConfig = serdeConfig;
  }

  /** What each store holds, by the store's name. */
  public static Map<String, Class<? extends SpecificRecord>> storedTypes() {
    return Map.of(
        PRICES_STORE, Price.class,
        CLOCK_STORE, PaperClock.class,
        CONTROLS_STORE, StrategyControl.class,
        ACCOUNTS_STORE, PaperAccountState.class,
        ORDERS_STORE, PaperOrderMemo.class,
        GROUPS_STORE, PaperGroupState.class,
        PLANS_STORE, PaperPlanState.class,
        WAITING_STORE, PaperGroupState.class,
        WATCHES_STORE, PaperWatchState.class,
        REPORTS_STORE, PaperReportMemo.class);
  }

  /**
   * The topology, every node and store named.
   *
   * @param partitions of each of its topics: they have one and the same count
   */
  public Topology build(int partitions) {
    return built(new Topology(), partitions);
  }

  /** The same under settings of Kafka Streams that concern the topology itself. */
  public Topology build(int partitions, TopologyConfig config) {
    return built(new Topology(config), partitions);
  }

  private Topology built(Topology topology, int partitions) {
    addIntakes(topology, partitions);
    addProcessors(topology);
    addStores(topology);
    addSinks(topology, partitions);
    return topology;
  }

  private void addIntakes(Topology topology, int partitions) {
    Placement placement = Placement.fixed(partitions);
    intake(
        topology,
        ORDERS,
        Intake.of(reader(Topics.ORDERS, Order.class, placement), Order::getEventTime, EXECUTOR)
            .under(ContractRules::unanswerable)
            .answering(UnsoundOrder::new));
    intake(
        topology,
        MARKET_DATA,
        Intake.of(
                reader(Topics.MARKET_DATA, MarketEvent.class, placement),
                PaperTopology::timeOf,
                MARKET)
            .anywhere());
    intake(
        topology,
        CONTROLS,
        // A control's time plays no part: a halt is applied when it is polled.
        Intake.of(
            reader(Topics.STRATEGY_CONTROLS, StrategyControl.class, placement),
            control -> Instant.EPOCH,
            CONTROL));
    intake(
        topology,
        FLOWS,
        Intake.of(
                reader(Topics.PAPER_FLOWS, PaperFlow.class, placement),
                PaperFlow::getEventTime,
                EXECUTOR,
                MONITOR)
            .under(FlowEvents::violations));
    intake(
        topology,
        REPORTS,
        Intake.of(
            reader(Topics.EXECUTION_REPORTS, ExecutionReport.class, placement),
            ExecutionReport::getEventTime,
            MONITOR));
  }

  private static Instant timeOf(MarketEvent event) {
    if (event.getPrice() != null) {
      return event.getPrice().getEventTime();
    }
    return event.getPrediction() != null
        ? event.getPrediction().getEventTime()
        : event.getTick().getEventTime();
  }

  private void addProcessors(Topology topology) {
    PaperDesk executor =
        new PaperDesk(
            desk, settings.venues(), settings.unstakingDelay(), settings.valuationInterval());
    LendingTerms lending = PaperExchange.lending(desk);
    KnownMarkets known = desk.known();
    topology.addProcessor(
        MARKET, () -> new MarketProcessor(known, telemetry), intakeOf(MARKET_DATA));
    topology.addProcessor(
        CONTROL, () -> new ControlProcessor(settings.skew(), telemetry), intakeOf(CONTROLS));
    topology.addProcessor(
        EXECUTOR,
        () ->
            new ExecutorProcessor(
                executor, settings.valuationInterval(), settings.memory(), telemetry),
        intakeOf(ORDERS),
        MARKET,
        intakeOf(FLOWS));
    topology.addProcessor(
        MONITOR,
        () ->
            new MonitorProcessor(
                settings.risk(),
                lending,
                settings.valuationInterval(),
                settings.memory(),
                telemetry),
        intakeOf(REPORTS),
        MARKET,
        intakeOf(FLOWS));
  }

  private void addStores(Topology topology) {
    topology.addStateStore(store(PRICES_STORE, Price.class), MARKET, EXECUTOR, MONITOR);
    topology.addStateStore(store(CLOCK_STORE, PaperClock.class), MARKET, EXECUTOR, MONITOR);
    topology.addStateStore(store(CONTROLS_STORE, StrategyControl.class), CONTROL, EXECUTOR);
    topology.addStateStore(store(ACCOUNTS_STORE, PaperAccountState.class), EXECUTOR);
    topology.addStateStore(store(ORDERS_STORE, PaperOrderMemo.class), EXECUTOR);
    topology.addStateStore(store(GROUPS_STORE, PaperGroupState.class), EXECUTOR);
    topology.addStateStore(store(PLANS_STORE, PaperPlanState.class), EXECUTOR);
    topology.addStateStore(store(WAITING_STORE, PaperGroupState.class), EXECUTOR);
    topology.addStateStore(store(WATCHES_STORE, PaperWatchState.class), MONITOR);
    topology.addStateStore(store(REPORTS_STORE, PaperReportMemo.class), MONITOR);
  }

  private void addSinks(Topology topology, int partitions) {
    sink(
        topology,
        REPORTS_SINK,
        Topics.EXECUTION_REPORTS,
        ExecutionReport.class,
        EXECUTOR,
        partitions);
    sink(topology, PAYMENTS_SINK, Topics.PAPER_FLOWS, PaperFlow.class, EXECUTOR, partitions);
    sink(topology, EXPOSURES_SINK, Topics.EXPOSURES, Exposure.class, MONITOR, partitions);
    sink(topology, RISK_SINK, Topics.RISK_ASSESSMENTS, RiskAssessment.class, MONITOR, partitions);
    topology.addSink(
        DEAD_LETTERS_SINK,
        Topics.DEAD_LETTERS,
        new ByteArraySerializer(),
        new ByteArraySerializer(),
        INTAKES.stream().map(PaperTopology::intakeOf).toArray(String[]::new));
  }

  /** A source of bytes, so that a record that must be put aside is at hand as it was. */
  private <T extends SpecificRecord> void intake(
      Topology topology, String name, Intake.Input<T> input) {
    String source = "paper-" + name + "-source";
    topology.addSource(
        AutoOffsetReset.earliest(),
        source,
        new EventTimeExtractor(settings.skew()),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer(),
        input.reader().topic());
    topology.addProcessor(
        intakeOf(name), () -> new Intake<>(input, settings.skew(), telemetry), source);
  }

  private static String intakeOf(String name) {
    return "paper-" + name + "-intake";
  }

  private <T extends SpecificRecord> TopicReader<T> reader(
      String topic, Class<T> type, Placement placement) {
    return new TopicReader<>(topic, serde(type).deserializer(), placement);
  }

  private <T extends SpecificRecord> void sink(
      Topology topology, String name, String topic, Class<T> type, String parent, int partitions) {
    topology.addSink(
        name,
        topic,
        Serdes.String().serializer(),
        serde(type).serializer(),
        new OwnPartition<T>(partitions),
        parent);
  }

  private <T extends SpecificRecord> StoreBuilder<?> store(String name, Class<T> type) {
    KeyValueBytesStoreSupplier supplier =
        switch (settings.storage()) {
          case MEMORY, UNLOGGED -> Stores.inMemoryKeyValueStore(name);
          case DISK -> Stores.persistentKeyValueStore(name);
        };
    StoreBuilder<?> store =
        Stores.keyValueStoreBuilder(supplier, Serdes.String(), DecodedOnce.of(serde(type)));
    return settings.storage() == PaperSettings.Storage.UNLOGGED
        ? store.withCachingDisabled().withLoggingDisabled()
        : store.withCachingEnabled().withLoggingEnabled(Map.of());
  }

  private <T extends SpecificRecord> Serde<T> serde(Class<T> type) {
    return EventSerde.of(type, serdeConfig);
  }
}
