package io.strategystreams.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.strategystreams.core.strategy.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every alert says what happened and what to do, and asks for what is told. */
class AlertRulesTest {
  private static final Pattern REASONS = Pattern.compile("reason(=~|!~|=)\"([^\"]*)\"");
  private static final Pattern LINK = Pattern.compile("\\]\\(#([^)]*)\\)");
  private static final String UNSORTED = "StrategyAlarm";

  private final KnownMetrics known = new KnownMetrics();

  @Test
  void prometheusTakesTheRules() {
    Promtool.Answer answer = Promtool.run("check", "rules", AlertFiles.RULES.toString());

    assertThat(answer.exitCode()).as(answer.output()).isZero();
  }

  @Test
  void everyAlertSaysHowUrgentItIsAndWhereToLook() {
    for (JsonNode alert : AlertFiles.alerts()) {
      String name = alert.path("alert").asText();
      JsonNode annotations = alert.path("annotations");

      assertThat(alert.at("/labels/severity").asText()).as(name).isIn("page", "ticket");
      assertThat(annotations.path("summary").asText()).as(name).isNotBlank();
      assertThat(annotations.path("description").asText()).as(name).isNotBlank();
      assertThat(annotations.path("runbook").asText())
          .isEqualTo("docs/operations.md#" + name.toLowerCase(Locale.ROOT));
    }
  }

  @Test
  void everyAlertHasAParagraphOfItsUrgencyAndNoParagraphIsOfNone() {
    assertThat(AlertFiles.paragraphs().keySet())
        .containsExactlyInAnyOrderElementsOf(
            AlertFiles.alerts().stream().map(alert -> alert.path("alert").asText()).toList());
    for (JsonNode alert : AlertFiles.alerts()) {
      String severity = alert.at("/labels/severity").asText();
      assertThat(AlertFiles.paragraphs().get(alert.path("alert").asText()))
          .startsWithIgnoringCase(severity + ". ")
          .contains("`");
    }
  }

  @Test
  void paragraphsPointToHeadingsThatAreThere() throws IOException {
    Set<String> anchors =
        Files.readAllLines(AlertFiles.OPERATIONS).stream()
            .filter(line -> line.startsWith("#"))
            .map(line -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT))
            .map(heading -> heading.replaceAll("[^a-z0-9 -]", "").replace(' ', '-'))
            .collect(Collectors.toSet());

    for (String paragraph : AlertFiles.paragraphs().values()) {
      assertThat(LINK.matcher(paragraph).results().map(link -> link.group(1)))
          .allSatisfy(anchor -> assertThat(anchors).contains(anchor));
    }
  }

  @Test
  void everyMetricAndLabelIsExported() {
    for (JsonNode alert : AlertFiles.alerts()) {
      assertThat(known.unknownIn(new Expression(alert.path("expr").asText())))
          .as(alert.path("alert").asText())
          .isEmpty();
    }
    AlertFiles.recorded()
        .forEach((name, expression) -> assertThat(known.unknownIn(expression)).as(name).isEmpty());
  }

  @Test
  void everyReasonIsOneOfTheStrategies() {
    Set<String> reasons = Stream.of(Reason.values()).map(Reason::name).collect(Collectors.toSet());

    for (JsonNode alert : AlertFiles.alerts()) {
      assertThat(reasons)
          .as(alert.path("alert").asText())
          .containsAll(reasonsOf(alert.path("expr").asText()));
    }
  }

  @Test
  void anAlarmOfAnyReasonHasExactlyOneAlert() {
    Set<String> sorted = new TreeSet<>();
    Set<String> leftOut = new TreeSet<>();
    for (JsonNode alert : AlertFiles.alerts()) {
      String expr = alert.path("expr").asText();
      if (expr.contains("strategy_streams:alarms:new15m")) {
        List<String> named = reasonsOf(expr);
        if (alert.path("alert").asText().equals(UNSORTED)) {
          leftOut.addAll(named);
        } else {
          assertThat(sorted).doesNotContainAnyElementsOf(named);
          sorted.addAll(named);
        }
      }
    }

    assertThat(leftOut).isNotEmpty().isEqualTo(sorted);
  }

  private static List<String> reasonsOf(String expr) {
    Matcher found = REASONS.matcher(expr);
    return found
        .results()
        .flatMap(reasons -> Stream.of(reasons.group(2).split("\\|")))
        .distinct()
        .toList();
  }
}
