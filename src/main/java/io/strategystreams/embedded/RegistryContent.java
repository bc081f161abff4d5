package io.strategystreams.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strategystreams.serde.MutualReading;
import io.strategystreams.serde.SchemaIds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;

/**
 * The schemas of a development registry, kept in a file. Ids are taken from the text, as in the
 * in-memory registry, so that records of a replay are the same bytes over either. Safe for use by
 * many threads.
 */
final class RegistryContent {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private final Map<Integer, Schema> schemas = new TreeMap<>();
  private final Map<String, List<Integer>> subjects = new TreeMap<>();

  private RegistryContent(Path file) {
    this.file = file;
  }

  /** A version of a subject, counted from 1. */
  record Version(String subject, int version, int id, Schema schema) {}

  /**
   * Reads what the file holds; one that is not there holds nothing.
   *
   * @throws IllegalStateException if the file is not what this class wrote
   */
  static RegistryContent in(Path file) {
    RegistryContent content = new RegistryContent(file.toAbsolutePath());
    if (Files.exists(file)) {
      try {
        content.read(JSON.readTree(file.toFile()));
      } catch (IOException | RuntimeException e) {
        throw new IllegalStateException(
            "the development registry's file "
                + file
                + " must be one that it wrote: "
                + e.getMessage()
                + "; remove it to begin without schemas",
            e);
      }
    }
    return content;
  }

  private void read(JsonNode json) {
    json.required("schemas")
        .properties()
        .forEach(
            each ->
                schemas.put(
                    Integer.valueOf(each.getKey()),
                    new Schema.Parser().parse(each.getValue().asText())));
    json.required("subjects")
        .properties()
        .forEach(
            each -> {
              List<Integer> ids = new ArrayList<>();
              each.getValue().forEach(id -> ids.add(known(id.asInt())));
              subjects.put(each.getKey(), ids);
            });
  }

  private int known(int id) {
    if (!schemas.containsKey(id)) {
      throw new IllegalStateException("a subject names schema " + id + ", which is not there");
    }
    return id;
  }

  synchronized List<String> subjects() {
    return List.copyOf(subjects.keySet());
  }

  /** Every version of a subject, oldest first; empty if it is unknown. */
  synchronized List<Version> versions(String subject) {
    List<Version> versions = new ArrayList<>();
    for (int id : subjects.getOrDefault(subject, List.of())) {
      versions.add(new Version(subject, versions.size() + 1, id, schemas.get(id)));
    }
    return versions;
  }

  /** The schema with an id; null if there is none. */
  synchronized Schema schema(int id) {
    return schemas.get(id);
  }

  /** What a schema breaks against each version of a subject; empty if nothing. */
  synchronized List<String> breaks(String subject, Schema schema) {
    List<String> breaks = new ArrayList<>();
    for (Version version : versions(subject)) {
      MutualReading.breaks(version.schema(), schema)
          .forEach(each -> breaks.add("against version " + version.version() + ": " + each));
    }
    return breaks;
  }

  /**
   * Makes a schema a version of a subject, unless it is one.
   *
   * @return its id
   * @throws IncompatibleException if it breaks a version before it
   * @throws UncheckedIOException if the file cannot be written; then nothing has changed
   */
  synchronized int register(String subject, Schema schema) {
    int id = SchemaIds.byContent(schema);
    Schema known = schemas.get(id);
    if (known != null && !known.toString().equals(schema.toString())) {
      throw new IncompatibleException(List.of("another schema has the id " + id + ": " + known));
    }
    List<Integer> before = subjects.getOrDefault(subject, List.of());
    if (before.contains(id)) {
      return id;
    }
    List<String> breaks = breaks(subject, schema);
    if (!breaks.isEmpty()) {
      throw new IncompatibleException(breaks);
    }
    List<Integer> after = new ArrayList<>(before);
    after.add(id);
    schemas.put(id, schema);
    subjects.put(subject, after);
    try {
      write();
    } catch (IOException failure) {
      if (known == null) {
        schemas.remove(id);
      }
      if (before.isEmpty()) {
        subjects.remove(subject);
      } else {
        subjects.put(subject, before);
      }
      throw new UncheckedIOException("cannot write the development registry's " + file, failure);
    }
    return id;
  }

  /** Whole or not at all, whenever the process is killed. */
  private void write() throws IOException {
    ObjectNode json = JSON.createObjectNode();
    ObjectNode texts = json.putObject("schemas");
    schemas.forEach((id, schema) -> texts.put(id.toString(), schema.toString()));
    ObjectNode versions = json.putObject("subjects");
    subjects.forEach((subject, ids) -> ids.forEach(versions.withArrayProperty(subject)::add));
    Files.createDirectories(file.getParent());
    Path next = file.resolveSibling(file.getFileName() + ".next");
    JSON.writerWithDefaultPrettyPrinter().writeValue(next.toFile(), json);
    Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  /** A schema that may not become a version. */
  static final class IncompatibleException extends RuntimeException {
    private final transient List<String> breaks;

    IncompatibleException(List<String> breaks) {
      super(String.join("; ", breaks));
      this.breaks = breaks;
    }

    List<String> breaks() {
      return breaks;
    }
  }
}
