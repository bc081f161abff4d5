package io.strategystreams.release;

import io.strategystreams.serde.EventSchemas;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/** The schemas of this version by file, {@code Order.avsc} or {@code state/StrategyState.avsc}. */
final class CurrentSchemas {
  static final Path DIRECTORY = Path.of("schemas");
  static final Path RELEASED = DIRECTORY.resolve("released");
  private static final String SUFFIX = ".avsc";

  private CurrentSchemas() {}

  /** As they are registered: each whole, whatever its file leaves to another. */
  static SortedMap<String, Schema> all() {
    SortedMap<String, Schema> schemas = new TreeMap<>();
    files(DIRECTORY)
        .filter(file -> !file.startsWith(RELEASED))
        .forEach(
            file -> {
              String name = DIRECTORY.relativize(file).toString();
              schemas.put(name, EventSchemas.written(type(name)));
            });
    return schemas;
  }

  /** The schemas of a released version by file, as {@link #all()}. */
  static SortedMap<String, Schema> released(Path version) {
    SortedMap<String, Schema> schemas = new TreeMap<>();
    files(version).forEach(file -> schemas.put(version.relativize(file).toString(), parsed(file)));
    return schemas;
  }

  private static Schema parsed(Path file) {
    try {
      return new Schema.Parser().parse(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Path> files(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Class<? extends SpecificRecord> type(String file) {
    String simple = Path.of(file).getFileName().toString().replace(SUFFIX, "");
    String kind = file.startsWith("state") ? "state" : "events";
    try {
      return Class.forName("io.strategystreams." + kind + "." + simple)
          .asSubclass(SpecificRecord.class);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("schemas/" + file + " must be named after its record", e);
    }
  }
}
