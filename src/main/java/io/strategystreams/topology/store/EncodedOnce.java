package io.strategystreams.topology.store;

import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Encodes a value before it is put into a store, so that what cannot be encoded is known before
 * anything is written; the store then takes the same bytes instead of encoding it again. Safe for
 * use by many threads.
 */
public final class EncodedOnce<T> implements Serializer<T> {
  private record Encoded(Object value, byte[] bytes) {}

  private final Serde<T> serde;
  private final ThreadLocal<Encoded> last = new ThreadLocal<>();

  public EncodedOnce(Serde<T> serde) {
    this.serde = serde;
  }

  /** What the store is to be built with. */
  public Serde<T> serde() {
    return Serdes.serdeFrom(this, serde.deserializer());
  }

  /**
   * Encodes a value that is about to be put.
   *
   * @param topic the store's changelog
   * @return how many bytes it takes
   * @throws org.apache.kafka.common.errors.SerializationException if it cannot be encoded
   */
  int encode(String topic, T value) {
    byte[] bytes = serde.serializer().serialize(topic, value);
    last.set(new Encoded(value, bytes));
    return bytes.length;
  }

  @Override
  public byte[] serialize(String topic, T value) {
    Encoded known = last.get();
    if (known != null && known.value() == value) {
      last.remove();
      return known.bytes();
    }
    return serde.serializer().serialize(topic, value);
  }
}
