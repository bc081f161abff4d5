package io.strategystreams.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A list of values of one type, at least one, none twice.
 *
 * @param element the type of each
 */
public record ListType<T>(ValueType<T> element) implements ValueType<List<T>> {
  @Override
  public Optional<List<T>> read(String text) {
    List<T> values = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      Optional<T> value = element.read(part.strip());
      if (value.isEmpty() || values.contains(value.get())) {
        return Optional.empty();
      }
      values.add(value.get());
    }
    return Optional.of(List.copyOf(values));
  }

  @Override
  public String write(List<T> value) {
    return value.stream().map(element::write).collect(Collectors.joining(", "));
  }

  @Override
  public String allowed() {
    return "a list without repetition, each " + element.allowed();
  }
}
