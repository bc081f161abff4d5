package io.strategystreams.config;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Text of a form.
 *
 * @param form what it must match as a whole
 * @param allowed the form in words
 */
public record TextType(Pattern form, String allowed) implements ValueType<String> {
  static TextType matching(String form, String allowed) {
    return new TextType(Pattern.compile(form), allowed);
  }

  @Override
  public Optional<String> read(String text) {
    return form.matcher(text).matches() ? Optional.of(text) : Optional.empty();
  }

  @Override
  public String write(String value) {
    return value;
  }
}
