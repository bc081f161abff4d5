package io.strategystreams.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrometheusConfigurationTest {
  private static final Path CONFIGURATION = Path.of("k8s", "monitoring", "prometheus.yml");
  private static final String IN_CONTAINER = "/etc/prometheus/alerts.yaml";

  @TempDir private Path directory;

  @Test
  void prometheusTakesItWithTheRules() throws IOException {
    String there = Files.readString(CONFIGURATION);
    Path here = directory.resolve("prometheus.yml");
    Files.writeString(
        here, there.replace(IN_CONTAINER, AlertFiles.RULES.toAbsolutePath().toString()));

    Promtool.Answer answer = Promtool.run("check", "config", here.toString());

    assertThat(there).contains(IN_CONTAINER);
    assertThat(answer.exitCode()).as(answer.output()).isZero();
    assertThat(answer.output()).contains("1 rule files found").doesNotContain("0 rules found");
  }

  @Test
  void bothServicesAreAskedOnTheirPort() {
    JsonNode job = AlertFiles.read(CONFIGURATION).at("/scrape_configs/0");

    assertThat(job.path("metrics_path").asText()).isEqualTo("/metrics");
    assertThat(job.at("/dns_sd_configs/0/names"))
        .extracting(JsonNode::asText)
        .containsExactly("strategies", "paper-executor");
    assertThat(job.at("/dns_sd_configs/0/port").asInt()).isEqualTo(8080);
  }
}
