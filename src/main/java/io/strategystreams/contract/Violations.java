package io.strategystreams.contract;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Collects what is wrong with one event, in words for an operator. Each check names the field, the
 * rule and the value.
 */
final class Violations {
  private static final int SHOWN_CHARACTERS = 200;

  /** Durations are added to times, and dates are printed with four digits of the year. */
  private static final Instant END_OF_TIME = Instant.parse("9999-12-31T23:59:59.999Z");

  private static final Pattern UUID_TEXT =
      Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

  private final List<String> found = new ArrayList<>();

  List<String> found() {
    return List.copyOf(found);
  }

  void add(String field, String rule, Object was) {
    found.add(field + " " + rule + ", was " + shown(was));
  }

  void addAll(String field, List<String> violations) {
    violations.forEach(violation -> found.add(field + "." + violation));
  }

  void key(String field, String value, String key) {
    if (!value.equals(key)) {
      add("key", "must be the " + field + " " + shown(value), key);
    }
  }

  void notEmpty(String field, String value) {
    if (value.isBlank()) {
      add(field, "must not be empty", "\"" + value + "\"");
    }
  }

  /** An id ends up in headers, metrics, file names and the names that UUIDs are made of. */
  void id(String field, String value) {
    if (value.isEmpty() || !isClean(value)) {
      add(field, "must be a name without blanks, / and *", "\"" + value + "\"");
    }
    characters(field, value, Sizes.ID_CHARACTERS);
  }

  void characters(String field, String value, int most) {
    if (value.length() > most) {
      add(field, "must have at most " + most + " characters", value.length());
    }
  }

  void entries(String field, Map<?, ?> entries, int most) {
    if (entries.size() > most) {
      add(field, "must have at most " + most + " entries", entries.size());
    }
  }

  void bytes(String field, String value, int most) {
    int bytes = value.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > most) {
      add(field, "must have at most " + most + " bytes in UTF-8", bytes);
    }
  }

  /** As an order or a plan is named: 8-4-4-4-12 hexadecimal digits. */
  void uuid(String field, String value) {
    if (!UUID_TEXT.matcher(value).matches()) {
      add(field, "must be a UUID", "\"" + value + "\"");
    }
  }

  private static boolean isClean(String value) {
    for (int i = 0; i < value.length(); i++) {
      char letter = value.charAt(i);
      if (letter <= ' ' || letter == '/' || letter == 0x7f || letter == '*') {
        return false;
      }
    }
    return true;
  }

  /** A rule that another type keeps by refusing what breaks it. */
  void parses(String field, String value, Function<String, ?> parser) {
    try {
      parser.apply(value);
    } catch (IllegalArgumentException e) {
      found.add(field + ": " + shown(e.getMessage()));
    }
  }

  void known(String field, Enum<?> value) {
    if (value.name().equals("UNKNOWN")) {
      add(field, "must be a value known here", value);
    }
  }

  void notNegative(String field, long value) {
    if (value < 0) {
      add(field, "must not be negative", value);
    }
  }

  void atLeastOne(String field, long value) {
    if (value < 1) {
      add(field, "must be at least 1", value);
    }
  }

  void time(String field, Instant value) {
    if (value.toEpochMilli() < 0) {
      add(field, "must not be before 1970", value);
    } else if (!value.isBefore(END_OF_TIME)) {
      add(field, "must be before the year 10000", value);
    }
  }

  /** Null is an absent optional. */
  void amount(String field, BigDecimal value) {
    if (value != null && value.precision() - value.scale() > Amount.PRECISION - Amount.SCALE) {
      add(field, "must have at most 20 digits before its decimals", value.toPlainString());
    }
  }

  void positive(String field, BigDecimal value) {
    amount(field, value);
    if (value != null && value.signum() <= 0) {
      add(field, "must be positive", plain(value));
    }
  }

  void notNegative(String field, BigDecimal value) {
    amount(field, value);
    if (value != null && value.signum() < 0) {
      add(field, "must not be negative", plain(value));
    }
  }

  void finite(String field, Double value) {
    if (value != null && !Double.isFinite(value)) {
      add(field, "must be a finite number", value);
    }
  }

  void notNegative(String field, Double value) {
    if (value != null && !(value >= 0 && Double.isFinite(value))) {
      add(field, "must be a finite number, not negative", value);
    }
  }

  void fraction(String field, Double value) {
    if (value != null && !(value >= 0 && value <= 1)) {
      add(field, "must be within 0..1", value);
    }
  }

  static String entry(String field, String key) {
    return field + "[" + shown(key) + "]";
  }

  static String plain(BigDecimal value) {
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }

  private static String shown(Object value) {
    String text = String.valueOf(value);
    return text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + "…";
  }
}
