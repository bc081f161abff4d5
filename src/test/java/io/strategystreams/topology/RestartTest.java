package io.strategystreams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.core.mode.Mode;
import io.strategystreams.events.Decision;
import io.strategystreams.events.Signal;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A process that dies at any moment is followed by one that does what it would have done. */
class RestartTest {
  /** A restart costs a driver; with a prime, modes and steps meet at different moments. */
  private static final int EVERY = 5;

  /** Entry, withdrawal, dust, silence; {@code between} comes between any two records. */
  private static void live(Life life, Runnable between) {
    life.market();
    between.run();
    life.signal(Signal.SWING_HIGH_BREAKOUT);
    between.run();
    life.risk(false);
    between.run();
    life.expose();
    between.run();
    life.settle(UnaryOperator.identity(), between);
    life.venue.askBack(life.capital("0.2"));
    life.nextMinute();
    between.run();
    life.settle(UnaryOperator.identity(), between);
    life.venue.findDust("EIGEN", "12.5");
    life.nextMinute();
    between.run();
    life.settle(UnaryOperator.identity(), between);
    life.wait(Duration.ofMinutes(11));
    between.run();
    life.read();
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void aProcessRestoredFromItsChangelogsGoesOnAsIfNothingHadHappened(Mode mode) {
    try (Life whole = Life.of(mode);
        Life restarted = Life.of(mode)) {
      live(whole, whole::read);
      int[] moment = {mode.ordinal()};
      live(
          restarted,
          () -> {
            if (moment[0]++ % EVERY == 0) {
              restarted.restart();
            }
          });

      assertThat(restarted.orders).isEqualTo(whole.orders).isNotEmpty();
      assertThat(restarted.decisions)
          .extracting(Decision::toString)
          .isEqualTo(whole.decisions.stream().map(Decision::toString).toList());
    }
  }

  /**
   * Kafka Streams revives a task whose transaction was aborted: the same processor meets the same
   * record again, on the stores of before.
   */
  @ParameterizedTest
  @EnumSource(Mode.class)
  void aTaskRevivedAfterEveryRecordGoesOnAsIfNothingHadHappened(Mode mode) {
    try (Life whole = Life.of(mode);
        Life revived = Life.of(mode, Driver.reviving())) {
      live(whole, whole::read);
      live(revived, revived::read);

      assertThat(revived.orders).isEqualTo(whole.orders).isNotEmpty();
      assertThat(revived.decisions)
          .extracting(Decision::toString)
          .isEqualTo(whole.decisions.stream().map(Decision::toString).toList());
    }
  }
}
