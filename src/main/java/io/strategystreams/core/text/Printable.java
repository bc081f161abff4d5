package io.strategystreams.core.text;

/**
 * Text from outside as it may be shown in a terminal or a log. Control characters, line and
 * paragraph separators, invisible and bidirectional format characters and unpaired surrogates
 * become backslash, {@code u} and four hex digits each, which is their escape in JSON too; all else
 * stays as it is.
 */
public final class Printable {
  private Printable() {}

  /** The text on one line. */
  public static String line(String text) {
    return escaped(text, false);
  }

  /**
   * The text on one line, and not longer than that.
   *
   * @param most how many of its characters are shown
   */
  public static String line(String text, int most) {
    return text.length() <= most ? line(text) : line(text.substring(0, most)) + "…";
  }

  /** The text on its lines: line feeds and tabs stay. */
  public static String lines(String text) {
    return escaped(text, true);
  }

  /** Whether a character that is no surrogate must be escaped. */
  public static boolean isHidden(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      default -> false;
    };
  }

  private static String escaped(String text, boolean keepsLines) {
    StringBuilder escaped = null;
    int next;
    for (int at = 0; at < text.length(); at = next) {
      int character = text.codePointAt(at);
      next = at + Character.charCount(character);
      boolean kept =
          character >= ' ' && character < 0x7f
              || keepsLines && (character == '\n' || character == '\t')
              || !isHidden(character);
      if (kept && escaped == null) {
        continue;
      }
      if (escaped == null) {
        escaped = new StringBuilder(text.length() + 16).append(text, 0, at);
      }
      for (int each = at; each < next; each++) {
        if (kept) {
          escaped.append(text.charAt(each));
        } else {
          escaped.append(String.format("\\u%04x", (int) text.charAt(each)));
        }
      }
    }
    return escaped == null ? text : escaped.toString();
  }
}
