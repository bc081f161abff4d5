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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Utils;

/**
 * An installation as its operators see it: a configuration directory, brokers, commands that are
 * typed. Instances of the strategy application run in this process, each with a state directory of
 * its own.
 */
final class Installation implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(180);

  private static final Set<String> CONTROLS = Set.of("halt", "reduce-only", "resume");

  private final Path directory;
  private final Configuration configuration;
  private Admin admin;
  private final Map<String, StrategyApplication> instances = new LinkedHashMap<>();

  /** Seen while one instance has all tasks: later ones are nobody's while they change hands. */
  private ReadingGroup reads;

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

  private Path state(String instance) {
    return directory.resolve("state").resolve(instance);
  }

  ClusterAccess access() {
    return ClusterAccess.of(configuration.application());
  }

  Admin admin() {
    return admin;
  }

  /** Whoever looks at the brokers from here comes in anew, with the secret as it is now. */
  void comeInAnew() {
    admin.close(Duration.ZERO);
    admin = access().admin();
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
    if (CONTROLS.contains(words[0])) {
      // A second is enough for the application to take it in, but not on a busy machine.
      all.addAll(List.of("--wait", Long.toString(PATIENCE.toSeconds())));
    }
    return Run.of(all.toArray(String[]::new));
  }

  /** Starts the only instance and returns when it runs. */
  void start() throws Exception {
    start("only");
  }

  /** Starts an instance and returns when it runs, with tasks or standing by. */
  void start(String instance) throws Exception {
    StrategyApplication application =
        StrategyApplication.start(
            StreamsSettings.of(configuration.application(), Profile.DEVELOPMENT)
                .tuned(LockStepTuning.SETTINGS)
                .tuned(Map.of("state.dir", state(instance).toString())),
            StrategyDesk.of(new Strategies(), configuration.desk(), ClockPolicy.replay()));
    instances.put(instance, application);
    application.awaitRunning(PATIENCE);
    if (reads == null) {
      reads = ReadingGroup.of(applicationId(), application.streams());
    }
  }

  /** Stops every instance. */
  void stop() {
    instances.values().forEach(StrategyApplication::close);
    instances.clear();
  }

  void stop(String instance) {
    instances.remove(instance).close();
  }

  /** Active tasks of an instance. */
  Set<String> tasks(String instance) {
    return instances.get(instance).lifecycle().tasks();
  }

  /** As on other machines. */
  void loseStateDirectories() throws IOException {
    Utils.delete(directory.resolve("state").toFile());
  }

  /** Waits until the application has read everything and all it wrote is committed. */
  void rest() {
    new RestWatch(
            admin,
            TopicPlan.of(configuration.application()).partitions(),
            List.of(reads),
            PATIENCE,
            () ->
                instances.values().stream()
                    .flatMap(one -> one.lifecycle().failure().stream())
                    .findAny())
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

  /** How many records the changelogs of its stores hold. */
  long changes() throws Exception {
    Set<String> changelogs =
        admin.listTopics().names().get().stream()
            .filter(topic -> topic.endsWith("-changelog"))
            .collect(Collectors.toSet());
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    admin
        .describeTopics(changelogs)
        .allTopicNames()
        .get()
        .forEach(
            (topic, described) ->
                described
                    .partitions()
                    .forEach(
                        one ->
                            ends.put(
                                new TopicPartition(topic, one.partition()), OffsetSpec.latest())));
    return admin.listOffsets(ends).all().get().values().stream()
        .mapToLong(ListOffsetsResultInfo::offset)
        .sum();
  }

  /** Ids of all orders. */
  Set<String> orderIds() {
    return history().orders().stream()
        .map(at -> at.event().getOrderId())
        .collect(Collectors.toSet());
  }

  @Override
  public void close() {
    stop();
    admin.close(Duration.ZERO);
  }
}
