package io.strategystreams.edge;

import io.strategystreams.contract.ContractRules;
import io.strategystreams.contract.DeadLetterReason;
import io.strategystreams.serde.UndecodableRecordException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Reads the events of one topic and refuses what breaks the contract. A registry that does not
 * answer is no fault of the record: that exception passes through and fails the thread.
 *
 * @param topic the topic's name
 * @param placement where its keys belong
 */
public record TopicReader<T extends SpecificRecord>(
    String topic, Deserializer<T> values, Placement placement) {
  /**
   * The most bytes that key and value may have together. What is kept of a record and what is said
   * of it must fit into records too, and brokers take a megabyte at most unless told otherwise: one
   * map of a hundred thousand positions would stop the application for ever.
   */
  public static final int MAX_BYTES = 256 * 1024;

  /**
   * The record's key.
   *
   * @throws BadRecordException if it is missing or no UTF-8, or the record is too large
   */
  public String key(Record<byte[], byte[]> record) {
    requireSize(record);
    if (record.key() == null) {
      throw BadRecordException.violation("key must not be missing");
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(record.key())).toString();
    } catch (CharacterCodingException e) {
      throw new BadRecordException(
          DeadLetterReason.UNDECODABLE, "key must be UTF-8: " + e.getMessage(), e);
    }
  }

  private static void requireSize(Record<byte[], byte[]> record) {
    int bytes = length(record.key()) + length(record.value());
    if (bytes > MAX_BYTES) {
      throw BadRecordException.violation(
          "key and value must have at most " + MAX_BYTES + " bytes, was " + bytes);
    }
  }

  private static int length(byte[] bytes) {
    return bytes == null ? 0 : bytes.length;
  }

  /**
   * @throws BadRecordException if the key belongs in another partition
   */
  public void requireItsPartition(String key, RecordMetadata at) {
    placement
        .misplaced(key, at.partition())
        .ifPresent(
            expected -> {
              throw BadRecordException.wrongPartition(key, expected, at.partition());
            });
  }

  /**
   * The event, whole and within the contract.
   *
   * @throws BadRecordException if it is not
   */
  public T event(String key, Record<byte[], byte[]> record) {
    T event = decoded(record);
    requireNone(RecordFault.reading(() -> ContractRules.violations(key, event)));
    return event;
  }

  /**
   * @throws BadRecordException naming the violations, if there are any
   */
  public static void requireNone(List<String> violations) {
    if (!violations.isEmpty()) {
      throw BadRecordException.violation(String.join("; ", violations));
    }
  }

  /**
   * The event as decoded, its rules not looked at.
   *
   * @throws BadRecordException if there is none, or the bytes are not one
   */
  public T decoded(Record<byte[], byte[]> record) {
    if (record.value() == null) {
      throw BadRecordException.violation("value must not be missing");
    }
    try {
      return values.deserialize(topic, record.value());
    } catch (UndecodableRecordException e) {
      throw new BadRecordException(DeadLetterReason.UNDECODABLE, e.getMessage(), e);
    } catch (StackOverflowError e) {
      throw new BadRecordException(
          DeadLetterReason.UNDECODABLE, "decoding it overflows the stack", e);
    }
  }
}
