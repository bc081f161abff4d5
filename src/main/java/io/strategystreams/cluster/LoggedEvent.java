package io.strategystreams.cluster;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * A record as it was read, and the event in it.
 *
 * @param event null for a tombstone, for what cannot be decoded and for a topic of mixed records
 * @param undecodable why the value could not be decoded; null if it could
 */
public record LoggedEvent(
    ConsumerRecord<byte[], byte[]> record, SpecificRecord event, String undecodable) {

  /** {@code topic-partition@offset}. */
  public String place() {
    return record.topic() + "-" + record.partition() + "@" + record.offset();
  }

  public String topic() {
    return record.topic();
  }

  /** Null if the record has none. */
  public String key() {
    return record.key() == null ? null : new String(record.key(), StandardCharsets.UTF_8);
  }

  /** The record's timestamp: the event time, where its writer keeps the contract. */
  public Instant time() {
    return Instant.ofEpochMilli(record.timestamp());
  }

  public boolean isTombstone() {
    return record.value() == null;
  }

  /** The last header of that name, as UTF-8 text. */
  public Optional<String> header(String name) {
    Header header = record.headers().lastHeader(name);
    return header == null || header.value() == null
        ? Optional.empty()
        : Optional.of(new String(header.value(), StandardCharsets.UTF_8));
  }

  /**
   * The event as its own type.
   *
   * @throws ClusterException if it could not be decoded, naming place and cause
   */
  public <T extends SpecificRecord> T as(Class<T> type) {
    if (undecodable != null) {
      throw new ClusterException(place() + " cannot be decoded: " + undecodable);
    }
    return type.cast(event);
  }
}
