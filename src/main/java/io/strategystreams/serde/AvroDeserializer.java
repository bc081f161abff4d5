package io.strategystreams.serde;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;

/** Reads records written by any compatible schema. Safe for use by many threads. */
final class AvroDeserializer<T extends SpecificRecord> implements Deserializer<T> {
  private final EventType<T> event;
  private final RecordCheck check;
  private final Map<Integer, SpecificDatumReader<T>> readers = new ConcurrentHashMap<>();

  AvroDeserializer(EventType<T> event, SchemaRegistryClient registry) {
    this.event = event;
    this.check = new RecordCheck(event, registry);
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
    try {
      return read(bytes);
    } catch (StackOverflowError e) {
      throw new UndecodableRecordException(
          check.damaged(WireFormat.schemaId(bytes))
              + ": the schema or the value is nested too deep",
          e);
    }
  }

  private T read(byte[] bytes) {
    Schema schema = check.writerOf(bytes);
    int id = WireFormat.schemaId(bytes);
    try {
      return reader(id, schema).read(null, decoder(bytes));
    } catch (IOException | RuntimeException e) {
      throw new UndecodableRecordException(check.damaged(id) + ": " + e.getMessage(), e);
    }
  }

  /** A reader of its own for each schema: an assumed one may change from record to record. */
  private SpecificDatumReader<T> reader(int id, Schema schema) {
    SpecificDatumReader<T> known = readers.get(id);
    if (known != null && known.getSchema() == schema) {
      return known;
    }
    SpecificDatumReader<T> reader = new SpecificDatumReader<>(schema, event.read(), event.model());
    readers.put(id, reader);
    return reader;
  }

  private static BinaryDecoder decoder(byte[] bytes) {
    int header = WireFormat.HEADER_BYTES;
    return DecoderFactory.get().binaryDecoder(bytes, header, bytes.length - header, null);
  }
}
