package io.strategystreams.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.serde.ReleaseRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** No schema of this version breaks one that was released. */
class ReleasedSchemasTest {

  @Test
  void noSchemaBreaksAReleasedOne() throws IOException {
    Map<String, Schema> current = CurrentSchemas.all();
    for (Path version : versions()) {
      assertThat(breaks(CurrentSchemas.released(version), current))
          .as("against " + version + "; see docs/schemas.md")
          .isEmpty();
    }
  }

  @Test
  void theFirstReleaseIsThere() throws IOException {
    assertThat(versions()).extracting(path -> path.getFileName().toString()).contains("0.1.0");
    assertThat(CurrentSchemas.released(CurrentSchemas.RELEASED.resolve("0.1.0")).keySet())
        .contains("Order.avsc", "Decision.avsc", "PaperFlow.avsc", "state/StrategyState.avsc");
  }

  @Test
  void aSchemaThatIsTakenAwayIsNoticed() {
    assertThat(breaks(Map.of("Tick.avsc", CurrentSchemas.all().get("Tick.avsc")), Map.of()))
        .containsExactly("schemas/Tick.avsc must stay: it was released");
  }

  /** mvn test -Dtest=ReleasedSchemasTest -Drecord.release=0.2.0 */
  @Test
  @EnabledIfSystemProperty(named = "record.release", matches = "\\d+\\.\\d+\\.\\d+")
  void recordARelease() throws IOException {
    Path version = CurrentSchemas.RELEASED.resolve(System.getProperty("record.release"));
    for (Map.Entry<String, Schema> schema : CurrentSchemas.all().entrySet()) {
      Path file = version.resolve(schema.getKey());
      Files.createDirectories(file.getParent());
      Files.writeString(file, SchemaFormatter.format("json/pretty", schema.getValue()) + "\n");
    }
  }

  private static List<String> breaks(Map<String, Schema> released, Map<String, Schema> current) {
    List<String> breaks = new ArrayList<>();
    released.forEach(
        (file, schema) -> {
          if (current.containsKey(file)) {
            ReleaseRules.breaks(schema, current.get(file))
                .forEach(each -> breaks.add("schemas/" + file + ": " + each));
          } else {
            breaks.add("schemas/" + file + " must stay: it was released");
          }
        });
    return breaks;
  }

  private static List<Path> versions() throws IOException {
    try (Stream<Path> versions = Files.list(CurrentSchemas.RELEASED)) {
      return versions.filter(Files::isDirectory).sorted().toList();
    }
  }
}
