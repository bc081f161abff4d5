package io.strategystreams.core.market;

/** What symbols are made of. */
final class Symbols {
  private Symbols() {}

  /** Whether a text is one or more of the letters A to Z, a to z and digits. */
  static boolean isPlain(String text) {
    return !text.isEmpty() && isPlain(text, 0, text.length());
  }

  /** Whether a text is two plain ones with a slash between. */
  static boolean isPair(String text) {
    int slash = text.indexOf('/');
    return slash > 0
        && slash < text.length() - 1
        && isPlain(text, 0, slash)
        && isPlain(text, slash + 1, text.length());
  }

  static boolean isDigit(char letter) {
    return letter >= '0' && letter <= '9';
  }

  static boolean isLowerCase(char letter) {
    return letter >= 'a' && letter <= 'z';
  }

  private static boolean isPlain(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      char letter = text.charAt(i);
      boolean upperCase = letter >= 'A' && letter <= 'Z';
      if (!upperCase && !isLowerCase(letter) && !isDigit(letter)) {
        return false;
      }
    }
    return true;
  }
}
