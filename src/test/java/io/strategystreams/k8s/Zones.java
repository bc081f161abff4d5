package io.strategystreams.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.config.provider.EnvVarConfigProvider;
import org.apache.kafka.streams.StreamsConfig;

/** In production: three zones, and each instance says its own, by which standbys keep away. */
final class Zones implements ManifestCheck {
  private static final String ZONE = "STRATEGIES_ZONE";
  private static final int LONGEST = 30;
  private static final String FILE = "STRATEGY_STREAMS_CLIENT_PROPERTIES";

  @Override
  public List<String> problems(Manifests manifests) {
    if (manifests.of("Kafka").isEmpty()) {
      return List.of();
    }
    Lines lines = new Lines();
    Set<String> zones = new TreeSet<>();
    for (Workload one : manifests.ours()) {
      if (!one.name().startsWith("strategies")) {
        continue;
      }
      JsonNode affinity = one.pod().at("/affinity/nodeAffinity");
      JsonNode term =
          affinity.at(
              "/requiredDuringSchedulingIgnoredDuringExecution/nodeSelectorTerms/0/matchExpressions/0");
      lines.equal(one.text(), term, "/key", "topology.kubernetes.io/zone");
      lines.require(term.path("values").size() == 1, one.text() + ": must run in one zone");
      String zone = term.at("/values/0").asText();
      zones.add(zone);
      lines.require(
          zone.length() <= LONGEST,
          one.text()
              + ": Kafka Streams takes tags of up to "
              + LONGEST
              + " characters, was "
              + zone);
      Map<String, String> environment = one.environment(manifests, one.pod().at("/containers/0"));
      lines.require(
          zone.equals(environment.get(ZONE)),
          one.text() + ": runs in " + zone + " and is told " + environment.get(ZONE));
      Properties client = client(one, environment.get(FILE), manifests);
      lines.require(
          "zone".equals(client.get(StreamsConfig.RACK_AWARE_ASSIGNMENT_TAGS_CONFIG))
              && ("${env:" + ZONE + "}").equals(client.get(StreamsConfig.clientTagPrefix("zone"))),
          one.text() + ": " + environment.get(FILE) + " must tell its zone");
      lines.require(
          EnvVarConfigProvider.class.getName().equals(client.get("config.providers.env.class")),
          one.text() + ": its zone must be filled in");
    }
    lines.require(zones.size() == 3, "strategies must run in three zones, were " + zones);
    return lines.all();
  }

  /** The file of client_properties as it is mounted; empty if it is not. */
  static Properties client(Workload one, String file, Manifests manifests) {
    Properties properties = new Properties();
    String mounted = "";
    for (JsonNode mount : one.pod().at("/containers/0/volumeMounts")) {
      if (file != null && file.startsWith(mount.path("mountPath").asText() + "/")) {
        mounted = mount.path("name").asText();
      }
    }
    for (JsonNode volume : one.pod().path("volumes")) {
      if (volume.path("name").asText().equals(mounted)) {
        String map = volume.at("/configMap/name").asText();
        String name = file.substring(file.lastIndexOf('/') + 1);
        try {
          properties.load(
              new StringReader(manifests.get("ConfigMap", map).path("data").path(name).asText()));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    return properties;
  }
}
