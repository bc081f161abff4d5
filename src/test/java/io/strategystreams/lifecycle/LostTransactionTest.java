package io.strategystreams.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.apache.kafka.common.errors.TransactionAbortedException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.errors.UnknownProducerIdException;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.TaskMigratedException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LostTransactionTest {
  static List<RuntimeException> lost() {
    return List.of(
        new InvalidTxnStateException(
            "The producer attempted a transactional operation in an invalid state."),
        new TransactionAbortableException("abort"),
        new TransactionAbortableException("retries exhausted", new TimeoutException("late")),
        new TransactionAbortedException(),
        new ProducerFencedException("fenced"),
        new InvalidProducerEpochException("old epoch"),
        new InvalidPidMappingException("unknown mapping"),
        new OutOfOrderSequenceException("gap"),
        new UnknownProducerIdException("unknown producer"),
        new CommitFailedException("not a member"),
        new TaskMigratedException("elsewhere"),
        // What the producer makes of a response to TxnOffsetCommit: the type is gone.
        new KafkaException(
            "Unexpected error in TxnOffsetCommitResponse: " + Errors.INVALID_TXN_STATE.message()));
  }

  static List<Throwable> stops() {
    return List.of(
        new IllegalStateException("a bug"),
        new IllegalStateException(Errors.INVALID_TXN_STATE.message()),
        new KafkaException((String) null),
        new KafkaException("Cannot execute transactional method because we are in an error state"),
        new RecordTooLargeException("1.3 MB"),
        new SerializationException("registry away"),
        new TimeoutException("task.timeout.ms"),
        new ClusterAuthorizationException("not allowed"),
        new TransactionalIdAuthorizationException("not allowed"),
        new ProcessorStateException("store"),
        new OutOfMemoryError("heap"),
        new StackOverflowError());
  }

  @ParameterizedTest
  @MethodSource("lost")
  void whatOnlyLosesTheTransactionIsRecognizedAsKafkaStreamsWrapsIt(RuntimeException cause) {
    assertThat(LostTransaction.is(cause)).isTrue();
    // From the callback of a record, from send, and from within process.
    assertThat(LostTransaction.is(new StreamsException("Error encountered sending", cause)))
        .isTrue();
    KafkaException inErrorState = new KafkaException("Cannot execute transactional method", cause);
    assertThat(LostTransaction.is(new StreamsException("trying to commit", inErrorState))).isTrue();
    assertThat(LostTransaction.is(new StreamsException(new StreamsException(inErrorState))))
        .isTrue();
  }

  @ParameterizedTest
  @MethodSource("stops")
  void everythingElseStopsTheApplication(Throwable cause) {
    assertThat(LostTransaction.is(cause)).isFalse();
    assertThat(LostTransaction.is(new StreamsException("in process", cause))).isFalse();
    assertThat(LostTransaction.is(new StreamsException(new KafkaException("error state", cause))))
        .isFalse();
  }

  @ParameterizedTest
  @MethodSource("lost")
  void anErrorInTheChainOutweighsTheTransaction(RuntimeException cause) {
    assertThat(LostTransaction.is(new OutOfMemoryError("heap").initCause(cause))).isFalse();
  }
}
