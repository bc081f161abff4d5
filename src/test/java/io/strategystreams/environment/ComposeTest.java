package io.strategystreams.environment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.strategystreams.audit.Auditor;
import io.strategystreams.audit.HistoryReader;
import io.strategystreams.chaos.OrderFlow;
import io.strategystreams.cluster.ClusterAccess;
import io.strategystreams.cluster.EventLog;
import io.strategystreams.config.ConfigDirectory;
import io.strategystreams.contract.Topics;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** docker compose up, from nothing to orders, through the death of an application. */
@Timeout(2400)
class ComposeTest {
  /** Of market in a second: two hours, so that orders come each second or so. */
  private static final String SPEED = "7200x";

  private static final int SOME = 10;

  @Test
  void theSystemComesToLifeAndAKilledApplicationIsHealed() throws Exception {
    try (ComposeProject project = new ComposeProject(SPEED)) {
      project.compose("up", "--build", "--detach");
      ClusterAccess access = access(project);
      List<String> strategies = project.containers("strategies");
      assertThat(strategies).hasSize(2);
      List<String> ours = new ArrayList<>(strategies);
      ours.addAll(project.containers("paper-executor"));
      ours.forEach(
          container ->
              assertThat(
                      project.inspect(container, "{{.Config.User}} {{.HostConfig.ReadonlyRootfs}}"))
                  .isEqualTo("10001:10001 true"));

      try (OrderFlow orders = OrderFlow.start(access)) {
        patiently().untilAsserted(() -> assertThat(orders.count()).isGreaterThan(SOME));
        ours.forEach(container -> awaitHealthy(project, container));

        String victim = strategies.get(0);
        project.killUnasked(victim);
        long before = orders.count();
        // Healed twice over: the other instance takes its tasks when its session ends (10 s), so
        // orders go on; and the engine starts it again, by the restart policy of its service.
        patiently().untilAsserted(() -> assertThat(orders.count()).isGreaterThan(before + SOME));
        patiently()
            .untilAsserted(
                () ->
                    assertThat(
                            project.inspect(victim, "{{.RestartCount}} {{.State.Health.Status}}"))
                        .isEqualTo("1 healthy"));
        assertThat(project.inspect(strategies.get(1), "{{.RestartCount}}")).isEqualTo("0");
      }

      patiently()
          .untilAsserted(
              () -> assertThat(asked(project, "count(strategy_streams_ready == 1)")).isEqualTo(3));
      // Each is asked at a time of its own.
      patiently()
          .untilAsserted(
              () ->
                  assertThat(asked(project, "sum(strategy_streams_orders_total)"))
                      .isGreaterThan(SOME));
      assertThat(get(project.prometheus() + "/api/v1/rules").path("data").path("groups"))
          .as("alert rules")
          .isNotEmpty();

      project.compose("stop", "replay");
      patiently()
          .pollInterval(Duration.ofSeconds(2))
          .untilAsserted(
              () -> assertThat(Auditor.breaches(HistoryReader.read(access, true), true)).isEmpty());
      assertThat(count(access, Topics.DEAD_LETTERS)).isZero();
      project.compose("stop", "strategies", "paper-executor");
      ours.forEach(
          container ->
              assertThat(project.inspect(container, "{{.State.Status}} {{.State.ExitCode}}"))
                  .isEqualTo("exited 0"));
    }
  }

  private static ClusterAccess access(ComposeProject project) {
    return ClusterAccess.of(
        ConfigDirectory.load(
                Path.of("configs"),
                Map.of(
                    "STRATEGY_STREAMS_BOOTSTRAP_SERVERS",
                    project.brokers(),
                    "STRATEGY_STREAMS_SCHEMA_REGISTRY_URL",
                    project.registry()))
            .application());
  }

  private static void awaitHealthy(ComposeProject project, String container) {
    patiently()
        .untilAsserted(
            () ->
                assertThat(project.inspect(container, "{{.State.Health.Status}}"))
                    .isEqualTo("healthy"));
  }

  private static ConditionFactory patiently() {
    return Awaitility.await().atMost(Duration.ofSeconds(300)).pollInterval(Duration.ofSeconds(1));
  }

  private static int count(ClusterAccess access, String topic) {
    AtomicInteger count = new AtomicInteger();
    try (EventLog log = EventLog.open(access, List.of(topic))) {
      log.readToEnd(event -> count.incrementAndGet());
    }
    return count.get();
  }

  /** What Prometheus answers to an expression of one value; 0 where there is none. */
  private static double asked(ComposeProject project, String expression) throws Exception {
    return get(project.prometheus()
            + "/api/v1/query?query="
            + URLEncoder.encode(expression, StandardCharsets.UTF_8))
        .at("/data/result/0/value/1")
        .asDouble();
  }

  private static JsonNode get(String url) throws Exception {
    HttpResponse<String> answer;
    try {
      answer =
          HttpClient.newHttpClient()
              .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
    } catch (IOException notYet) {
      throw new AssertionError(url + " must answer", notYet);
    }
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return new ObjectMapper().readTree(answer.body());
  }
}
