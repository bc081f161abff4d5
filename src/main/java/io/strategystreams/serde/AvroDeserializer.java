package io.strategystreams.serde;

import java.io.EOFException;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;

/** Reads events written by any compatible schema. Safe for use by many threads. */
final class AvroDeserializer<T extends SpecificRecord> implements Deserializer<T> {
  private record Writer<T>(Schema schema, SpecificDatumReader<T> reader) {}

  private final EventType<T> event;
  private final SchemaRegistryClient registry;
  private final Map<Integer, Writer<T>> writers = new ConcurrentHashMap<>();

  AvroDeserializer(EventType<T> event, SchemaRegistryClient registry) {
    this.event = event;
    this.registry = registry;
  }

  /**
   * @throws UndecodableRecordException if the bytes are not an event of this type
   * @throws RegistryUnavailableException if the writer's schema is needed and the registry is
   *     silent
   */
  @Override
  public T deserialize(String topic, byte[] bytes) {
    if (bytes == null) {
      return null;
    }
    int id = WireFormat.schemaId(bytes);
    try {
      return read(id, bytes);
    } catch (StackOverflowError e) {
      throw new UndecodableRecordException(
          damaged(id) + ": the schema or the value is nested too deep", e);
    }
  }

  private T read(int id, byte[] bytes) {
    Writer<T> writer = writers.get(id);
    if (writer == null) {
      // Not computed inside the map: one thread's wait for the registry must not hold up others.
      writer = writer(id);
      writers.put(id, writer);
    }
    checkLength(id, writer.schema(), bytes);
    try {
      return writer.reader().read(null, decoder(bytes));
    } catch (IOException | RuntimeException e) {
      throw new UndecodableRecordException(damaged(id) + ": " + e.getMessage(), e);
    }
  }

  private void checkLength(int id, Schema schema, byte[] bytes) {
    int left;
    try {
      left = SoundBytes.walk(schema, bytes, WireFormat.HEADER_BYTES);
    } catch (EOFException e) {
      throw new UndecodableRecordException(damaged(id) + ": the bytes end too early", e);
    } catch (IOException | RuntimeException e) {
      throw new UndecodableRecordException(damaged(id) + ": " + e.getMessage(), e);
    }
    if (left > 0) {
      throw new UndecodableRecordException(damaged(id) + ": bytes are left over, was " + left);
    }
  }

  private String damaged(int id) {
    return "not a sound " + event.name() + " by schema id " + id;
  }

  private static BinaryDecoder decoder(byte[] bytes) {
    int header = WireFormat.HEADER_BYTES;
    return DecoderFactory.get().binaryDecoder(bytes, header, bytes.length - header, null);
  }

  private Writer<T> writer(int id) {
    Schema schema;
    try {
      schema = registry.byId(id);
    } catch (SchemaNotFoundException e) {
      throw new UndecodableRecordException(
          "the registry knows no schema id " + id + ": " + e.getMessage(), e);
    }
    String expected = event.read().getFullName();
    if (!expected.equals(schema.getFullName())) {
      throw new UndecodableRecordException(
          "schema id " + id + " must be of " + expected + ", was " + schema.getFullName());
    }
    LogicalTypeAgreement.difference(schema, event.read())
        .ifPresent(
            difference -> {
              throw new UndecodableRecordException("schema id " + id + ": " + difference);
            });
    return new Writer<>(schema, new SpecificDatumReader<>(schema, event.read(), event.model()));
  }
}
