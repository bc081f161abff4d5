package io.strategystreams.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Settings written back: every key, in one order, in one notation. */
final class CanonicalYaml {
  private CanonicalYaml() {}

  /**
   * The settings as a document in which nothing is left to a default but keys that are not always
   * written.
   */
  static Document document(
      String name, List<Key<?>> keys, Settings settings, Predicate<Key<?>> alwaysWritten) {
    Map<String, Given> entries = new LinkedHashMap<>();
    for (Key<?> key : keys) {
      if (key instanceof Key.Single<?> single) {
        if (!alwaysWritten.test(key) && isDefault(single, settings)) {
          continue;
        }
        entries.put(key.name(), single(name, single, settings));
      } else if (key instanceof Key.Family<?> family) {
        family(name, family, settings, entries);
      }
    }
    return new Document(name, entries);
  }

  private static <T> boolean isDefault(Key.Single<T> key, Settings settings) {
    T value = settings.get(key);
    return value == null || key.defaultValue() == null
        ? value == key.defaultValue()
        : key.type().write(value).equals(key.type().write(key.defaultValue()));
  }

  private static <T> Given single(String name, Key.Single<T> key, Settings settings) {
    T value = settings.get(key);
    return value == null
        ? new Given(Given.Form.NULL, "", name, 0)
        : Given.scalar(key.type().write(value), name, 0);
  }

  private static <T> void family(
      String name, Key.Family<T> key, Settings settings, Map<String, Given> entries) {
    settings
        .get(key)
        .forEach(
            (member, value) ->
                entries.put(
                    key.name() + "." + member, Given.scalar(key.type().write(value), name, 0)));
  }

  /**
   * The document as YAML, dotted keys nested. Keys of one map must follow each other. Values are
   * words and numbers that need no quotes.
   */
  static String of(Document document) {
    StringBuilder yaml = new StringBuilder();
    String open = "";
    for (Map.Entry<String, Given> entry : document.entries().entrySet()) {
      String key = entry.getKey();
      int dot = key.indexOf('.');
      String head = dot < 0 ? "" : key.substring(0, dot);
      if (!head.equals(open) && !head.isEmpty()) {
        yaml.append(head).append(":\n");
      }
      open = head;
      yaml.append(dot < 0 ? key : "  " + key.substring(dot + 1))
          .append(": ")
          .append(entry.getValue().form() == Given.Form.NULL ? "null" : entry.getValue().text())
          .append('\n');
    }
    return yaml.toString();
  }
}
