package io.strategystreams.config;

import io.strategystreams.core.text.Secrets;

/**
 * What is written at a key, still as text: nothing is turned into a number before its type reads
 * it, so that decimals stay exact.
 *
 * @param form how it was written
 * @param text the scalar as written; a list's elements joined by ", "; empty for null and {}
 * @param source the file, {@code overrides} or {@code environment}
 * @param line 1-based, 0 where the source has no lines
 */
record Given(Form form, String text, String source, int line) {
  /** The longest value that any key takes; a longer one is refused before a type reads it. */
  static final int LONGEST = 2_000;

  enum Form {
    SCALAR,
    LIST,
    NULL,
    EMPTY_MAP
  }

  static Given scalar(String text, String source, int line) {
    return new Given(Form.SCALAR, text, source, line);
  }

  private String cut() {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
  }

  /** As the reader wrote it, for an error; not what an address holds of user and password. */
  String shown() {
    return switch (form) {
      case SCALAR -> text.isEmpty() ? "empty" : Secrets.without(cut());
      case LIST -> "[" + Secrets.without(cut()) + "]";
      case NULL -> "null";
      case EMPTY_MAP -> "{}";
    };
  }
}
