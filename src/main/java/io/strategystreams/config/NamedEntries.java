package io.strategystreams.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The entries of a file that is one map from names to settings: {@code markets}, {@code venues}.
 */
final class NamedEntries {
  private NamedEntries() {}

  /**
   * @param name the entry's name
   * @param path where it lies, to go before its keys in errors
   * @param document its keys, relative
   */
  record Entry(String name, String path, Document document) {
    ConfigError located(ConfigError error) {
      int line =
          error.line() > 0 || document.entries().isEmpty()
              ? error.line()
              : document.entries().values().iterator().next().line();
      String key =
          error.key().isEmpty() ? path.substring(0, path.length() - 1) : path + error.key();
      return new ConfigError(error.file(), line, key, error.problem(), error.found());
    }
  }

  /** Every well-named entry below {@code root}; the rest is reported. */
  static List<Entry> of(Document document, String root, TextType names, Problems problems) {
    for (String head : document.heads()) {
      if (!head.equals(root)) {
        Given given = anyBelow(document, head);
        problems.add(
            new ConfigError(
                document.name(),
                given.line(),
                head,
                "is no key of the file, only " + root + " is",
                null));
      }
    }
    Document below = document.section(root);
    if (below.entries().isEmpty()) {
      problems.add(
          new ConfigError(document.name(), 0, root, "must hold at least one entry", "empty"));
    }
    List<Entry> entries = new ArrayList<>();
    for (String name : below.heads()) {
      String path = root + "." + name;
      Optional<String> sound = names.read(name);
      if (sound.isEmpty()) {
        problems.add(
            new ConfigError(
                document.name(),
                anyBelow(below, name).line(),
                path,
                "must be " + names.allowed(),
                name));
        continue;
      }
      Given whole = below.entries().get(name);
      if (whole != null && whole.form() != Given.Form.EMPTY_MAP) {
        problems.add(
            new ConfigError(document.name(), whole.line(), path, "must be a map", whole.shown()));
        continue;
      }
      entries.add(new Entry(name, path + ".", below.section(name)));
    }
    return entries;
  }

  private static Given anyBelow(Document document, String head) {
    Given given = document.entries().get(head);
    return given != null ? given : document.section(head).entries().values().iterator().next();
  }
}
