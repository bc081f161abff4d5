package io.strategystreams.topology;

import io.strategystreams.contract.DeadLetterReason;
import java.util.OptionalInt;

/** A record that is put aside; nothing was changed by it. */
final class BadRecordException extends RuntimeException {
  private final DeadLetterReason reason;
  private final transient OptionalInt expectedPartition;

  BadRecordException(DeadLetterReason reason, String detail) {
    this(reason, detail, OptionalInt.empty(), null);
  }

  BadRecordException(DeadLetterReason reason, String detail, Throwable cause) {
    this(reason, detail, OptionalInt.empty(), cause);
  }

  private BadRecordException(
      DeadLetterReason reason, String detail, OptionalInt expectedPartition, Throwable cause) {
    super(detail, cause);
    this.reason = reason;
    this.expectedPartition = expectedPartition;
  }

  static BadRecordException wrongPartition(String key, int expected, int actual) {
    return new BadRecordException(
        DeadLetterReason.WRONG_PARTITION,
        "key "
            + key
            + " belongs in partition "
            + expected
            + " (murmur2 of the UTF-8 key; librdkafka: partitioner=murmur2_random), was in "
            + actual,
        OptionalInt.of(expected),
        null);
  }

  DeadLetterReason reason() {
    return reason;
  }

  /** Where the key belongs; only for {@link DeadLetterReason#WRONG_PARTITION}. */
  OptionalInt expectedPartition() {
    return expectedPartition;
  }
}
