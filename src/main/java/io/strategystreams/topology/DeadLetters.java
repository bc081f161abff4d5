package io.strategystreams.topology;

import io.strategystreams.contract.DeadLetterHeaders;
import io.strategystreams.contract.DeadLetterReason;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Records that are put aside: as they were read, with the cause in their headers. */
final class DeadLetters {
  private DeadLetters() {}

  static Record<byte[], byte[]> of(
      Record<byte[], byte[]> record, RecordMetadata at, BadRecordException cause, long streamTime) {
    Headers headers = new RecordHeaders(record.headers());
    headers.remove(EventTimeExtractor.STAMPED_AHEAD);
    add(headers, DeadLetterHeaders.REASON, cause.reason().name());
    add(headers, DeadLetterHeaders.DETAIL, cause.getMessage());
    if (cause.reason() == DeadLetterReason.WRONG_PARTITION) {
      add(
          headers,
          DeadLetterHeaders.EXPECTED_PARTITION,
          Integer.toString(cause.expectedPartition().orElseThrow()));
      add(headers, DeadLetterHeaders.ACTUAL_PARTITION, Integer.toString(at.partition()));
    }
    add(headers, DeadLetterHeaders.SOURCE_TOPIC, at.topic());
    add(headers, DeadLetterHeaders.SOURCE_PARTITION, Integer.toString(at.partition()));
    add(headers, DeadLetterHeaders.SOURCE_OFFSET, Long.toString(at.offset()));
    long timestamp = record.timestamp() == 0 ? Math.max(0, streamTime) : record.timestamp();
    return record.withHeaders(headers).withTimestamp(timestamp);
  }

  private static void add(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
