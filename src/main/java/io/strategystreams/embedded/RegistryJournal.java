package io.strategystreams.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Consumer;

/**
 * A file of JSON lines to which a registry appends what changes, so that a change costs as much as
 * it is long. A line is there whole or not at all, whenever the process is killed.
 */
final class RegistryJournal {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** How each line begins. */
  private static final String FIRST = "{\"subject\"";

  private final Path file;

  RegistryJournal(Path file) {
    this.file = file;
  }

  Path file() {
    return file;
  }

  /**
   * Gives each line in turn. A last line without its end is what a kill left over and is removed.
   */
  void read(Consumer<JsonNode> change) throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    String text = Files.readString(file);
    String whole = text.substring(0, text.lastIndexOf('\n') + 1);
    if (!text.startsWith(FIRST)) {
      change.accept(JSON.readTree(text)); // one object, as versions up to 0.1.0 wrote it
      return;
    }
    for (String line : whole.lines().toList()) {
      change.accept(JSON.readTree(line));
    }
    if (whole.length() < text.length()) {
      try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
        open.setLength(whole.getBytes(StandardCharsets.UTF_8).length);
      }
    }
  }

  /** Begins anew with these lines. */
  void rewrite(Iterable<? extends JsonNode> lines) throws IOException {
    StringBuilder text = new StringBuilder();
    for (JsonNode line : lines) {
      text.append(JSON.writeValueAsString(line)).append('\n');
    }
    Files.createDirectories(file.getParent());
    Path next = file.resolveSibling(file.getFileName() + ".next");
    Files.writeString(next, text);
    Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Appends lines, all or none. */
  void append(Iterable<? extends JsonNode> lines) throws IOException {
    StringBuilder text = new StringBuilder();
    for (JsonNode line : lines) {
      text.append(JSON.writeValueAsString(line)).append('\n');
    }
    Files.createDirectories(file.getParent());
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      long before = open.length();
      open.seek(before);
      try {
        open.write(text.toString().getBytes(StandardCharsets.UTF_8));
      } catch (IOException failure) {
        open.setLength(before);
        throw failure;
      }
    }
  }
}
