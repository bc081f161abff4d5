package io.strategystreams.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counters of one name, one for each combination of its tags' values. Each combination is looked up
 * in the registry once. For one thread.
 */
public final class CounterFamily {
  private final MeterRegistry registry;
  private final String name;
  private final String description;
  private final List<String> tags;
  private final Map<List<String>, Counter> counters = new HashMap<>();

  CounterFamily(MeterRegistry registry, String name, String description, List<String> tags) {
    this.registry = registry;
    this.name = name;
    this.description = description;
    this.tags = List.copyOf(tags);
  }

  /**
   * Counts one.
   *
   * @param values one for each tag, in their order
   */
  public void count(String... values) {
    counters.computeIfAbsent(List.of(values), this::counter).increment();
  }

  /** Tells of it before it was ever counted. */
  public void tell(String... values) {
    counters.computeIfAbsent(List.of(values), this::counter);
  }

  private Counter counter(List<String> values) {
    if (values.size() != tags.size()) {
      throw new IllegalArgumentException(
          name + " must be counted with a value for each of " + tags + ", was " + values);
    }
    List<Tag> tagged = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      tagged.add(Tag.of(tags.get(i), values.get(i)));
    }
    return Counter.builder(name).description(description).tags(tagged).register(registry);
  }
}
