package io.strategystreams.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import io.strategystreams.lifecycle.HealthServer;
import io.strategystreams.lifecycle.Pulse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Probes and Prometheus ask what there is to be asked, and the operator has the alerts. */
class MonitoringTest {
  private static final Path ALERTS = Path.of("k8s", "monitoring", "alerts.yaml");
  private static final Path RULE = Path.of("k8s", "base", "common", "prometheus-rule.yaml");
  private static final ObjectMapper YAML =
      new ObjectMapper(
          new YAMLFactory()
              .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
              .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
              .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
              .disable(YAMLGenerator.Feature.SPLIT_LINES));

  @Test
  void everyPathThatIsAskedIsAnswered() throws IOException, InterruptedException {
    Set<String> paths = new TreeSet<>();
    for (Overlay overlay : Overlay.values()) {
      for (Workload one : overlay.manifests().ours()) {
        one.containers()
            .forEach(
                container ->
                    container
                        .findValues("httpGet")
                        .forEach(probe -> paths.add(probe.path("path").asText())));
      }
      for (JsonNode monitor : overlay.manifests().of("ServiceMonitor")) {
        paths.addAll(monitor.at("/spec/endpoints").findValuesAsText("path"));
      }
    }

    assertThat(paths).containsExactly("/live", "/metrics", "/ready");
    Pulse pulse =
        new Pulse(
            Pulse.Phase.RUNNING, List.of(), new TreeSet<>(), Optional.empty(), Optional.empty());
    try (HealthServer server =
        HealthServer.start("127.0.0.1", 0, () -> pulse, Duration.ofMinutes(1), () -> "")) {
      for (String path : paths) {
        URI asked = URI.create("http://127.0.0.1:" + server.port() + path);
        assertThat(
                HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(asked).build(), BodyHandlers.ofString())
                    .statusCode())
            .as(path)
            .isEqualTo(200);
      }
    }
  }

  /** Renewed with: mvn -B -q test -Dtest=MonitoringTest -Drenew=true. */
  @Test
  void theOperatorHasTheAlertsThatAreTested() throws IOException {
    JsonNode groups = YAML.readTree(ALERTS.toFile()).path("groups");
    if (Boolean.getBoolean("renew")) {
      ObjectNode rule = (ObjectNode) YAML.readTree(RULE.toFile());
      ((ObjectNode) rule.path("spec")).set("groups", groups);
      Files.writeString(
          RULE,
          "# The groups are those of k8s/monitoring/alerts.yaml; MonitoringTest writes them here.\n"
              + YAML.writeValueAsString(rule));
    }

    assertThat(YAML.readTree(RULE.toFile()).at("/spec/groups"))
        .as("%s differs from %s: mvn -B -q test -Dtest=MonitoringTest -Drenew=true", RULE, ALERTS)
        .isEqualTo(groups);
  }
}
