package io.strategystreams.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.strategystreams.contract.ContractJson;
import io.strategystreams.serde.AvroSerde;
import io.strategystreams.serde.InMemorySchemaRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/** Changelog records of released versions, and what reads them. */
public final class Released {
  private static final Path RECORDED = Path.of("src", "test", "resources", "released");

  private Released() {}

  /** Every version whose changelogs were recorded. */
  public static List<String> versions() throws IOException {
    try (Stream<Path> versions = Files.list(RECORDED)) {
      return versions.map(version -> version.getFileName().toString()).sorted().toList();
    }
  }

  /** Where a version's records of that name lie. */
  public static Path file(String version, String name) {
    return RECORDED.resolve(version).resolve(name);
  }

  /** A version's records of that name. */
  public static List<RecordedChange> changes(String version, String name) throws IOException {
    return RecordedChange.read(file(version, name));
  }

  /** Ids come from the text: the released schemas have those that the records name. */
  public static InMemorySchemaRegistry registry(String version) throws IOException {
    InMemorySchemaRegistry registry = InMemorySchemaRegistry.named("released-" + version);
    try (Stream<Path> files = Files.walk(Path.of("schemas", "released", version))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".avsc")).toList()) {
        registry.register(
            file.getFileName().toString(), new Schema.Parser().parse(Files.readString(file)));
      }
    }
    return registry;
  }

  /** A record's value, read by this version's classes. */
  public static SpecificRecord read(
      RecordedChange change,
      Map<String, Class<? extends SpecificRecord>> storedTypes,
      InMemorySchemaRegistry registry) {
    return AvroSerde.of(storedTypes.get(change.store()), registry, false)
        .deserializer()
        .deserialize(change.store(), change.value());
  }

  /** Asserts that a record reads as it did when it was recorded. Fields that came later may be. */
  public static void assertSaysAsBefore(RecordedChange change, SpecificRecord read) {
    assertHolds(
        change.scenario() + " " + change.store() + " " + change.key(),
        ContractJson.toJson(read),
        change.expected());
  }

  private static void assertHolds(String what, JsonNode now, JsonNode expected) {
    if (expected.isObject()) {
      expected
          .properties()
          .forEach(
              each ->
                  assertHolds(
                      what + "." + each.getKey(), now.path(each.getKey()), each.getValue()));
    } else if (expected.isArray()) {
      assertThat(now).as(what).hasSameSizeAs(expected);
      for (int i = 0; i < expected.size(); i++) {
        assertHolds(what + "[" + i + "]", now.get(i), expected.get(i));
      }
    } else {
      assertThat(now.toString()).as(what).isEqualTo(expected.toString());
    }
  }
}
