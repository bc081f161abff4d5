package io.strategystreams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.strategystreams.contract.Topics;
import io.strategystreams.embedded.RegistryServer;
import io.strategystreams.events.Order;
import io.strategystreams.testing.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What both services export while ten strategies enter, and what they log as JSON. */
@Timeout(900)
class ServiceMetricsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir private Path directory;

  @Test
  void bothServicesTellWhatTheyDid() throws Exception {
    int strategiesPort = FreePort.any();
    int paperPort = FreePort.any();
    try (RegistryServer registry = RegistryServer.start(directory.resolve("registry.json"), 0);
        OperatorCluster cluster = new OperatorCluster(registry.url())) {
      assertThat(cluster.run("topics", "--alter", "--for-replay").exitCode()).isZero();
      assertThat(cluster.run("apply", "--for-replay", "--yes").exitCode()).isZero();
      try (Child strategies = service(cluster, "run", strategiesPort);
          Child paper = service(cluster, "paper-executor", paperPort)) {
        awaitReady(strategies, strategiesPort);
        awaitReady(paper, paperPort);
        Run replay =
            cluster.run(
                "replay", "--capital", "--from", "2024-01-01", "--to", "2024-01-01T02:00:00Z");
        assertThat(replay.exitCode()).as(replay.err()).isZero();
        List<Order> orders =
            cluster.read(Topics.ORDERS).stream().map(event -> event.as(Order.class)).toList();

        String told = scrape(strategiesPort);
        assertThat(orders).isNotEmpty();
        assertThat(value(told, "strategy_streams_orders_total{")).isEqualTo(orders.size());
        assertThat(value(told, "strategy_streams_strategies{.*state=\"ACTIVE\"")).isEqualTo(10);
        assertThat(value(told, "strategy_streams_strategy_equity{.*\"eth_basis\""))
            .isBetween(99_000d, 101_000d);
        assertThat(value(told, "strategy_streams_tasks{"))
            .isEqualTo(2 * OperatorCluster.PARTITIONS);
        assertThat(value(told, "strategy_streams_live{")).isEqualTo(1);
        assertThat(value(told, "strategy_streams_waiting{")).isZero();
        assertThat(value(told, "strategy_streams_restore_remaining_records{")).isZero();
        assertThat(value(told, "strategy_streams_plan_duration_seconds_count{")).isPositive();
        assertThat(told)
            .contains("kafka_consumer_fetch_manager_records_lag_max{")
            .contains("kafka_stream_thread_process_rate{")
            .contains("jvm_memory_used_bytes{")
            .contains("application=\"strategy-streams\"")
            .doesNotContain("strategy_streams_input_age_seconds");
        assertThat(value(scrape(paperPort), "strategy_streams_paper_reports_total{.*\"FILLED\""))
            .isEqualTo(orders.size());

        Order order = orders.get(0);
        JsonNode line = logged(strategies, order.getOrderId());
        assertThat(line.path("strategy_id").asText()).isEqualTo(order.getStrategyId());
        assertThat(line.path("plan_id").asText()).isEqualTo(order.getPlanId());
        assertThat(line.path("level").asText()).isEqualTo("DEBUG");
        assertThat(line.path("message").asText()).startsWith("order ENTRY_FULL ");
        assertThat(logged(paper, order.getOrderId()).path("message").asText())
            .startsWith("reported ");

        assertThat(strategies.terminate()).isZero();
        assertThat(paper.terminate()).isZero();
      }
    }
  }

  private static void awaitReady(Child service, int port) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(180))
        .untilAsserted(
            () -> {
              try {
                assertThat(value(scrape(port), "strategy_streams_ready{")).isEqualTo(1);
              } catch (IOException notYet) {
                throw new AssertionError("it must answer, said: " + service.output(), notYet);
              }
            });
  }

  private Child service(OperatorCluster cluster, String command, int port) throws IOException {
    Map<String, String> environment = new HashMap<>();
    environment.put("JDK_JAVA_OPTIONS", "-Dlogback.configurationFile=logback-json.xml");
    environment.put("STRATEGY_STREAMS_HEALTH__PORT", Integer.toString(port));
    return Child.start(
        directory.resolve(command + ".log"),
        environment,
        command,
        "--clock=replay",
        "--state-dir=" + directory.resolve(command),
        "--bootstrap-servers=" + cluster.bootstrapServers(),
        "--registry=" + cluster.registry());
  }

  /** The first line that has the order's id as a field. */
  private static JsonNode logged(Child service, String orderId) {
    return service
        .output()
        .lines()
        .filter(line -> line.startsWith("{"))
        .map(ServiceMetricsTest::json)
        .filter(line -> orderId.equals(line.path("order_id").asText()))
        .findFirst()
        .orElseThrow(() -> new AssertionError(service.output()));
  }

  private static JsonNode json(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(line, e);
    }
  }

  /** The sum of all series whose line begins so. */
  private static double value(String told, String beginning) {
    List<String> lines =
        told.lines().filter(line -> line.matches(quoted(beginning) + ".*")).toList();
    assertThat(lines).as(beginning + " in " + told).isNotEmpty();
    return lines.stream()
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private static String quoted(String beginning) {
    return beginning.replace("{", "\\{");
  }

  private static String scrape(int port) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        HTTP.send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics")).build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.body();
  }
}
