package io.strategystreams.deadletters;

import io.strategystreams.cluster.LoggedEvent;
import io.strategystreams.contract.DeadLetterHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.header.Header;

/**
 * A record that was put aside.
 *
 * @param at where the dead letter lies, {@code topic-partition@offset}
 * @param sourceTopic where it was read first
 * @param reason a {@link io.strategystreams.contract.DeadLetterReason}'s name; text, since a newer
 *     version may have others
 * @param readBy the application that put it aside; empty of one that did not say
 * @param truncated what was cut of it; empty if it is whole
 * @param key as it was read, null if it had none
 * @param value as it was read, null for a tombstone
 * @param headers as they were read, without the cause
 * @param time the timestamp
 */
public record DeadLetter(
    String at,
    String sourceTopic,
    int sourcePartition,
    long sourceOffset,
    String reason,
    String detail,
    String readBy,
    String truncated,
    byte[] key,
    byte[] value,
    List<Header> headers,
    Instant time) {

  /**
   * @throws IllegalArgumentException if the record lacks the headers of a dead letter
   */
  public static DeadLetter of(LoggedEvent logged) {
    return new DeadLetter(
        logged.place(),
        needed(logged, DeadLetterHeaders.SOURCE_TOPIC),
        (int) number(logged, DeadLetterHeaders.SOURCE_PARTITION),
        number(logged, DeadLetterHeaders.SOURCE_OFFSET),
        needed(logged, DeadLetterHeaders.REASON),
        logged.header(DeadLetterHeaders.DETAIL).orElse(""),
        logged.header(DeadLetterHeaders.READ_BY).orElse(""),
        logged.header(DeadLetterHeaders.TRUNCATED).orElse(""),
        logged.record().key(),
        logged.record().value(),
        original(logged.record().headers().toArray()),
        logged.time());
  }

  /** The cause comes last, and begins with the reason. */
  private static List<Header> original(Header[] headers) {
    int cause = headers.length - 1;
    while (!headers[cause].key().equals(DeadLetterHeaders.REASON)) {
      cause--;
    }
    return List.of(Arrays.copyOf(headers, cause));
  }

  private static String needed(LoggedEvent logged, String header) {
    return logged
        .header(header)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    logged.place() + " is no dead letter: it has no header " + header));
  }

  private static long number(LoggedEvent logged, String header) {
    String text = needed(logged, header);
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          logged.place() + ": header " + header + " must be a number, was " + text, e);
    }
  }

  /** Where it was read first, {@code topic-partition@offset}. */
  public String source() {
    return sourceTopic + "-" + sourcePartition + "@" + sourceOffset;
  }

  /** The key as text; null if it had none. */
  public String keyText() {
    return key == null ? null : new String(key, StandardCharsets.UTF_8);
  }
}
