package io.strategystreams.edge;

import io.strategystreams.contract.DeadLetterReason;
import java.util.OptionalInt;

/** A record that is put aside; nothing was changed by it. */
public final class BadRecordException extends RuntimeException {
  private final DeadLetterReason reason;
  private final transient OptionalInt expectedPartition;

  public BadRecordException(DeadLetterReason reason, String detail) {
    this(reason, detail, OptionalInt.empty(), null);
  }

  public BadRecordException(DeadLetterReason reason, String detail, Throwable cause) {
    this(reason, detail, OptionalInt.empty(), cause);
  }

  private BadRecordException(
      DeadLetterReason reason, String detail, OptionalInt expectedPartition, Throwable cause) {
    super(detail, cause);
    this.reason = reason;
    this.expectedPartition = expectedPartition;
  }

  /** A rule of the contract is broken. */
  public static BadRecordException violation(String detail) {
    return new BadRecordException(DeadLetterReason.CONTRACT_VIOLATION, detail);
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

  public DeadLetterReason reason() {
    return reason;
  }

  /** Where the key belongs; only for {@link DeadLetterReason#WRONG_PARTITION}. */
  OptionalInt expectedPartition() {
    return expectedPartition;
  }
}
