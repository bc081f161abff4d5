package io.strategystreams.audit;

/**
 * An event and where it was read.
 *
 * @param <T> the event
 */
public record Logged<T>(T event, String topic, int partition, long offset) {

  /** {@code topic-partition@offset}. */
  public String place() {
    return topic + "-" + partition + "@" + offset;
  }
}
