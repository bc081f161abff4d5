package io.strategystreams.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.strategystreams.cluster.ClusterAccess;
import io.strategystreams.config.ApplicationSettings;
import io.strategystreams.config.ConfigDirectory;
import io.strategystreams.config.ShippedConfigs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The mounted file of client_properties, read as the applications read it. */
class ClientPropertiesTest {
  /** One that the build gives each test stands in for the one of a pod. */
  private static final String ANY_VARIABLE = "TESTCONTAINERS_RYUK_DISABLED";

  @TempDir private Path directory;

  @Test
  void theFileOfAZoneIsThatOfAllAndTheZone() {
    Map<String, String> all = new TreeMap<>(strings("client.properties"));
    Map<String, String> inZone = new TreeMap<>(strings("client-in-zone.properties"));

    assertThat(inZone).containsAllEntriesOf(all);
    inZone.keySet().removeAll(all.keySet());
    assertThat(inZone.keySet())
        .isEqualTo(
            Set.of(
                StreamsConfig.RACK_AWARE_ASSIGNMENT_TAGS_CONFIG,
                StreamsConfig.clientTagPrefix("zone")));
  }

  @Test
  void zoneAndPasswordAreFilledInWhereStreamsAndClientsReadThem() throws IOException {
    Files.writeString(directory.resolve("user.password"), "of-the-key-store");
    Map<String, Object> client = client("client-in-zone.properties");

    Map<String, Object> streams = new HashMap<>(client);
    streams.put(StreamsConfig.APPLICATION_ID_CONFIG, "strategy-streams");
    StreamsConfig read = new StreamsConfig(streams);

    assertThat(read.getClientTags()).isEqualTo(Map.of("zone", System.getenv(ANY_VARIABLE)));
    assertThat(read.getList(StreamsConfig.RACK_AWARE_ASSIGNMENT_TAGS_CONFIG))
        .containsExactly("zone");
    assertThat(read.getMainConsumerConfigs("group", "client", 0))
        .containsEntry("ssl.keystore.password", "of-the-key-store")
        .containsEntry("security.protocol", "SSL");
    assertThat(read.getProducerConfigs("client"))
        .containsEntry("ssl.keystore.password", "of-the-key-store");
    assertThat(new AdminClientConfig(client).getPassword("ssl.keystore.password").value())
        .isEqualTo("of-the-key-store");
  }

  @Test
  void whatTheFileNamesIsMounted() {
    Manifests production = Overlay.PRODUCTION.manifests();
    for (Workload one : production.ours()) {
      Map<String, String> environment = one.environment(production, one.pod().at("/containers/0"));
      String file = environment.get("STRATEGY_STREAMS_CLIENT_PROPERTIES");
      if (!"none".equals(file)) {
        Map<String, String> properties = new TreeMap<>();
        Zones.client(one, file, production)
            .forEach((key, value) -> properties.put(key.toString(), value.toString()));
        Set<String> mounts =
            Set.copyOf(one.pod().at("/containers/0/volumeMounts").findValuesAsText("mountPath"));
        assertThat(properties).as(one.text()).containsEntry("security.protocol", "SSL");
        assertThat(mounts)
            .as(one.text())
            .contains(
                directoryOf(properties.get("ssl.keystore.location")),
                directoryOf(properties.get("ssl.truststore.location")),
                properties.get("config.providers.secret.param.allowed.paths"));
      }
    }
  }

  private static String directoryOf(String file) {
    return Path.of(file).getParent().toString();
  }

  private static Map<String, String> strings(String file) {
    Manifests production = Overlay.PRODUCTION.manifests();
    Workload one = production.ours().stream().filter(Workload::serves).findFirst().orElseThrow();
    Map<String, String> strings = new TreeMap<>();
    Zones.client(one, "/etc/kafka-client/" + file, production)
        .forEach((key, value) -> strings.put(key.toString(), value.toString()));
    return strings;
  }

  /** As the application reads the file, its Secret in a directory of ours. */
  private Map<String, Object> client(String file) throws IOException {
    JsonNode map =
        Overlay.PRODUCTION.manifests().of("ConfigMap").stream()
            .filter(one -> one.path("data").has(file))
            .findFirst()
            .orElseThrow();
    Path written =
        Files.writeString(
            directory.resolve(file),
            map.path("data")
                .path(file)
                .asText()
                .replace("/etc/kafka-user", directory.toString())
                .replace("STRATEGIES_ZONE", ANY_VARIABLE));
    ApplicationSettings application =
        ConfigDirectory.load(
                ShippedConfigs.DIRECTORY,
                Map.of("STRATEGY_STREAMS_CLIENT_PROPERTIES", written.toString()))
            .application();
    return ClusterAccess.of(application).client();
  }
}
