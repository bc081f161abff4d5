package io.strategystreams.cli.bench;

import io.strategystreams.cluster.TopicCreator;
import io.strategystreams.cluster.TopicPlan;
import io.strategystreams.config.ApplicationSettings;
import io.strategystreams.contract.Topics;
import io.strategystreams.core.strategy.Strategies;
import io.strategystreams.embedded.EmbeddedBroker;
import io.strategystreams.embedded.TemporaryDirectory;
import io.strategystreams.lifecycle.Ground;
import io.strategystreams.lifecycle.StreamsLifecycle;
import io.strategystreams.replay.EventPublisher;
import io.strategystreams.topology.ClockPolicy;
import io.strategystreams.topology.Profile;
import io.strategystreams.topology.StrategyApplication;
import io.strategystreams.topology.StrategyDesk;
import io.strategystreams.topology.StreamsSettings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;

/**
 * Measures the strategy application and, on the same broker and the same records, one that passes
 * every record on and does nothing else; round by round in turn, since a machine is not always
 * equally fast. What is read lies on the broker before the clock starts; it stops when the last
 * record's transaction is committed.
 */
public final class Bench implements AutoCloseable {
  private static final Duration TO_RUNNING = Duration.ofSeconds(180);
  private static final String PASSED_ON = "bench-passed-on";

  private final BenchRequest request;
  private final PrintWriter out;
  private final EmbeddedBroker broker = EmbeddedBroker.start();
  private final TemporaryDirectory state = TemporaryDirectory.create("strategy-streams-bench");
  private final Map<String, Object> client =
      Map.of("bootstrap.servers", (Object) broker.bootstrapServers());
  private final Map<String, Object> serdes =
      Map.of("schema.registry.url", "mock://bench-" + UUID.randomUUID());
  private final Admin admin = Admin.create(client);
  private final Script script;

  /**
   * @param out where progress is told
   */
  public Bench(BenchRequest request, PrintWriter out) {
    this.request = request;
    this.out = out;
    this.script = new Script(request);
    TopicPlan plan =
        TopicPlan.of(request.configuration().application().topics(), request.partitions())
            .onOneBroker()
            .forReplay();
    List<NewTopic> topics = new ArrayList<>(plan.newTopics());
    topics.add(new NewTopic(PASSED_ON, request.partitions(), (short) 1));
    new TopicCreator(admin).create(topics);
  }

  /** All rates: evaluations, orders, and records passed on. */
  public List<Rate> run() throws InterruptedException {
    try (EventPublisher publisher = new EventPublisher(client, serdes)) {
      tell(
          "writing %d configurations and %d idle books",
          request.strategies(), request.strategies());
      script.prepare(publisher);
      strategies(0);
      script.idle(publisher);
      Duration orders = strategies(request.strategies());
      List<Duration> evaluations = new ArrayList<>();
      List<Duration> passedOn = new ArrayList<>();
      // What lies in exposures so far is passed on unmeasured.
      passOn(0);
      for (int round = 0; round < request.rounds(); round++) {
        tell("round %d of %d", round + 1, request.rounds());
        script.atTarget(publisher, round);
        evaluations.add(strategies(request.exposures()));
        passedOn.add(passOn(request.exposures()));
      }
      return List.of(
          new Rate("plans made and their first orders sent", request.strategies(), List.of(orders)),
          new Rate("exposures evaluated", request.exposures(), evaluations),
          new Rate("exposures passed on and nothing else", request.exposures(), passedOn));
    }
  }

  /** Lets the strategies read all there is; the time from their first tasks to the last commit. */
  private Duration strategies(int expected) throws InterruptedException {
    ApplicationSettings application = request.configuration().application();
    StreamsSettings settings =
        StreamsSettings.of(application, Profile.DEVELOPMENT).tuned(settings("strategies"));
    StrategyDesk desk =
        StrategyDesk.of(new Strategies(), request.configuration(), ClockPolicy.replay());
    Drained drained =
        new Drained(admin, application.applicationId(), Topics.EXPOSURES, request.partitions());
    long end = expected == 0 ? 0 : drained.all();
    try (StrategyApplication strategies = StrategyApplication.start(settings, desk)) {
      strategies.awaitRunning(TO_RUNNING);
      long started = System.nanoTime();
      if (expected == 0) {
        new Drained(
                admin, application.applicationId(), Topics.STRATEGY_CONFIGS, request.partitions())
            .await(2L * request.strategies());
        new Drained(
                admin, application.applicationId(), Topics.RISK_ASSESSMENTS, request.partitions())
            .await(2L * request.strategies());
      }
      drained.await(end);
      return Duration.ofNanos(System.nanoTime() - started);
    }
  }

  private Duration passOn(int expected) throws InterruptedException {
    StreamsBuilder builder = new StreamsBuilder();
    builder.stream(Topics.EXPOSURES, Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()))
        .to(PASSED_ON, Produced.with(Serdes.ByteArray(), Serdes.ByteArray()));
    String group = "bench-pass-through";
    ApplicationSettings application = request.configuration().application();
    Properties properties = new Properties();
    properties.putAll(settings("pass-through"));
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, group);
    properties.put(
        StreamsConfig.PROCESSING_GUARANTEE_CONFIG, application.processingGuarantee().id());
    properties.put(
        StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, application.commitInterval().toMillis());
    properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, application.numThreads());
    properties.put(
        StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
    Drained drained = new Drained(admin, group, Topics.EXPOSURES, request.partitions());
    try (StreamsLifecycle passing =
        StreamsLifecycle.start(builder.build(), properties, Ground.Sound::new)) {
      passing.awaitRunning(TO_RUNNING);
      long started = System.nanoTime();
      drained.await(drained.all());
      return expected == 0 ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - started);
    }
  }

  private Map<String, Object> settings(String name) {
    Map<String, Object> settings = new HashMap<>(client);
    settings.putAll(serdes);
    settings.put(StreamsConfig.STATE_DIR_CONFIG, directory(name).toString());
    settings.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, 1);
    settings.put(StreamsConfig.topicPrefix(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG), 1);
    return settings;
  }

  private Path directory(String name) {
    return state.path().resolve(name);
  }

  private void tell(String text, Object... arguments) {
    out.printf(text + "%n", arguments);
    out.flush();
  }

  @Override
  public void close() {
    try (state;
        broker;
        admin) {
      // Closed in turn, the last one first.
    }
  }
}
