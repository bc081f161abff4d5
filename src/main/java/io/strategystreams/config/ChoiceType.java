package io.strategystreams.config;

import java.util.List;
import java.util.Optional;

/**
 * One of a few words.
 *
 * @param words the words, in the order they are shown
 */
public record ChoiceType(List<String> words) implements ValueType<String> {
  public ChoiceType {
    words = List.copyOf(words);
  }

  static ChoiceType of(String... words) {
    return new ChoiceType(List.of(words));
  }

  @Override
  public Optional<String> read(String text) {
    return words.contains(text) ? Optional.of(text) : Optional.empty();
  }

  @Override
  public String write(String value) {
    return value;
  }

  @Override
  public String allowed() {
    return words.size() == 1 ? words.get(0) : "one of " + String.join(", ", words);
  }
}
