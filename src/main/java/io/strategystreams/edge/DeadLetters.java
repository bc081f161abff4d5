package io.strategystreams.edge;

import io.strategystreams.contract.DeadLetterHeaders;
import io.strategystreams.contract.DeadLetterReason;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Records that are put aside: as they were read, with the cause in their headers. */
public final class DeadLetters {
  /**
   * Below what producer and broker take unless told otherwise (1 MiB), so that putting a record
   * aside cannot fail for its size. What does not fit is cut and the header {@code truncated} says
   * so; the whole record lies where it was read.
   */
  public static final int MAX_BYTES = 1_000_000;

  private static final int MAX_DETAIL = 2_000;
  private static final int MAX_KEY = 10_000;
  private static final int MAX_HEADERS = 100_000;

  private DeadLetters() {}

  /**
   * The record to write to {@code dead-letters}. Its timestamp is the record's own, where that is
   * neither before 1970 nor ahead of the clock; a broker would refuse it otherwise, or never let go
   * of it.
   */
  public static Record<byte[], byte[]> of(
      Record<byte[], byte[]> record,
      RecordMetadata at,
      BadRecordException cause,
      ProcessingContext context) {
    Cut cut = new Cut(record);
    Headers headers = cut.headers;
    add(headers, DeadLetterHeaders.REASON, cause.reason().name());
    add(headers, DeadLetterHeaders.DETAIL, detail(cause));
    if (cause.reason() == DeadLetterReason.WRONG_PARTITION) {
      add(
          headers,
          DeadLetterHeaders.EXPECTED_PARTITION,
          Integer.toString(cause.expectedPartition().orElseThrow()));
      add(headers, DeadLetterHeaders.ACTUAL_PARTITION, Integer.toString(at.partition()));
    }
    cause
        .failedStrategy()
        .ifPresent(strategyId -> add(headers, DeadLetterHeaders.FAILED_STRATEGY, strategyId));
    add(headers, DeadLetterHeaders.SOURCE_TOPIC, at.topic());
    add(headers, DeadLetterHeaders.SOURCE_PARTITION, Integer.toString(at.partition()));
    add(headers, DeadLetterHeaders.SOURCE_OFFSET, Long.toString(at.offset()));
    add(headers, DeadLetterHeaders.READ_BY, context.applicationId());
    if (cut.said.length() > 0) {
      add(headers, DeadLetterHeaders.TRUNCATED, cut.said.toString());
    }
    return new Record<>(cut.key, cut.value, timestamp(record, context), headers);
  }

  private static long timestamp(Record<byte[], byte[]> record, ProcessingContext context) {
    Stamp stamp = Stamp.of(record.headers());
    if (stamp == null) {
      return record.timestamp();
    }
    boolean known = stamp.millis() >= 0 && stamp.millis() <= context.currentSystemTimeMs();
    return known ? stamp.millis() : Math.max(0, context.currentStreamTimeMs());
  }

  private static String detail(BadRecordException cause) {
    String detail = String.valueOf(cause.getMessage());
    return detail.length() <= MAX_DETAIL ? detail : detail.substring(0, MAX_DETAIL) + "…";
  }

  private static void add(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }

  /** The record as it was read, as far as it fits. */
  private static final class Cut {
    private final StringBuilder said = new StringBuilder();
    private final Headers headers;
    private final byte[] key;
    private final byte[] value;

    Cut(Record<byte[], byte[]> record) {
      headers = new RecordHeaders(record.headers());
      headers.remove(Stamp.HEADER);
      byte[] wholeKey = record.key();
      byte[] wholeValue = record.value();
      long own = size(headers);
      long all = own + length(wholeKey) + length(wholeValue);
      if (all + MAX_DETAIL * 4L <= MAX_BYTES) {
        key = wholeKey;
        value = wholeValue;
        return;
      }
      if (own > MAX_HEADERS) {
        Arrays.stream(headers.toArray()).map(Header::key).forEach(headers::remove);
        say("headers", own);
      }
      key = cut("key", wholeKey, MAX_KEY);
      int room = MAX_BYTES - MAX_KEY - MAX_HEADERS - MAX_DETAIL * 4;
      value = cut("value", wholeValue, room);
    }

    private byte[] cut(String name, byte[] bytes, int most) {
      if (length(bytes) <= most) {
        return bytes;
      }
      say(name, bytes.length);
      return Arrays.copyOf(bytes, most);
    }

    private void say(String name, long bytes) {
      said.append(said.isEmpty() ? "" : ", ").append(name).append(" of ").append(bytes);
      said.append(" bytes");
    }

    private static long size(Headers headers) {
      long size = 0;
      for (Header header : headers) {
        size += header.key().length() * 3L + length(header.value());
      }
      return size;
    }

    private static int length(byte[] bytes) {
      return bytes == null ? 0 : bytes.length;
    }
  }
}
