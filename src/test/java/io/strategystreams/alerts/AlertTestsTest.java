package io.strategystreams.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every alert fires when it must and else not: promtool says so over synthetic series, and finds it
 * where it is not so.
 */
class AlertTestsTest {
  private static final Pattern FAILED = Pattern.compile("alertname: ?(\\w+)");

  @TempDir private Path directory;

  @Test
  void everyAlertFiresWhenItMustAndElseNot() {
    Promtool.Answer answer = tried(AlertFiles.tests());

    assertThat(answer.exitCode()).as(answer.output()).isZero();
  }

  @Test
  void everyAlertIsTriedBothFiringAndSilent() {
    assertThat(untried(names())).isEmpty();
  }

  @Test
  void anAlertWithoutATestIsFound() {
    assertThat(untried(Set.of("DeadLetters", "Forgotten")))
        .containsExactly("Forgotten never fires", "Forgotten is never silent");
  }

  @Test
  void anAlertThatNeverFiresIsFound() throws IOException {
    Promtool.Answer answer = triedWith("vector(0) > 1", expected -> true);

    assertThat(failed(answer)).isEqualTo(names());
  }

  @Test
  void anAlertThatAlwaysFiresIsFound() throws IOException {
    Promtool.Answer answer = triedWith("vector(1)", JsonNode::isEmpty);

    assertThat(failed(answer)).isEqualTo(names());
  }

  private static Set<String> names() {
    return AlertFiles.alerts().stream()
        .map(alert -> alert.path("alert").asText())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<String> untried(Set<String> alerts) {
    Set<String> fires = new TreeSet<>();
    Set<String> silent = new TreeSet<>();
    for (Path file : AlertFiles.tests()) {
      for (JsonNode test : AlertFiles.read(file).path("tests")) {
        for (JsonNode asked : test.path("alert_rule_test")) {
          (asked.path("exp_alerts").isEmpty() ? silent : fires)
              .add(asked.path("alertname").asText());
        }
      }
    }
    List<String> untried = new ArrayList<>();
    for (String alert : new TreeSet<>(alerts)) {
      if (!fires.contains(alert)) {
        untried.add(alert + " never fires");
      }
      if (!silent.contains(alert)) {
        untried.add(alert + " is never silent");
      }
    }
    return untried;
  }

  private static Promtool.Answer tried(List<Path> files) {
    return Promtool.run(
        Stream.concat(Stream.of("test", "rules"), files.stream().map(Path::toString))
            .toArray(String[]::new));
  }

  /**
   * Tries rules that are broken.
   *
   * @param expr of every alert, which then waits for nothing
   * @param kept by what is expected: which questions are asked
   */
  private Promtool.Answer triedWith(String expr, Predicate<JsonNode> kept) throws IOException {
    JsonNode rules = AlertFiles.read(AlertFiles.RULES);
    for (JsonNode group : rules.path("groups")) {
      for (JsonNode rule : group.path("rules")) {
        if (rule.has("alert")) {
          ((ObjectNode) rule).put("expr", expr).remove("for");
        }
      }
    }
    Path broken = directory.resolve("alerts.yaml");
    AlertFiles.YAML.writeValue(broken.toFile(), rules);
    List<Path> files = new ArrayList<>();
    for (Path file : AlertFiles.tests()) {
      JsonNode tests = AlertFiles.read(file);
      ((ObjectNode) tests).putArray("rule_files").add(broken.toString());
      for (JsonNode test : tests.path("tests")) {
        ArrayNode asked = (ArrayNode) test.path("alert_rule_test");
        for (int i = asked.size() - 1; i >= 0; i--) {
          if (!kept.test(asked.get(i).path("exp_alerts"))) {
            asked.remove(i);
          }
        }
      }
      Path copy = directory.resolve("test-" + file.getFileName());
      AlertFiles.YAML.writeValue(copy.toFile(), tests);
      files.add(copy);
    }
    return tried(files);
  }

  private static Set<String> failed(Promtool.Answer answer) {
    assertThat(answer.exitCode()).as(answer.output()).isNotZero();
    return FAILED
        .matcher(answer.output())
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
