package io.strategystreams.serde;

import java.io.EOFException;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;

/**
 * Whether a record is an event of a type, before any serde makes something of it: its writer's
 * schema is of that event, its decimals and times mean the same, and its bytes end where the event
 * does. Whatever reads records goes through here. Safe for use by many threads.
 */
final class RecordCheck {
  private final EventType<?> event;
  private final SchemaRegistryClient registry;
  private final Map<Integer, Schema> writers = new ConcurrentHashMap<>();

  RecordCheck(EventType<?> event, SchemaRegistryClient registry) {
    this.event = event;
    this.registry = registry;
  }

  /**
   * The schema that the record was written by.
   *
   * @throws UndecodableRecordException if the bytes are not an event of this type
   * @throws RegistryUnavailableException if the writer's schema is needed and the registry is
   *     silent
   */
  Schema writerOf(byte[] bytes) {
    int id = WireFormat.schemaId(bytes);
    Schema schema = registry instanceof AssumedSchema assumed ? assumed.of(bytes) : known(id);
    walk(id, schema, bytes);
    return schema;
  }

  private Schema known(int id) {
    Schema schema = writers.get(id);
    if (schema == null) {
      // Not computed inside the map: one thread's wait for the registry must not hold up others.
      schema = agreeing(id);
      writers.put(id, schema);
    }
    return schema;
  }

  /** How a record is named that is none. */
  String damaged(int id) {
    return "not a sound " + event.name() + " by schema id " + id;
  }

  private void walk(int id, Schema schema, byte[] bytes) {
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

  private Schema agreeing(int id) {
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
    return schema;
  }
}
