package io.strategystreams.topology;

import io.strategystreams.contract.ContractRules;
import io.strategystreams.contract.DeadLetterReason;
import io.strategystreams.contract.Keys;
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
 * @param partitions of the topic
 */
record TopicReader<T extends SpecificRecord>(String topic, Deserializer<T> values, int partitions) {

  /**
   * The record's key.
   *
   * @throws BadRecordException if it is missing or no UTF-8
   */
  String key(Record<byte[], byte[]> record) {
    if (record.key() == null) {
      throw violation("key must not be missing");
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(record.key())).toString();
    } catch (CharacterCodingException e) {
      throw new BadRecordException(
          DeadLetterReason.UNDECODABLE, "key must be UTF-8: " + e.getMessage(), e);
    }
  }

  /**
   * @throws BadRecordException if the key belongs in another partition
   */
  void requireItsPartition(String key, RecordMetadata at) {
    int expected = Keys.partitionFor(key, partitions);
    if (expected != at.partition()) {
      throw BadRecordException.wrongPartition(key, expected, at.partition());
    }
  }

  /**
   * The event, whole and within the contract.
   *
   * @throws BadRecordException if it is not
   */
  T event(String key, Record<byte[], byte[]> record) {
    T event = decoded(record);
    List<String> violations = ContractRules.violations(key, event);
    if (!violations.isEmpty()) {
      throw violation(String.join("; ", violations));
    }
    return event;
  }

  /**
   * The event as decoded, its rules not looked at.
   *
   * @throws BadRecordException if there is none, or the bytes are not one
   */
  T decoded(Record<byte[], byte[]> record) {
    if (record.value() == null) {
      throw violation("value must not be missing");
    }
    try {
      return values.deserialize(topic, record.value());
    } catch (UndecodableRecordException e) {
      throw new BadRecordException(DeadLetterReason.UNDECODABLE, e.getMessage(), e);
    }
  }

  static BadRecordException violation(String detail) {
    return new BadRecordException(DeadLetterReason.CONTRACT_VIOLATION, detail);
  }
}
