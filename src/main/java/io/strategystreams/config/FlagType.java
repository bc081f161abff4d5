package io.strategystreams.config;

import java.util.Optional;

/** {@code true} or {@code false}; not yes, no, on or off. */
public record FlagType() implements ValueType<Boolean> {
  @Override
  public Optional<Boolean> read(String text) {
    return switch (text) {
      case "true" -> Optional.of(true);
      case "false" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  @Override
  public String write(Boolean value) {
    return value.toString();
  }

  @Override
  public String allowed() {
    return "true or false";
  }
}
