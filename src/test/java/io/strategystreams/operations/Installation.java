package io.strategystreams.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.audit.History;
import io.strategystreams.audit.HistoryReader;
import io.strategystreams.cli.Run;
import io.strategystreams.cluster.ClusterAccess;
import io.strategystreams.cluster.EventLog;
import io.strategystreams.cluster.LoggedEvent;
import io.strategystreams.cluster.TopicPlan;
import io.strategystreams.config.ConfigDirectory;
import io.strategystreams.config.Configuration;
import io.strategystreams.core.strategy.Strategies;
import io.strategystreams.replay.LockStepTuning;
import io.strategystreams.replay.ReadingGroup;
import io.strategystreams.replay.RestWatch;
import io.strategystreams.topology.ClockPolicy;
import io.strategystreams.topology.Profile;
import io.strategystreams.topology.StrategyApplication;
import io.strategystreams.topology.StrategyDesk;
import io.strategystreams.topology.StreamsSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.utils.Utils;

/**
 * An installation as its operators see it: a configuration directory, brokers, commands that are
 * typed. One instance of the strategy application at a time, in this process.
 */
final class Installation implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Path directory;
  private final Configuration configuration;
  private final Admin admin;
  private StrategyApplication application;

  private Installation(Path directory) {
    this.directory = directory;
    this.configuration = ConfigDirectory.load(configs(), Map.of());
    this.admin = access().admin();
  }

  /**
   * The shipped configuration with some keys of {@code application.yaml} changed.
   *
   * @param directory for configuration and state
   * @param keys top-level ones, {@code partitions}
   */
  static Installation in(Path directory, Map<String, ?> keys) throws IOException {
    Path shipped = Path.of("configs");
    try (Stream<Path> files = Files.walk(shipped)) {
      for (Path file : files.toList()) {
        Path copy = directory.resolve("configs").resolve(shipped.relativize(file));
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy);
        }
      }
    }
    Path file = directory.resolve("configs").resolve("application.yaml");
    String text = Files.readString(file);
    for (Map.Entry<String, ?> key : keys.entrySet()) {
      String line = "(?m)^( *)" + key.getKey() + ": .*$";
      assertThat(text).containsPattern(line);
      text = text.replaceFirst(line, "$1" + key.getKey() + ": " + key.getValue());
    }
    Files.writeString(file, text);
    return new Installation(directory);
  }

  /**
   * One with an application id of its own.
   *
   * @param directory for configuration and state of all of them
   */
  static Installation of(
      Path directory, String applicationId, String brokers, String registry, int partitions)
      throws IOException {
    return in(directory.resolve(applicationId), keys(applicationId, brokers, registry, partitions));
  }

  /** What {@link #of} changes in {@code application.yaml}. */
  static Map<String, Object> keys(
      String applicationId, String brokers, String registry, int partitions) {
    return Map.of(
        "application_id",
        applicationId,
        "bootstrap_servers",
        brokers,
        "schema_registry_url",
        registry,
        "partitions",
        partitions,
        "num_threads",
        1);
  }

  private Path configs() {
    return directory.resolve("configs");
  }

  private Path state() {
    return directory.resolve("state");
  }

  ClusterAccess access() {
    return ClusterAccess.of(configuration.application());
  }

  Admin admin() {
    return admin;
  }

  String applicationId() {
    return configuration.application().applicationId();
  }

  /** Types a command; it must end with 0. */
  String type(String... words) {
    Run run = run(words);
    assertThat(run.exitCode()).as(String.join(" ", words) + "\n" + run.out() + run.err()).isZero();
    return run.out();
  }

  /** Types a command, whatever it ends with. */
  Run run(String... words) {
    List<String> all = new ArrayList<>(Arrays.asList(words));
    all.addAll(List.of("--configs", configs().toString()));
    return Run.of(all.toArray(String[]::new));
  }

  /** Starts the application and returns when it runs. */
  void start() throws Exception {
    application =
        StrategyApplication.start(
            StreamsSettings.of(configuration.application(), Profile.DEVELOPMENT)
                .tuned(LockStepTuning.SETTINGS)
                .tuned(Map.of("state.dir", state().toString())),
            StrategyDesk.of(new Strategies(), configuration.desk(), ClockPolicy.replay()));
    application.awaitRunning(PATIENCE);
  }

  void stop() {
    application.close();
    application = null;
  }

  /** As on another machine. */
  void loseStateDirectory() throws IOException {
    Utils.delete(state().toFile());
  }

  /** Waits until the application has read everything and all it wrote is committed. */
  void rest() {
    new RestWatch(
            admin,
            TopicPlan.of(configuration.application()).partitions(),
            List.of(ReadingGroup.of(applicationId(), application.lifecycle().streams())),
            PATIENCE,
            () -> application.lifecycle().failure())
        .await();
  }

  History history() {
    return HistoryReader.read(access(), false);
  }

  /** All events of a topic, committed ones. */
  List<LoggedEvent> read(String topic) {
    List<LoggedEvent> read = new ArrayList<>();
    try (EventLog log = EventLog.open(access(), List.of(topic))) {
      log.readToEnd(read::add);
    }
    return read;
  }

  /** Ids of all orders. */
  Set<String> orderIds() {
    return history().orders().stream()
        .map(at -> at.event().getOrderId())
        .collect(Collectors.toSet());
  }

  @Override
  public void close() {
    if (application != null) {
      stop();
    }
    admin.close(Duration.ZERO);
  }
}
