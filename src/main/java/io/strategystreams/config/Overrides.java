package io.strategystreams.config;

import io.strategystreams.core.money.Decimals;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;

/** Values that replace some of a file's. */
final class Overrides {
  static final String SOURCE = "overrides";

  /** More digits than any key takes; keeps a number such as 1e999999999 from being written out. */
  private static final int MOST_DIGITS = 60;

  /** More than there are keys; the time grows faster than their number. */
  private static final int MOST_KEYS = 300;

  private final Map<String, ?> values;
  private final Problems problems;

  Overrides(Map<String, ?> values, Problems problems) {
    this.values = values;
    this.problems = problems;
  }

  /** The document with maps replaced first and single entries set after. */
  Document appliedTo(Document document) {
    if (size(values) > MOST_KEYS) {
      problems.add(
          ConfigError.ofFile(
              SOURCE, "must have at most " + MOST_KEYS + " keys, was " + size(values)));
      return document;
    }
    Document changed = document;
    for (Map.Entry<String, ?> each : values.entrySet()) {
      if (each.getValue() instanceof Map<?, ?> map) {
        changed = replaced(changed, each.getKey(), map);
      }
    }
    for (Map.Entry<String, ?> each : values.entrySet()) {
      if (!(each.getValue() instanceof Map<?, ?>)) {
        changed = changed.with(each.getKey(), given(each.getKey(), each.getValue()));
      }
    }
    return changed;
  }

  private static long size(Map<?, ?> values) {
    return values.values().stream()
        .mapToLong(value -> value instanceof Map<?, ?> map ? 1 + size(map) : 1)
        .sum();
  }

  private Document replaced(Document document, String key, Map<?, ?> map) {
    Map<String, Given> entries = new LinkedHashMap<>(document.without(key).entries());
    flatten(key, map, entries);
    return new Document(document.name(), entries);
  }

  private void flatten(String key, Map<?, ?> map, Map<String, Given> entries) {
    if (map.isEmpty()) {
      entries.put(key, new Given(Given.Form.EMPTY_MAP, "", SOURCE, 0));
    }
    map.forEach(
        (member, value) -> {
          String name = key + "." + member;
          if (value instanceof Map<?, ?> nested) {
            flatten(name, nested, entries);
          } else {
            entries.put(name, given(name, value));
          }
        });
  }

  private Given given(String key, Object value) {
    if (value == null) {
      return new Given(Given.Form.NULL, "", SOURCE, 0);
    }
    String text;
    if (value instanceof BigDecimal decimal) {
      text = decimal(decimal);
    } else if (value instanceof BigInteger whole) {
      text = decimal(new BigDecimal(whole));
    } else if (value instanceof String
        || value instanceof Boolean
        || value instanceof Double
        || value instanceof Integer
        || value instanceof Long) {
      text = value.toString();
    } else {
      problems.add(new ConfigError(SOURCE, 0, key, "must be one value", value.toString()));
      text = "";
    }
    return Given.scalar(text, SOURCE, 0);
  }

  private static String decimal(BigDecimal value) {
    return Math.abs((long) value.scale()) + value.precision() > MOST_DIGITS
        ? value.toString()
        : Decimals.plain(value);
  }
}
