package io.strategystreams.core.engine;

/** The record that brought an event. */
public record Trigger(String topic, int partition, long offset) {
  /** {@code topic-partition@offset}. */
  @Override
  public String toString() {
    return topic + "-" + partition + "@" + offset;
  }
}
