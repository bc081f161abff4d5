package io.strategystreams.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strategystreams.metrics.ExportedMetrics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dashboard asks for what is told, says what it shows, and lies in rows. */
class DashboardTest {
  private static final Path DASHBOARD = Path.of("k8s", "monitoring", "dashboard.json");
  private static final Path DATA_SOURCES =
      Path.of("k8s", "monitoring", "grafana", "datasources.yaml");
  private static final int WIDTH = 24;

  @TempDir private Path directory;
  private JsonNode dashboard;

  @BeforeEach
  void readIt() throws IOException {
    dashboard = new ObjectMapper().readTree(DASHBOARD.toFile());
  }

  @Test
  void prometheusTakesEveryExpression() throws IOException {
    ObjectNode rules = AlertFiles.YAML.createObjectNode();
    ObjectNode group = rules.putArray("groups").addObject().put("name", "dashboard");
    ArrayNode records = group.putArray("rules");
    List<String> expressions = expressions();
    for (int i = 0; i < expressions.size(); i++) {
      records
          .addObject()
          .put("record", "panel:" + i)
          .put("expr", expressions.get(i).replace("$__rate_interval", "1m"));
    }
    Path file = directory.resolve("dashboard.yaml");
    AlertFiles.YAML.writeValue(file.toFile(), rules);

    Promtool.Answer answer = Promtool.run("check", "rules", file.toString());

    assertThat(expressions).hasSizeGreaterThan(30);
    assertThat(answer.exitCode()).as(answer.output()).isZero();
  }

  @Test
  void everyMetricAndLabelIsExported() {
    KnownMetrics known = new KnownMetrics();

    for (String expression : expressions()) {
      assertThat(known.unknownIn(new Expression(expression))).as(expression).isEmpty();
    }
  }

  @Test
  void everyMetricOfTheProductIsShown() {
    Set<String> missing = new TreeSet<>(ExportedMetrics.labels().keySet());
    for (String expression : expressions()) {
      for (Expression.Use use : new Expression(expression).uses()) {
        missing.remove(use.metric().replaceFirst("_bucket$", ""));
        AlertFiles.recorded().entrySet().stream()
            .filter(recorded -> recorded.getKey().equals(use.metric()))
            .flatMap(recorded -> recorded.getValue().uses().stream())
            .forEach(behind -> missing.remove(behind.metric()));
      }
    }

    assertThat(missing).containsExactly("strategy_streams_restored_records_total");
  }

  @Test
  void everyPanelSaysWhatItShowsAndInWhichUnit() {
    Set<Integer> ids = new HashSet<>();
    for (JsonNode panel : dashboard.path("panels")) {
      String title = panel.path("title").asText();
      assertThat(title).isNotBlank();
      assertThat(ids.add(panel.path("id").asInt())).as("another id for " + title).isTrue();
      if (!isRow(panel)) {
        assertThat(panel.path("description").asText()).as(title).endsWith(".");
        assertThat(panel.at("/fieldConfig/defaults/unit").asText()).as(title).isNotBlank();
        assertThat(panel.path("targets")).as(title).isNotEmpty();
      }
    }
  }

  @Test
  void panelsLieBesideEachOtherAndWithinTheWidth() {
    Set<List<Integer>> taken = new HashSet<>();
    for (JsonNode panel : dashboard.path("panels")) {
      JsonNode at = panel.path("gridPos");
      int right = at.path("x").asInt() + at.path("w").asInt();
      assertThat(right).isBetween(1, WIDTH);
      for (int x = at.path("x").asInt(); x < right; x++) {
        for (int y = at.path("y").asInt(); y < at.path("y").asInt() + at.path("h").asInt(); y++) {
          assertThat(taken.add(List.of(x, y))).as(panel.path("title").asText()).isTrue();
        }
      }
    }
    assertThat(taken).isNotEmpty();
  }

  @Test
  void theDataSourceIsAVariableThatCanBeFilled() {
    assertThat(dashboard.at("/templating/list/0/type").asText()).isEqualTo("datasource");
    assertThat(dashboard.at("/templating/list/0/name").asText()).isEqualTo("datasource");
    assertThat(dashboard.findValues("datasource"))
        .allSatisfy(source -> assertThat(source.path("uid").asText()).isEqualTo("${datasource}"));
    assertThat(AlertFiles.read(DATA_SOURCES).at("/datasources/0/type").asText())
        .isEqualTo(dashboard.at("/templating/list/0/query").asText());
  }

  private static boolean isRow(JsonNode panel) {
    return panel.path("type").asText().equals("row");
  }

  private List<String> expressions() {
    List<String> expressions = new ArrayList<>();
    dashboard.findValues("expr").forEach(expr -> expressions.add(expr.asText()));
    return expressions;
  }
}
