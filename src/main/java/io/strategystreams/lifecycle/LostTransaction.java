package io.strategystreams.lifecycle;

import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.apache.kafka.common.errors.TransactionAbortedException;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.streams.errors.TaskMigratedException;

/**
 * Which exceptions mean no more than that one transaction is lost: the brokers aborted it, or
 * another producer or member took over. Nothing of it was committed, and processing the same
 * records again from restored stores is all that is needed. Pure.
 *
 * <p>Kafka Streams recovers by itself from those that reach it unwrapped. The producer wraps what
 * it met before, and the callback of a record knows neither {@link InvalidTxnStateException} nor
 * {@link TransactionAbortableException}: then the thread ends.
 */
final class LostTransaction {
  /** Subclasses too: {@code UnknownProducerIdException} is an out of order sequence. */
  private static final Set<Class<? extends RuntimeException>> CAUSES =
      Set.of(
          // The broker aborted it: older than transaction_timeout.
          InvalidTxnStateException.class,
          // The broker or the producer asks for it to be aborted, which undoes it.
          TransactionAbortableException.class,
          TransactionAbortedException.class,
          // A newer producer has the transactional id, or the broker gave this one a newer epoch.
          ProducerFencedException.class,
          InvalidProducerEpochException.class,
          // The broker no longer knows the producer, or a record before was lost with its batch.
          InvalidPidMappingException.class,
          OutOfOrderSequenceException.class,
          // The group went on without this member.
          CommitFailedException.class,
          TaskMigratedException.class);

  /** Errors of which the producer keeps the text only, where a commit's offsets meet them. */
  private static final List<Errors> BY_TEXT =
      List.of(
          Errors.INVALID_TXN_STATE, Errors.INVALID_PRODUCER_ID_MAPPING, Errors.UNKNOWN_PRODUCER_ID);

  private LostTransaction() {}

  /** Whether something in its chain of causes says so, and nothing in it is an {@link Error}. */
  static boolean is(Throwable failure) {
    boolean lost = false;
    for (Throwable one = failure; one != null; one = one.getCause()) {
      if (one instanceof Error) {
        return false;
      }
      lost |= saysSo(one);
    }
    return lost;
  }

  private static boolean saysSo(Throwable one) {
    return CAUSES.stream().anyMatch(cause -> cause.isInstance(one))
        || (one.getClass() == KafkaException.class
            && BY_TEXT.stream()
                .map(Errors::message)
                .anyMatch(String.valueOf(one.getMessage())::contains));
  }
}
