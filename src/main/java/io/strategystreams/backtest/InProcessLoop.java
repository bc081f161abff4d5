package io.strategystreams.backtest;

import io.strategystreams.config.Configuration;
import io.strategystreams.contract.Topics;
import io.strategystreams.core.strategy.Strategies;
import io.strategystreams.events.Decision;
import io.strategystreams.events.ExecutionReport;
import io.strategystreams.events.Exposure;
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
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.test.TestRecord;

/**
 * The strategy application and the paper executor, topologies and all, in two drivers: each one's
 * output is the other's input, byte for byte. No broker, no thread of its own, nothing on disk. Fed
 * through a {@link #lockStep()}; not for use by several threads.
 */
public final class InProcessLoop implements Loop {
  /** What the strategies read first of what a tick makes executor and monitor say at once. */
  public enum ReadFirst {
    REPORTS,
    RISK
  }

  private static final Map<String, String> REGISTRY =
      Map.of("schema.registry.url", "mock://in-process-loop");

  private final EventSerdes serdes = new EventSerdes(REGISTRY);
  private final ReadFirst readFirst;
  private final LoopObserver observer;
  private final Side strategies;
  private final Side paper;
  private final MockProducer<String, byte[]> published =
      new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
  private final LockStep lockStep =
      new LockStep(new EventPublisher(published, REGISTRY), this::rest);

  /** A loop in which reports are read before risk. */
  public InProcessLoop(
      Configuration configuration, PaperSettings settings, Instant start, LoopObserver observer) {
    this(configuration, settings, start, ReadFirst.REPORTS, observer);
  }

  /**
   * @param settings its storage is not used: stores live in the process and end with it
   * @param start before the first record
   * @param readFirst two topics may be read either way
   * @param observer is told what either side writes before the other side reads it
   */
  public InProcessLoop(
      Configuration configuration,
      PaperSettings settings,
      Instant start,
      ReadFirst readFirst,
      LoopObserver observer) {
    this.readFirst = readFirst;
    this.observer = observer;
    this.strategies =
        new Side(
            new StrategyTopology(
                    serdes,
                    StrategyDesk.of(new Strategies(), configuration, ClockPolicy.replay()),
                    PartitionCounts.all(1),
                    Storage.UNLOGGED)
                .toTopology(),
            "loop-strategies",
            start);
    PaperSettings unlogged = settings.withStorage(PaperSettings.Storage.UNLOGGED);
    this.paper =
        new Side(
            new PaperTopology(unlogged, configuration.desk(), REGISTRY).build(1),
            settings.applicationId(),
            start);
  }

  /** Its rest is when neither side has anything left. */
  @Override
  public LockStep lockStep() {
    return lockStep;
  }

  @Override
  public void close() {
    strategies.close();
    paper.close();
  }

  /** Hands over what the lock-step published, and carries on what follows. */
  private void rest() {
    for (ProducerRecord<String, byte[]> record : published.history()) {
      if (record.topic().equals(Topics.PAPER_FLOWS)) {
        observer.flow(decoded(PaperFlow.class, record.topic(), record.value()));
      }
      side(record.topic())
          .take(
              record.topic(),
              new TestRecord<>(
                  record.key().getBytes(StandardCharsets.UTF_8),
                  record.value(),
                  Instant.ofEpochMilli(record.timestamp())));
    }
    published.clear();
    settle();
  }

  private Side side(String topic) {
    return switch (topic) {
      case Topics.PAPER_FLOWS -> paper;
      case Topics.STRATEGY_CONFIGS,
          Topics.STRATEGY_CONTROLS,
          Topics.PRICES,
          Topics.ML_PREDICTIONS,
          Topics.CLOCK ->
          strategies;
      default -> throw new IllegalArgumentException("nobody here reads " + topic);
    };
  }

  /** Carries records over until neither side has any. */
  private void settle() {
    boolean moved = true;
    while (moved) {
      moved = carry(strategies, paper, Topics.MARKET_DATA);
      moved |= carry(strategies, paper, Topics.ORDERS, Order.class, observer::order);
      // What the executor says of an account comes before the reports that follow it.
      tell(paper, Topics.PAPER_FLOWS, PaperFlow.class, observer::flow);
      if (readFirst == ReadFirst.RISK) {
        moved |= carryRisk();
      }
      moved |=
          carry(
              paper, strategies, Topics.EXECUTION_REPORTS, ExecutionReport.class, observer::report);
      moved |= carry(paper, strategies, Topics.EXPOSURES, Exposure.class, observer::exposure);
      moved |= carryRisk();
      tell(strategies, Topics.DECISIONS, Decision.class, observer::decision);
    }
    tellDeadLetters(strategies);
    tellDeadLetters(paper);
  }

  private boolean carryRisk() {
    return carry(paper, strategies, Topics.RISK_ASSESSMENTS, RiskAssessment.class, observer::risk);
  }

  private static boolean carry(Side from, Side to, String topic) {
    List<TestRecord<byte[], byte[]>> records = from.written(topic);
    records.forEach(record -> to.take(topic, record));
    return !records.isEmpty();
  }

  private <T extends SpecificRecord> boolean carry(
      Side from, Side to, String topic, Class<T> type, Consumer<T> told) {
    List<TestRecord<byte[], byte[]>> records = from.written(topic);
    for (TestRecord<byte[], byte[]> record : records) {
      told.accept(decoded(type, topic, record.value()));
      to.take(topic, record);
    }
    return !records.isEmpty();
  }

  private <T extends SpecificRecord> void tell(
      Side from, String topic, Class<T> type, Consumer<T> told) {
    from.written(topic).forEach(record -> told.accept(decoded(type, topic, record.value())));
  }

  private void tellDeadLetters(Side from) {
    from.written(Topics.DEAD_LETTERS).forEach(letter -> observer.deadLetter(text(letter)));
  }

  private static String text(TestRecord<byte[], byte[]> letter) {
    String key = letter.key() == null ? "none" : new String(letter.key(), StandardCharsets.UTF_8);
    return "key "
        + key
        + StreamSupport.stream(letter.headers().spliterator(), false)
            .map(
                header ->
                    ", " + header.key() + " " + new String(header.value(), StandardCharsets.UTF_8))
            .collect(Collectors.joining());
  }

  private <T extends SpecificRecord> T decoded(Class<T> type, String topic, byte[] value) {
    return serdes.serde(type).deserializer().deserialize(topic, value);
  }
}
