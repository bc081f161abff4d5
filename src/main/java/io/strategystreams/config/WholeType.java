package io.strategystreams.config;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A whole number within a range.
 *
 * @param from smallest allowed
 * @param to largest allowed
 */
public record WholeType(long from, long to) implements ValueType<Long> {
  private static final Pattern FORM = Pattern.compile("-?(?:0|[1-9][0-9]{0,17})");

  @Override
  public Optional<Long> read(String text) {
    if (!FORM.matcher(text).matches()) {
      return Optional.empty();
    }
    long value = Long.parseLong(text);
    return value >= from && value <= to ? Optional.of(value) : Optional.empty();
  }

  @Override
  public String write(Long value) {
    return Long.toString(value);
  }

  @Override
  public String allowed() {
    return "a whole number from " + from + " to " + to;
  }
}
