package io.strategystreams.config;

import java.util.regex.Pattern;

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
  private static final Pattern CREDENTIALS = Pattern.compile("://[^,\\s]*@");

  enum Form {
    SCALAR,
    LIST,
    NULL,
    EMPTY_MAP
  }

  static Given scalar(String text, String source, int line) {
    return new Given(Form.SCALAR, text, source, line);
  }

  /** As the reader wrote it, for an error; not what an address holds of user and password. */
  String shown() {
    return switch (form) {
      case SCALAR -> text.isEmpty() ? "empty" : CREDENTIALS.matcher(text).replaceAll("://***@");
      case LIST -> "[" + text + "]";
      case NULL -> "null";
      case EMPTY_MAP -> "{}";
    };
  }
}
