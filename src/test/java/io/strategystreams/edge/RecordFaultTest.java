package io.strategystreams.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strategystreams.contract.DeadLetterReason;
import io.strategystreams.serde.RegistryUnavailableException;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecordFaultTest {
  private static final class RestClientException extends Exception {}

  static List<Throwable> ofARecord() {
    return List.of(
        new NullPointerException(),
        new NoSuchElementException("no rules for market dydx:Perp:ETHUSDT"),
        new ArithmeticException("overflow"),
        new StackOverflowError(),
        new IllegalStateException(new StackOverflowError()),
        new SerializationException("an amount has 40 digits"));
  }

  static List<Throwable> ofTheSurroundings() {
    return List.of(
        new KafkaException("broker"),
        new RegistryUnavailableException("registry"),
        new StreamsException("streams"),
        new InvalidStateStoreException("store"),
        new ProducerFencedException("fenced"),
        new InterruptException(new InterruptedException()),
        new OutOfMemoryError(),
        new NoClassDefFoundError("a broken build"),
        new UncheckedIOException(new IOException("disk")),
        new IllegalStateException(new EOFException()),
        new IllegalStateException(new InterruptedException()),
        new SerializationException("of another serde", new RestClientException()),
        new SerializationException("of another serde", new IOException("registry")));
  }

  @ParameterizedTest
  @MethodSource("ofARecord")
  void aRecordMayExplain(Throwable thrown) {
    assertThat(RecordFault.mayExplain(thrown)).isTrue();
  }

  @ParameterizedTest
  @MethodSource("ofTheSurroundings")
  void noRecordExplains(Throwable thrown) {
    assertThat(RecordFault.mayExplain(thrown)).isFalse();
  }

  @Test
  void aCauseThatIsItsOwnCauseEnds() {
    RuntimeException one = new RuntimeException();
    one.initCause(new RuntimeException(one));

    assertThat(RecordFault.mayExplain(one)).isTrue();
  }

  @Test
  void whatFailsWhileReadingIsABadRecord() {
    assertThatThrownBy(
            () ->
                RecordFault.reading(
                    () -> {
                      throw new StackOverflowError();
                    }))
        .isInstanceOfSatisfying(
            BadRecordException.class,
            bad -> assertThat(bad.reason()).isEqualTo(DeadLetterReason.ENGINE_FAILURE));
    KafkaException away = new KafkaException("broker");
    assertThatThrownBy(
            () ->
                RecordFault.reading(
                    () -> {
                      throw away;
                    }))
        .isSameAs(away);
  }
}
