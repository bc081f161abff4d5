package io.strategystreams.contract;

/** Headers that a dead letter has beside those it was read with; values are UTF-8 text. */
public final class DeadLetterHeaders {
  /** A {@link DeadLetterReason}'s name. */
  public static final String REASON = "reason";

  /** The cause in words, with the value that is wrong. */
  public static final String DETAIL = "detail";

  /** Where the key belongs; only for {@link DeadLetterReason#WRONG_PARTITION}. */
  public static final String EXPECTED_PARTITION = "expected_partition";

  /** Where the record was found; only for {@link DeadLetterReason#WRONG_PARTITION}. */
  public static final String ACTUAL_PARTITION = "actual_partition";

  /**
   * The strategy that the application failed on; only for {@link DeadLetterReason#ENGINE_FAILURE}.
   */
  public static final String FAILED_STRATEGY = "failed_strategy";

  /** The topic it was read from. */
  public static final String SOURCE_TOPIC = "source_topic";

  /** The partition it was read from. */
  public static final String SOURCE_PARTITION = "source_partition";

  /** The offset it was read from. */
  public static final String SOURCE_OFFSET = "source_offset";

  /** The application that put it aside, by its id: two may read the same topic. */
  public static final String READ_BY = "read_by";

  /**
   * What was cut for its size, and how many bytes it had, such as {@code value of 1048000 bytes};
   * absent where nothing was. The whole record lies where it was read.
   */
  public static final String TRUNCATED = "truncated";

  private DeadLetterHeaders() {}
}
