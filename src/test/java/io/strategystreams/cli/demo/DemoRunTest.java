package io.strategystreams.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.strategystreams.config.ConfigDirectory;
import io.strategystreams.config.Configuration;
import io.strategystreams.contract.ContractJson;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.replay.SimulatedMarket;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole product in one process, over two simulated days. */
@Timeout(1200)
class DemoRunTest {
  private static final Instant FROM = Instant.parse("2024-01-01T00:00:00Z");

  @TempDir Path out;
  private final StringWriter console = new StringWriter();

  @Test
  void tenStrategiesDoWhatIsInjectedAndTheBooksAgree() throws IOException {
    boolean good = run(Duration.ofDays(2)).run();

    assertThat(good).as(console.toString()).isTrue();
    JsonNode summary = ContractJson.parse(Files.readString(out.resolve("summary.json")));
    assertThat(summary.get("failures")).isEmpty();
    assertThat(summary.get("instants").intValue()).isEqualTo(48);
    assertThat(lines("orders.jsonl"))
        .map(order -> order.get("strategy_id").textValue())
        .containsAll(Arrays.stream(Mode.values()).map(Mode::id).toList());
    assertThat(unfilled()).isEmpty();
    assertThat(console.toString())
        .contains("simulated market, seed 1 (no real prices)")
        .contains("risk override for 3 h")
        .contains("Plans by outcome");
  }

  @Test
  void tooLittleMarketIsRefusedBeforeAnythingStarts() {
    assertThatThrownBy(() -> run(Duration.ofHours(20)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 48 hours");
  }

  private DemoRun run(Duration length) {
    Configuration configuration = ConfigDirectory.load(Path.of("configs"), Map.of());
    DemoRequest request =
        new DemoRequest(
            configuration, new SimulatedMarket(1), FROM, FROM.plus(length), out, 1, 1, false);
    return new DemoRun(request, new PrintWriter(console));
  }

  /** Orders without a FILLED report. */
  private Set<String> unfilled() throws IOException {
    Set<String> orders =
        lines("orders.jsonl").stream()
            .map(order -> order.get("order_id").textValue())
            .collect(Collectors.toSet());
    lines("reports.jsonl").stream()
        .filter(report -> report.get("status").textValue().equals("FILLED"))
        .forEach(report -> orders.remove(report.get("order_id").textValue()));
    return orders;
  }

  private List<JsonNode> lines(String file) throws IOException {
    return Files.readAllLines(out.resolve(file)).stream().map(ContractJson::parse).toList();
  }
}
