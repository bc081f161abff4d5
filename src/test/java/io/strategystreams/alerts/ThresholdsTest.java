package io.strategystreams.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Thresholds that stand for a key of the configuration as it comes. */
class ThresholdsTest {
  private static final Path MODES = Path.of("configs", "modes");
  private static final JsonNode APPLICATION =
      AlertFiles.read(Path.of("configs", "application.yaml"));

  @Test
  void absenceIsOfTheConfiguredApplication() {
    assertThat(expr("StrategiesAbsent"))
        .contains("application=\"" + APPLICATION.path("application_id").asText() + "\"");
  }

  @Test
  void inputsAreOldBeforeStrategiesRefuseToGrowOnThem() throws IOException {
    assertThat(modes())
        .isNotEmpty()
        .allSatisfy(
            mode -> {
              assertThat(mode.at("/max_age/price").asText()).isEqualTo("2m");
              assertThat(mode.at("/max_age/exposure").asText()).isEqualTo("10m");
              assertThat(mode.at("/max_age/risk").asText()).isEqualTo("10m");
            });
    assertThat(expr("InputStale"))
        .contains("{input=\"price\"}) > 120")
        .contains("{input=~\"exposure|risk\"}) > 300");
  }

  @Test
  void loansAndMarginAreLookedAtBetweenStrategyAndRiskMonitor() throws IOException {
    JsonNode floors = APPLICATION.at("/paper/risk");
    assertThat(modes().stream().filter(mode -> mode.has("max_ltv")))
        .isNotEmpty()
        .allSatisfy(
            mode ->
                assertThat(expr("LoanNearLiquidation"))
                    .contains("strategy_ltv > " + mode.path("max_ltv").asText()));
    assertThat(last(expr("MarginLow")))
        .isGreaterThan(floors.path("margin_floor").asDouble())
        .isLessThan(
            modes().stream()
                .filter(mode -> mode.has("margin_ratio_min"))
                .mapToDouble(mode -> mode.path("margin_ratio_min").asDouble())
                .min()
                .orElseThrow());
    assertThat(expr("LoanNearLiquidation")).contains("health_factor < 1.1,");
    assertThat(1.1).isGreaterThan(floors.path("health_factor_floor").asDouble());
  }

  @Test
  void clocksAreMendedBeforeRecordsArePutAside() {
    assertThat(APPLICATION.path("max_clock_skew").asText()).isEqualTo("10s");
    assertThat(last(expr("ClocksDiffer"))).isBetween(-9.0, -1.0);
  }

  private static double last(String expr) {
    return Double.parseDouble(expr.substring(expr.lastIndexOf(' ') + 1));
  }

  private static String expr(String alert) {
    return AlertFiles.alerts().stream()
        .filter(rule -> rule.path("alert").asText().equals(alert))
        .map(rule -> rule.path("expr").asText())
        .findFirst()
        .orElseThrow();
  }

  private static List<JsonNode> modes() throws IOException {
    try (Stream<Path> files = Files.list(MODES)) {
      return files.map(AlertFiles::read).toList();
    }
  }
}
