package io.strategystreams.edge;

import io.strategystreams.contract.DeadLetterReason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SerializationException;

/**
 * The one place that tells apart what a single record may cause and what it cannot. A record may
 * make the engine throw, overflow the stack or produce what cannot be encoded: it goes to the dead
 * letters and processing continues. Brokers, registry, disk, memory, an interrupt or a broken build
 * are no record's fault: they fail the thread, and nothing of the record is committed.
 */
public final class RecordFault {
  private static final int MAX_DETAIL = 500;
  private static final int MAX_CAUSES = 20;

  /** Of Confluent's serde: what its registry answered, or that it did not answer. */
  private static final String REST_EXCEPTION = "RestClientException";

  private RecordFault() {}

  /** Whether a single record may have caused this. */
  public static boolean mayExplain(Throwable thrown) {
    Throwable cause = thrown;
    for (int i = 0; cause != null && i < MAX_CAUSES; i++) {
      if (isOfTheSurroundings(cause)) {
        return false;
      }
      cause = cause.getCause();
    }
    return true;
  }

  private static boolean isOfTheSurroundings(Throwable cause) {
    if (cause instanceof SerializationException || cause instanceof StackOverflowError) {
      return false;
    }
    return cause instanceof KafkaException
        || cause instanceof Error
        || cause instanceof IOException
        || cause instanceof UncheckedIOException
        || cause instanceof InterruptedException
        || cause.getClass().getSimpleName().equals(REST_EXCEPTION);
  }

  /** What was thrown, in one line for an operator: overflowing stacks have no message. */
  public static String words(Throwable thrown) {
    String words =
        thrown.getClass().getSimpleName()
            + (thrown.getMessage() == null ? "" : ": " + thrown.getMessage());
    return words.length() <= MAX_DETAIL ? words : words.substring(0, MAX_DETAIL) + "…";
  }

  /**
   * Runs what reads a record and changes nothing yet.
   *
   * @throws BadRecordException if it failed and the record may be the cause
   */
  public static <T> T reading(Supplier<T> reading) {
    try {
      return reading.get();
    } catch (BadRecordException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      throw badRecord(e);
    }
  }

  private static BadRecordException badRecord(Throwable thrown) {
    if (thrown instanceof RuntimeException exception && !mayExplain(exception)) {
      throw exception;
    }
    return new BadRecordException(
        DeadLetterReason.ENGINE_FAILURE, "reading it failed: " + words(thrown), thrown);
  }
}
