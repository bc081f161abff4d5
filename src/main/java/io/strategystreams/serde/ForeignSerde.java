package io.strategystreams.serde;

import java.io.EOFException;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * A serde of others, made to fail as ours does: what {@link RecordCheck} refuses never reaches it,
 * a record that can never be read is an {@link UndecodableRecordException}, and everything else is
 * not. Where it cannot be decided, the record is taken for sound: failing the thread loses nothing,
 * dead-lettering a sound record would.
 */
final class ForeignSerde<T extends SpecificRecord> implements Serde<T> {
  private static final String AVRO = "org.apache.avro.";
  private static final List<String> DECODING =
      List.of(AVRO + "io.", AVRO + "generic.", AVRO + "specific.");
  private static final String REST_EXCEPTION = "RestClientException";

  private final EventType<T> event;
  private final RecordCheck check;
  private final Serializer<Object> serializer;
  private final Deserializer<?> deserializer;

  private ForeignSerde(
      EventType<T> event,
      RecordCheck check,
      Serializer<Object> serializer,
      Deserializer<?> deserializer) {
    this.event = event;
    this.check = check;
    this.serializer = serializer;
    this.deserializer = deserializer;
  }

  @SuppressWarnings("unchecked") // it is named for events; what it returns is checked
  static <T extends SpecificRecord> Serde<T> over(
      EventType<T> event, Serde<?> serde, RecordCheck check) {
    return new ForeignSerde<>(
        event, check, (Serializer<Object>) serde.serializer(), serde.deserializer());
  }

  @Override
  public Serializer<T> serializer() {
    return (topic, value) -> {
      if (value != null) {
        try {
          event.amounts().check(value);
        } catch (IllegalArgumentException e) {
          throw new SerializationException(
              event.name() + " for topic " + topic + " cannot be written: " + e.getMessage(), e);
        }
      }
      return serializer.serialize(topic, value);
    };
  }

  @Override
  public Deserializer<T> deserializer() {
    return this::read;
  }

  private T read(String topic, byte[] bytes) {
    if (bytes == null) {
      return null;
    }
    int id = WireFormat.schemaId(bytes);
    check.writerOf(bytes);
    Object value;
    try {
      value = deserializer.deserialize(topic, bytes);
    } catch (StackOverflowError e) {
      throw new UndecodableRecordException(
          "not a sound "
              + event.name()
              + " by schema id "
              + id
              + ": the schema or the value is nested too deep",
          e);
    } catch (RuntimeException e) {
      if (isTheRecords(e)) {
        throw new UndecodableRecordException(check.damaged(id) + ": " + e.getMessage(), e);
      }
      throw new RegistryUnavailableException(
          "the serde "
              + deserializer.getClass().getName()
              + " could not read schema id "
              + id
              + " of topic "
              + topic
              + ", which says nothing of the record: "
              + e.getMessage(),
          e);
    }
    if (!event.type().isInstance(value)) {
      throw new UndecodableRecordException(
          "schema id "
              + id
              + " must be of "
              + event.read().getFullName()
              + ", was read as "
              + (value == null ? "nothing" : value.getClass().getName()));
    }
    return event.type().cast(value);
  }

  /** Whether an exception is the record's fault beyond doubt. */
  private static boolean isTheRecords(Throwable exception) {
    boolean decoding = false;
    for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
      if (cause.getClass().getSimpleName().equals(REST_EXCEPTION)) {
        return isNotFound(cause);
      }
      if (cause instanceof EOFException
          || cause.getClass().getName().startsWith(AVRO)
          || isOfDecoding(cause)) {
        decoding = true;
      } else if (cause instanceof IOException) {
        return false;
      }
    }
    return decoding;
  }

  /**
   * Whether Avro's decoding threw it. A damaged union or enum index ends in whatever the look-up
   * throws, such as an {@link ArrayIndexOutOfBoundsException}.
   */
  private static boolean isOfDecoding(Throwable cause) {
    return cause instanceof RuntimeException
        && Arrays.stream(cause.getStackTrace())
            .map(StackTraceElement::getClassName)
            .anyMatch(frame -> DECODING.stream().anyMatch(frame::startsWith));
  }

  /** Of Confluent's client: {@code getErrorCode} is the registry's, 40403 for an unknown schema. */
  private static boolean isNotFound(Throwable restException) {
    try {
      Object code = restException.getClass().getMethod("getErrorCode").invoke(restException);
      return code instanceof Integer number && number >= 40401 && number <= 40403;
    } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
      return false;
    }
  }
}
