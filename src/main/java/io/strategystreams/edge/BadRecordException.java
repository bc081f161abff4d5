package io.strategystreams.edge;

import io.strategystreams.contract.DeadLetterReason;
import java.util.Optional;
import java.util.OptionalInt;

/** A record that is put aside; nothing was changed by it. */
public final class BadRecordException extends RuntimeException {
  private final DeadLetterReason reason;
  private final transient OptionalInt expectedPartition;
  private final String failedStrategy;

  public BadRecordException(DeadLetterReason reason, String detail) {
    this(reason, detail, OptionalInt.empty(), null, null);
  }

  public BadRecordException(DeadLetterReason reason, String detail, Throwable cause) {
    this(reason, detail, OptionalInt.empty(), null, cause);
  }

  private BadRecordException(
      DeadLetterReason reason,
      String detail,
      OptionalInt expectedPartition,
      String failedStrategy,
      Throwable cause) {
    super(detail, cause);
    this.reason = reason;
    this.expectedPartition = expectedPartition;
    this.failedStrategy = failedStrategy;
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
        null,
        null);
  }

  /** The application failed while it applied the record to a strategy. */
  public static BadRecordException engineFailure(String strategyId, Throwable cause) {
    return new BadRecordException(
        DeadLetterReason.ENGINE_FAILURE,
        "applying it to strategy " + strategyId + " failed: " + RecordFault.words(cause),
        OptionalInt.empty(),
        strategyId,
        cause);
  }

  public DeadLetterReason reason() {
    return reason;
  }

  /** The strategy that the application failed on; empty where the record was not applied to one. */
  Optional<String> failedStrategy() {
    return Optional.ofNullable(failedStrategy);
  }

  /** Where the key belongs; only for {@link DeadLetterReason#WRONG_PARTITION}. */
  OptionalInt expectedPartition() {
    return expectedPartition;
  }
}
