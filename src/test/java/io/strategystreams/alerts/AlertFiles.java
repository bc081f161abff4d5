package io.strategystreams.alerts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The rules, their tests, and what is written about them. */
final class AlertFiles {
  static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  static final Path RULES = Path.of("k8s", "monitoring", "alerts.yaml");
  static final Path OPERATIONS = Path.of("docs", "operations.md");
  private static final Path TESTS = Path.of("src", "test", "resources", "alerts");

  private AlertFiles() {}

  /** Rules that alert, in the order of the file. */
  static List<JsonNode> alerts() {
    return rules("alert");
  }

  /** What is recorded, by name. */
  static Map<String, Expression> recorded() {
    Map<String, Expression> recorded = new LinkedHashMap<>();
    rules("record")
        .forEach(
            rule ->
                recorded.put(
                    rule.path("record").asText(), new Expression(rule.path("expr").asText())));
    return recorded;
  }

  private static List<JsonNode> rules(String kind) {
    List<JsonNode> rules = new ArrayList<>();
    for (JsonNode group : read(RULES).path("groups")) {
      for (JsonNode rule : group.path("rules")) {
        if (rule.has(kind)) {
          rules.add(rule);
        }
      }
    }
    return rules;
  }

  /** Files of tests, by name. */
  static List<Path> tests() {
    try (Stream<Path> files = Files.list(TESTS)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode read(Path file) {
    try {
      return YAML.readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The section of docs/operations.md about alerts: paragraphs by their headings. */
  static Map<String, String> paragraphs() {
    String text;
    try {
      text = Files.readString(OPERATIONS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String section = text.split("(?m)^## Alerts$", -1)[1].split("(?m)^## ", -1)[0];
    Map<String, String> paragraphs = new LinkedHashMap<>();
    Stream.of(section.split("(?m)^### ", -1))
        .skip(1)
        .map(paragraph -> paragraph.split("\n", 2))
        .forEach(paragraph -> paragraphs.put(paragraph[0].strip(), paragraph[1].strip()));
    return paragraphs;
  }
}
