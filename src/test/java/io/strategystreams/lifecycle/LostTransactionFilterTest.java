package io.strategystreams.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.spi.FilterReply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LostTransactionFilterTest {
  private static final String KAFKA = "org.apache.kafka.streams.KafkaStreams";
  private static final Throwable LOST = new StreamsException(new InvalidTxnStateException("old"));

  @Test
  void whatKafkaSaysOfALostTransactionIsLeftOutAndNothingElse() {
    assertThat(decision(KAFKA, Level.ERROR, LOST)).isEqualTo(FilterReply.DENY);
    assertThat(decision(KAFKA, Level.WARN, LOST)).isEqualTo(FilterReply.NEUTRAL);
    assertThat(decision(KAFKA, Level.ERROR, null)).isEqualTo(FilterReply.NEUTRAL);
    assertThat(decision(KAFKA, Level.ERROR, new StreamsException("a bug")))
        .isEqualTo(FilterReply.NEUTRAL);
    assertThat(decision(StreamsLifecycle.class.getName(), Level.ERROR, LOST))
        .isEqualTo(FilterReply.NEUTRAL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"logback.xml", "logback-json.xml", "logback-demo.xml"})
  void everyConfigurationOfServicesUsesIt(String file) throws IOException {
    assertThat(Files.readString(Path.of("src/main/resources", file)))
        .contains("<filter class=\"" + LostTransactionFilter.class.getName() + "\"/>");
  }

  private static FilterReply decision(String logger, Level level, Throwable thrown) {
    return new LostTransactionFilter()
        .decide(
            new LoggingEvent(
                "", new LoggerContext().getLogger(logger), level, "message", thrown, null));
  }
}
