package io.strategystreams.core.market;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Values by the text they are parsed from: the few names that all events speak of are parsed once.
 * A name too long, or one too many, is parsed each time, so that strangers' names do not fill the
 * memory. Safe for use by many threads.
 */
final class Parsed<T> {
  private static final int MOST = 4096;
  private static final int LONGEST = 64;

  private final Function<String, T> parser;
  private final Map<String, T> known = new ConcurrentHashMap<>();

  /**
   * @param parser pure; throws for what is no such name
   */
  Parsed(Function<String, T> parser) {
    this.parser = parser;
  }

  T of(String text) {
    T value = known.get(text);
    if (value == null) {
      value = parser.apply(text);
      if (text.length() <= LONGEST && known.size() < MOST) {
        known.put(text, value);
      }
    }
    return value;
  }
}
