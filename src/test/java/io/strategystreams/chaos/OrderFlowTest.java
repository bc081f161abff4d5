package io.strategystreams.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.chaos.OrderFlow.Pause;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrderFlowTest {
  private static final List<Long> ARRIVALS = List.of(at(1), at(2), at(7), at(8));

  @Test
  void thePausesOfASpanAreBetweenArrivalsAndUpToItsEnd() {
    assertThat(OrderFlow.pauses(ARRIVALS, at(0), at(10)))
        .containsExactly(pause(2, 5), pause(8, 2), pause(0, 1), pause(1, 1), pause(7, 1));
  }

  @Test
  void aPauseThatBeganBeforeASpanOrEndsAfterItCountsWhole() {
    assertThat(OrderFlow.pauses(ARRIVALS, at(3), at(4))).containsExactly(pause(2, 5));
    assertThat(OrderFlow.pauses(ARRIVALS, at(5), at(7))).contains(pause(2, 5)).hasSize(2);
  }

  @Test
  void silenceIsAPauseAsLongAsTheSpan() {
    assertThat(OrderFlow.pauses(List.of(), at(3), at(9))).containsExactly(pause(3, 6));
    assertThat(OrderFlow.pauses(List.of(at(1)), at(3), at(9))).containsExactly(pause(1, 8));
  }

  @Test
  void theMedianIsTheOneInTheMiddle() {
    assertThat(OrderFlow.median(OrderFlow.pauses(ARRIVALS, at(0), at(10))))
        .isEqualTo(Duration.ofSeconds(1));
  }

  private static Pause pause(int from, int length) {
    return new Pause(at(from), Duration.ofSeconds(length));
  }

  private static long at(int seconds) {
    return Duration.ofSeconds(seconds).toNanos();
  }
}
