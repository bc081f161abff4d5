package io.strategystreams.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strategystreams.serde.MutualReading;
import io.strategystreams.serde.SchemaIds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.avro.Schema;

/**
 * The schemas of a development registry, kept in a file. Ids and GUIDs are taken from the text, as
 * in the in-memory registry, so that records of a replay are the same bytes over either. Each
 * request looks at one subject or one schema, however many there are. Safe for use by many threads.
 */
final class RegistryContent {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final RegistryJournal journal;
  private final ProductSubjects product = new ProductSubjects();
  private final Map<Integer, Registered> schemas = new HashMap<>();
  private final Map<String, Registered> byGuid = new HashMap<>();
  private final Map<Integer, Integer> uses = new HashMap<>();
  private final NavigableMap<String, NavigableMap<Integer, Version>> subjects = new TreeMap<>();

  private RegistryContent(RegistryJournal journal) {
    this.journal = journal;
  }

  /** A schema under the id and the GUID of its text. */
  record Registered(int id, String guid, String text, Schema schema) {
    static Registered of(Schema schema) {
      String text = schema.toString();
      String guid = UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
      return new Registered(SchemaIds.byContent(schema), guid, text, schema);
    }
  }

  /**
   * A version of a subject, counted from 1.
   *
   * @param deleted whether it is only shown where deleted ones are asked for
   */
  record Version(String subject, int version, Registered registered, boolean deleted) {
    private Version softlyDeleted() {
      return new Version(subject, version, registered, true);
    }
  }

  /**
   * Reads what the file holds; one that is not there holds nothing.
   *
   * @throws IllegalStateException if the file is not what this class wrote
   */
  static RegistryContent in(Path file) {
    RegistryContent content = new RegistryContent(new RegistryJournal(file.toAbsolutePath()));
    try {
      content.journal.read(content::take);
    } catch (IOException | RuntimeException e) {
      throw new IllegalStateException(
          "the development registry's file "
              + file
              + " must be one that it wrote: "
              + e.getMessage()
              + "; remove it to begin without schemas",
          e);
    }
    return content;
  }

  private void take(JsonNode line) {
    if (line.has("schemas")) {
      takeWhole(line);
      return;
    }
    String subject = line.required("subject").asText();
    int version = line.required("version").asInt();
    if (line.has("schema")) {
      put(subject, version, Registered.of(new Schema.Parser().parse(line.get("schema").asText())));
    } else if (line.required("deleted").asText().equals("softly")) {
      subjects.get(subject).computeIfPresent(version, (number, one) -> one.softlyDeleted());
    } else {
      remove(subject, version);
    }
  }

  /** The form of versions up to 0.1.0: everything in one object. */
  private void takeWhole(JsonNode json) {
    Map<String, Registered> texts = new HashMap<>();
    json.required("schemas")
        .properties()
        .forEach(
            each ->
                texts.put(
                    each.getKey(),
                    Registered.of(new Schema.Parser().parse(each.getValue().asText()))));
    json.required("subjects")
        .properties()
        .forEach(
            each -> {
              int version = 0;
              for (JsonNode id : each.getValue()) {
                Registered named = texts.get(id.asText());
                if (named == null) {
                  throw new IllegalStateException(
                      "a subject names schema " + id + ", which is not there");
                }
                put(each.getKey(), ++version, named);
              }
            });
    try {
      List<ObjectNode> lines = new ArrayList<>();
      subjects.values().forEach(all -> all.values().forEach(one -> lines.add(line(one))));
      journal.rewrite(lines);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void put(String subject, int version, Registered registered) {
    schemas.put(registered.id(), registered);
    byGuid.put(registered.guid(), registered);
    uses.merge(registered.id(), 1, Integer::sum);
    subjects
        .computeIfAbsent(subject, none -> new TreeMap<>())
        .put(version, new Version(subject, version, registered, false));
  }

  private void remove(String subject, int version) {
    NavigableMap<Integer, Version> versions = subjects.get(subject);
    Registered removed = versions.remove(version).registered();
    if (versions.isEmpty()) {
      subjects.remove(subject);
    }
    if (uses.merge(removed.id(), -1, (had, less) -> had == 1 ? null : had + less) == null) {
      schemas.remove(removed.id());
      byGuid.remove(removed.guid());
    }
  }

  /** The names of subjects, sorted. */
  synchronized List<String> subjects(boolean deletedToo) {
    return subjects.entrySet().stream()
        .filter(one -> deletedToo || one.getValue().values().stream().anyMatch(v -> !v.deleted()))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The versions of a subject, oldest first; empty if it is unknown. */
  synchronized List<Version> versions(String subject, boolean deletedToo) {
    return all(subject).stream().filter(one -> deletedToo || !one.deleted()).toList();
  }

  /** A version of a subject, a deleted one too; null if there is none. */
  synchronized Version version(String subject, int version) {
    return subjects.getOrDefault(subject, new TreeMap<>()).get(version);
  }

  /** The version of a subject that has this schema and is not deleted; null if there is none. */
  synchronized Version find(String subject, Schema schema) {
    Registered sought = Registered.of(schema);
    return all(subject).stream()
        .filter(one -> !one.deleted() && one.registered().text().equals(sought.text()))
        .findFirst()
        .orElse(null);
  }

  /** The schema with an id; null if there is none. */
  synchronized Registered schema(int id) {
    return schemas.get(id);
  }

  /** The schema with a GUID; null if there is none. */
  synchronized Registered schema(String guid) {
    return byGuid.get(guid);
  }

  /** What a schema breaks against the product and each version of a subject; empty if nothing. */
  synchronized List<String> breaks(String subject, Schema schema) {
    List<String> breaks = new ArrayList<>(product.breaks(subject, schema));
    for (Version version : all(subject)) {
      if (!version.deleted()) {
        MutualReading.breaks(version.registered().schema(), schema)
            .forEach(each -> breaks.add("against version " + version.version() + ": " + each));
      }
    }
    return breaks;
  }

  /**
   * Makes a schema a version of a subject, unless it is one.
   *
   * @throws IncompatibleException if it breaks a version before it, or is not the product's
   * @throws UncheckedIOException if the file cannot be written; then nothing has changed
   */
  synchronized Version register(String subject, Schema schema) {
    Version present = find(subject, schema);
    if (present != null) {
      return present;
    }
    Registered registered = Registered.of(schema);
    Registered known = schemas.get(registered.id());
    if (known != null && !known.text().equals(registered.text())) {
      throw new IncompatibleException(
          List.of("another schema has the id " + registered.id() + ": " + known.text()));
    }
    List<String> breaks = breaks(subject, schema);
    if (!breaks.isEmpty()) {
      throw new IncompatibleException(breaks);
    }
    NavigableMap<Integer, Version> versions = subjects.getOrDefault(subject, new TreeMap<>());
    int number = versions.isEmpty() ? 1 : versions.lastKey() + 1;
    Version version = new Version(subject, number, registered, false);
    append(List.of(line(version)));
    put(subject, number, registered);
    return version;
  }

  /** Deletes versions: softly, or for good those that were deleted softly before. */
  synchronized void delete(Collection<Version> versions, boolean permanent) {
    append(
        versions.stream()
            .map(
                one ->
                    JSON.createObjectNode()
                        .put("subject", one.subject())
                        .put("version", one.version())
                        .put("deleted", permanent ? "permanently" : "softly"))
            .toList());
    for (Version one : versions) {
      if (permanent) {
        remove(one.subject(), one.version());
      } else {
        subjects.get(one.subject()).put(one.version(), one.softlyDeleted());
      }
    }
  }

  private Collection<Version> all(String subject) {
    return subjects.getOrDefault(subject, new TreeMap<>()).values();
  }

  private void append(List<ObjectNode> lines) {
    try {
      journal.append(lines);
    } catch (IOException failure) {
      throw new UncheckedIOException(
          "cannot write the development registry's " + journal.file(), failure);
    }
  }

  private static ObjectNode line(Version version) {
    return JSON.createObjectNode()
        .put("subject", version.subject())
        .put("version", version.version())
        .put("schema", version.registered().text());
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
