package io.strategystreams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.contract.Topics;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventTimeExtractorTest {
  private static final long CLOCK = 1_000_000;
  private static final EventTimeExtractor LIVE =
      new EventTimeExtractor(
          ClockPolicy.live(Duration.ofSeconds(1), Duration.ofSeconds(10)), () -> CLOCK);
  private static final EventTimeExtractor REPLAY =
      new EventTimeExtractor(ClockPolicy.replay(), () -> CLOCK);

  private static ConsumerRecord<Object, Object> record(String topic, long timestamp) {
    return new ConsumerRecord<>(
        topic,
        0,
        0,
        timestamp,
        TimestampType.CREATE_TIME,
        0,
        0,
        null,
        null,
        new RecordHeaders(),
        Optional.empty());
  }

  @Test
  void aStampIsTheEventTime() {
    assertThat(LIVE.extract(record(Topics.EXPOSURES, 77), 5)).isEqualTo(77);
    assertThat(LIVE.extract(record(Topics.EXPOSURES, CLOCK + 10_000), 5)).isEqualTo(CLOCK + 10_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {Topics.STRATEGY_CONFIGS, Topics.STRATEGY_CONTROLS})
  void configurationsAndControlsGoAheadOfEverything(String topic) {
    assertThat(LIVE.extract(record(topic, CLOCK), 5)).isZero();
    assertThat(LIVE.extract(record(topic, CLOCK * 2), 5)).isZero();
  }

  @Test
  void aStampFromTheFutureMovesNoClockAndIsMarked() {
    ConsumerRecord<Object, Object> ahead = record(Topics.EXPOSURES, CLOCK + 10_001);

    assertThat(LIVE.extract(ahead, 5)).isEqualTo(5);
    assertThat(EventTimeExtractor.stampedAhead(ahead.headers())).isEqualTo(CLOCK + 10_001);
    assertThat(LIVE.extract(record(Topics.EXPOSURES, CLOCK * 2), -1)).isZero();
  }

  @Test
  void inAReplayNoStampIsFromTheFuture() {
    ConsumerRecord<Object, Object> ahead = record(Topics.EXPOSURES, CLOCK * 2);

    assertThat(REPLAY.extract(ahead, 5)).isEqualTo(CLOCK * 2);
    assertThat(EventTimeExtractor.stampedAhead(ahead.headers())).isEqualTo(-1);
  }

  @Test
  void aRecordWithoutAStampCountsAsOfThePartitionsTime() {
    assertThat(LIVE.extract(record(Topics.EXPOSURES, -1), 5)).isEqualTo(5);
    assertThat(LIVE.extract(record(Topics.EXPOSURES, -1), -1)).isZero();
  }
}
