package io.strategystreams.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.contract.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
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
      new EventTimeExtractor(ClockSkew.atMost(Duration.ofSeconds(10)), () -> CLOCK);
  private static final EventTimeExtractor REPLAY =
      new EventTimeExtractor(ClockSkew.any(), () -> CLOCK);

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
    assertThat(Stamp.of(ahead.headers())).isEqualTo(new Stamp(Stamp.Kind.AHEAD, CLOCK + 10_001));
    assertThat(LIVE.extract(record(Topics.EXPOSURES, CLOCK * 2), -1)).isZero();
  }

  @Test
  void inAReplayNoStampIsFromTheFuture() {
    ConsumerRecord<Object, Object> ahead = record(Topics.EXPOSURES, CLOCK * 2);

    assertThat(REPLAY.extract(ahead, 5)).isEqualTo(CLOCK * 2);
    assertThat(Stamp.of(ahead.headers())).isNull();
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, -CLOCK, Long.MIN_VALUE})
  void aStampBefore1970IsNotSkippedButMarked(long stamp) {
    ConsumerRecord<Object, Object> negative = record(Topics.EXPOSURES, stamp);

    assertThat(LIVE.extract(negative, 5)).isEqualTo(5);
    assertThat(Stamp.of(negative.headers())).isEqualTo(new Stamp(Stamp.Kind.NEGATIVE, stamp));
    assertThat(LIVE.extract(negative, -1)).isZero();
  }

  @Test
  void theFurthestStampIsAhead() {
    ConsumerRecord<Object, Object> last = record(Topics.EXPOSURES, Long.MAX_VALUE);

    assertThat(LIVE.extract(last, 5)).isEqualTo(5);
    assertThat(Stamp.of(last.headers())).isEqualTo(new Stamp(Stamp.Kind.AHEAD, Long.MAX_VALUE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"no number", "AHEAD:99999999999999", ""})
  void aHeaderOfThatNameThatARecordComesWithIsTakenOff(String foreign) {
    for (EventTimeExtractor extractor : List.of(LIVE, REPLAY)) {
      ConsumerRecord<Object, Object> record = record(Topics.EXPOSURES, 77);
      record.headers().add(Stamp.HEADER, foreign.getBytes(StandardCharsets.UTF_8));

      assertThat(extractor.extract(record, 5)).isEqualTo(77);
      assertThat(record.headers()).isEmpty();
    }
  }
}
