package io.strategystreams.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.cluster.EventLog;
import io.strategystreams.cluster.LoggedEvent;
import io.strategystreams.config.ApplicationKeys;
import io.strategystreams.config.Environment;
import io.strategystreams.config.ModeFile;
import io.strategystreams.contract.Topics;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.testing.Released;
import io.strategystreams.testing.ReleasedJar;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** From the last release to this build and back, one instance at a time, while orders flow. */
@Timeout(2400)
class UpgradeTest {
  private static final String RELEASED = "0.1.0";
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration LOOK = Duration.ofSeconds(1);

  /** Keys that the release does not know. */
  private static final Set<String> NEW =
      Stream.of(
              ApplicationKeys.GROUP_PROTOCOL,
              ApplicationKeys.NUM_STANDBY_REPLICAS,
              ApplicationKeys.SESSION_TIMEOUT,
              ApplicationKeys.TRANSACTION_TIMEOUT)
          .map(Environment::variable)
          .collect(Collectors.toSet());

  @TempDir private Path directory;

  @Test
  void instancesAreReplacedOneAtATimeAndOneGoesBackWithoutLossUnderLoad() throws Exception {
    StagePlan plan = StagePlan.standard(Path.of("configs")).withBrokers(1).withCopies(1);
    try (Stage stage = Stage.open(plan, directory.resolve("stage"))) {
      Build released = released();
      List<Application> strategies = new ArrayList<>();
      List<Application> papers = new ArrayList<>();
      for (int number = 1; number <= 2; number++) {
        strategies.add(stage.start(Role.STRATEGIES, released, Map.of()));
        papers.add(stage.start(Role.PAPER, released, Map.of()));
      }
      stage.awaitRunning(PATIENCE);
      try (OrderFlow orders = OrderFlow.start(stage.access());
          Load load = Load.start(stage, 1)) {
        awaitOrders(orders, load, "all on " + RELEASED);
        for (List<Application> pair : List.of(strategies, papers)) {
          replace(pair.get(0), stage.present(), false, stage);
          awaitOrders(orders, load, pair.get(0).name() + " is new beside the released one");
        }
        // Only the strategies: the release's paper executor does not know what the new one tells.
        replace(strategies.get(0), released, false, stage);
        awaitOrders(orders, load, "gone back to " + RELEASED + " on what the new one wrote");
        replace(strategies.get(0), stage.present(), false, stage);
        for (List<Application> pair : List.of(strategies, papers)) {
          replace(pair.get(1), stage.present(), true, stage);
          awaitOrders(orders, load, pair.get(1).name() + " is new and has restored everything");
        }
        load.settle();
        assertThat(
                Rest.await(stage, PATIENCE, () -> assertThat(load.failure()).isEmpty()).breaches())
            .isEmpty();
      }
      assertThat(read(stage, Topics.DEAD_LETTERS)).isEmpty();
    }
  }

  /** mvn test -Dtest=UpgradeTest -Drecord.jar=target/strategy-streams.jar -Drecord.release=0.2.0 */
  @Test
  @EnabledIfSystemProperty(named = "record.jar", matches = ".+")
  void recordARelease() throws IOException {
    ReleasedJar.record(
        Path.of(System.getProperty("record.jar")),
        ReleasedJar.file(System.getProperty("record.release")));
  }

  private static void replace(Application one, Build build, boolean emptied, Stage stage)
      throws IOException {
    assertThat(one.terminate(PATIENCE)).as(one.output()).isTrue();
    assertThat(one.exitCode()).as(one.output()).hasValue(0);
    if (emptied) {
      one.forgetState();
    }
    stage.start(one, build);
    one.awaitRunning(PATIENCE);
  }

  private static void awaitOrders(OrderFlow orders, Load load, String when) {
    long since = System.nanoTime();
    Awaitility.await("orders of every partition: " + when)
        .atMost(PATIENCE)
        .pollInterval(LOOK)
        .failFast(() -> assertThat(load.failure().or(orders::failure)).isEmpty())
        .until(
            () ->
                orders.arrivals().stream()
                        .filter(order -> order.at() > since)
                        .mapToInt(OrderFlow.Arrival::partition)
                        .distinct()
                        .count()
                    == orders.partitions());
  }

  private static List<LoggedEvent> read(Stage stage, String topic) {
    List<LoggedEvent> read = new ArrayList<>();
    try (EventLog log = EventLog.open(stage.access(), List.of(topic))) {
      log.readToEnd(read::add);
    }
    return read;
  }

  /** The released classes beside the libraries of this build, and a configuration they know. */
  private Build released() throws IOException {
    Path jar = ReleasedJar.unpack(RELEASED, directory);
    String libraries =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> entry.endsWith(".jar"))
            .collect(Collectors.joining(File.pathSeparator));
    return new Build(RELEASED, jar + File.pathSeparator + libraries, configs(), NEW);
  }

  private Path configs() throws IOException {
    Path shipped = Path.of("configs");
    Path copy = directory.resolve("configs-" + RELEASED);
    try (Stream<Path> files = Files.walk(shipped)) {
      for (Path each : files.toList()) {
        Files.copy(each, copy.resolve(shipped.relativize(each).toString()));
      }
    }
    Files.writeString(copy.resolve("application.yaml"), "partitions: 4\n");
    for (Mode mode : Mode.values()) {
      Files.writeString(
          copy.resolve("modes").resolve(mode.id() + ".yaml"),
          ModeFile.parse(mode.id(), "mode: " + mode.id() + "\n").toYaml());
    }
    Files.copy(
        Released.file(RELEASED, "venues.yaml"),
        copy.resolve("venues.yaml"),
        StandardCopyOption.REPLACE_EXISTING);
    return copy;
  }
}
