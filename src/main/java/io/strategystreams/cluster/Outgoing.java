package io.strategystreams.cluster;

import java.time.Instant;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;

/**
 * An event to be written.
 *
 * @param event null writes a tombstone
 * @param partition null leaves the choice to the key, as the contract says
 */
public record Outgoing(
    String topic, Integer partition, String key, SpecificRecord event, Instant time) {
  public Outgoing {
    Objects.requireNonNull(topic, "topic");
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(time, "time");
  }

  /** Where its key belongs. */
  public static Outgoing of(String topic, String key, SpecificRecord event, Instant time) {
    return new Outgoing(topic, null, key, event, time);
  }

  public static Outgoing tombstone(String topic, String key, Instant time) {
    return new Outgoing(topic, null, key, null, time);
  }
}
