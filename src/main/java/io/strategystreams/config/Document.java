package io.strategystreams.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * A configuration text as dotted keys: {@code max_age: {price: 2m}} is {@code max_age.price}.
 *
 * @param name the file's name, for errors
 * @param entries by dotted key, in the order of the file
 */
record Document(String name, Map<String, Given> entries) {
  Document {
    entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
  }

  /** What lies below {@code prefix}, with keys relative to it. */
  Document section(String prefix) {
    Map<String, Given> inside = new LinkedHashMap<>();
    String start = prefix + ".";
    entries.forEach(
        (key, given) -> {
          if (key.startsWith(start)) {
            inside.put(key.substring(start.length()), given);
          }
        });
    return new Document(name, inside);
  }

  /** The first parts of all keys. */
  Set<String> heads() {
    Set<String> heads = new LinkedHashSet<>();
    for (String key : entries.keySet()) {
      int dot = key.indexOf('.');
      heads.add(dot < 0 ? key : key.substring(0, dot));
    }
    return heads;
  }

  /** The same with one entry set, in its old place where it had one. */
  Document with(String key, Given given) {
    Map<String, Given> changed = new LinkedHashMap<>(entries);
    changed.put(key, given);
    return new Document(name, changed);
  }

  /** The same without {@code key} and without all below it. */
  Document without(String key) {
    Map<String, Given> changed = new LinkedHashMap<>(entries);
    changed.keySet().removeIf(each -> each.equals(key) || each.startsWith(key + "."));
    return new Document(name, changed);
  }
}
