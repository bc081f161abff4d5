package io.strategystreams.paper.topology;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * Reads what lies in a store, the same bytes once: prices are looked at many times between two
 * changes. It goes by the array itself, not by what is in it: a store in memory and a store's cache
 * give the array that was put into them. What is read is shared, so nobody may change it. Safe for
 * use by many threads.
 */
final class DecodedOnce<T> implements Deserializer<T> {
  private static final int PLACES = 1024;

  private record Decoded<T>(byte[] bytes, T value) {}

  private final Deserializer<T> deserializer;
  private final AtomicReferenceArray<Decoded<T>> known = new AtomicReferenceArray<>(PLACES);

  private DecodedOnce(Deserializer<T> deserializer) {
    this.deserializer = deserializer;
  }

  /** The same serde, reading so. */
  static <T> Serde<T> of(Serde<T> serde) {
    return Serdes.serdeFrom(serde.serializer(), new DecodedOnce<>(serde.deserializer()));
  }

  @Override
  public T deserialize(String topic, byte[] bytes) {
    if (bytes == null) {
      return null;
    }
    int place = System.identityHashCode(bytes) % PLACES;
    Decoded<T> decoded = known.get(place);
    if (decoded == null || decoded.bytes() != bytes) {
      decoded = new Decoded<>(bytes, deserializer.deserialize(topic, bytes));
      known.set(place, decoded);
    }
    return decoded.value();
  }

  @Override
  public void close() {
    deserializer.close();
  }
}
