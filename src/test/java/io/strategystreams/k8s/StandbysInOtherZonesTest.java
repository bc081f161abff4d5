package io.strategystreams.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.strategystreams.cluster.TopicCreator;
import io.strategystreams.cluster.TopicPlan;
import io.strategystreams.config.ConfigDirectory;
import io.strategystreams.config.Configuration;
import io.strategystreams.config.ShippedConfigs;
import io.strategystreams.core.strategy.Strategies;
import io.strategystreams.embedded.EmbeddedBroker;
import io.strategystreams.topology.Profile;
import io.strategystreams.topology.StrategyApplication;
import io.strategystreams.topology.StrategyDesk;
import io.strategystreams.topology.StreamsSettings;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.ThreadMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Instances that say their zone as production's do: the copy of a task's stores lies in another
 * zone than the task. Two in zone a and one in zone b, so that a copy has the choice.
 */
@Timeout(900)
class StandbysInOtherZonesTest {
  private static final Duration PATIENCE = Duration.ofSeconds(240);
  private static final int PARTITIONS = 4;

  @TempDir private Path directory;

  @Test
  void aCopyLiesInAnotherZoneThanItsTask() throws Exception {
    List<StrategyApplication> started = new ArrayList<>();
    try (EmbeddedBroker broker = EmbeddedBroker.start()) {
      try {
        createTopics(broker);
        Map<StrategyApplication, String> zones = new HashMap<>();
        for (String instance : List.of("a-1", "a-2", "b-1")) {
          StrategyApplication one = start(instance, broker);
          started.add(one);
          zones.put(one, instance.substring(0, 1));
        }
        await()
            .atMost(PATIENCE)
            .untilAsserted(
                () -> {
                  Map<String, String> active = new TreeMap<>();
                  Map<String, String> copies = new TreeMap<>();
                  zones.forEach(
                      (one, zone) -> {
                        tasks(one, false).forEach(task -> active.put(task, zone));
                        tasks(one, true).forEach(task -> copies.put(task, zone));
                      });
                  assertThat(copies).as("copies, by task").hasSize(PARTITIONS);
                  assertThat(active)
                      .as("tasks")
                      .containsKeys(copies.keySet().toArray(String[]::new));
                  assertThat(new TreeSet<>(active.values())).containsExactly("a", "b");
                  copies.forEach(
                      (task, zone) ->
                          assertThat(zone)
                              .as("copy of %s, which runs in %s", task, active.get(task))
                              .isNotEqualTo(active.get(task)));
                });
      } finally {
        started.forEach(StrategyApplication::close);
      }
    }
  }

  private static Set<String> tasks(StrategyApplication application, boolean standby) {
    Set<String> tasks = new TreeSet<>();
    for (ThreadMetadata thread : application.streams().metadataForLocalThreads()) {
      (standby ? thread.standbyTasks() : thread.activeTasks())
          .forEach(task -> tasks.add(task.taskId().toString()));
    }
    return tasks;
  }

  private StrategyApplication start(String instance, EmbeddedBroker broker) throws IOException {
    Configuration configuration = configuration(instance, broker);
    StreamsSettings settings = StreamsSettings.of(configuration.application(), Profile.DEVELOPMENT);
    return StrategyApplication.start(
        settings, StrategyDesk.of(new Strategies(), configuration.desk(), settings.liveClock()));
  }

  private Configuration configuration(String instance, EmbeddedBroker broker) throws IOException {
    return ConfigDirectory.load(
        ShippedConfigs.DIRECTORY,
        Map.of(
            "STRATEGY_STREAMS_BOOTSTRAP_SERVERS",
            broker.bootstrapServers(),
            "STRATEGY_STREAMS_CLIENT_PROPERTIES",
            inZone(instance).toString(),
            "STRATEGY_STREAMS_SCHEMA_REGISTRY_URL",
            "mock://zones",
            "STRATEGY_STREAMS_STATE_DIR",
            directory.resolve(instance).toString(),
            "STRATEGY_STREAMS_PARTITIONS",
            Integer.toString(PARTITIONS),
            "STRATEGY_STREAMS_NUM_THREADS",
            "1"));
  }

  /** What production's file says of zones, filled in as the pod's variable would be. */
  private Path inZone(String instance) throws IOException {
    Manifests production = Overlay.PRODUCTION.manifests();
    Workload strategies = new Workload(production.get("StatefulSet", "strategies-a"));
    Properties all =
        Zones.client(strategies, "/etc/kafka-client/client-in-zone.properties", production);
    Properties zone = new Properties();
    for (String key :
        List.of(
            StreamsConfig.RACK_AWARE_ASSIGNMENT_TAGS_CONFIG,
            StreamsConfig.clientTagPrefix("zone"))) {
      zone.put(
          key, all.getProperty(key).replace("${env:STRATEGIES_ZONE}", instance.substring(0, 1)));
    }
    StringWriter file = new StringWriter();
    zone.store(file, null);
    return Files.writeString(directory.resolve(instance + ".properties"), file.toString());
  }

  private void createTopics(EmbeddedBroker broker) throws IOException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      new TopicCreator(admin)
          .create(
              TopicPlan.of(configuration("a-1", broker).application()).onOneBroker().newTopics());
    }
  }
}
