package io.strategystreams.core.plan;

import static io.strategystreams.core.plan.PlanFixtures.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.core.exposure.Exposure;
import io.strategystreams.core.exposure.Positions;
import io.strategystreams.core.exposure.Withdrawal;
import io.strategystreams.core.money.Token;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BarrierTest {
  private static final Duration SETTLE = Duration.ofSeconds(5);

  private static Report report(long offset, Instant eventTime) {
    return new Report(
        "o",
        "plan",
        OrderStatus.FILLED,
        BigDecimal.ONE,
        null,
        null,
        PlanFixtures.deltas(),
        null,
        null,
        offset,
        eventTime);
  }

  private static Exposure exposure(Long lastReportOffset, Instant eventTime) {
    return Exposure.of(
        "s",
        Token.USDT,
        BigDecimal.TEN,
        Positions.NONE,
        Map.of(),
        Withdrawal.NONE,
        lastReportOffset,
        eventTime);
  }

  @Test
  void aBarrierThatIsDownLetsEverythingPass() {
    assertThat(Barrier.DOWN.lets(exposure(null, NOON))).isTrue();
    assertThat(Barrier.DOWN.isDown()).isTrue();
    assertThat(Barrier.DOWN.overdueAt(SETTLE)).isEmpty();
    assertThat(Barrier.DOWN.waitingFrom(NOON)).isEqualTo(Barrier.DOWN);
  }

  @Test
  void anExposureMustIncludeTheLastReport() {
    Barrier raised = Barrier.DOWN.afterReport(report(41, NOON), SETTLE, NOON);

    assertThat(raised.isDown()).isFalse();
    assertThat(raised.lets(exposure(40L, NOON.plusSeconds(3600)))).isFalse();
    assertThat(raised.lets(exposure(41L, NOON))).isTrue();
    assertThat(raised.lets(exposure(42L, NOON))).isTrue();
  }

  @Test
  void anEarlierReportThatComesLaterLowersNothing() {
    Barrier raised =
        Barrier.DOWN
            .afterReport(report(41, NOON.plusSeconds(9)), SETTLE, NOON)
            .afterReport(report(40, NOON), SETTLE, NOON.plusSeconds(1));

    assertThat(raised.lets(exposure(40L, NOON))).isFalse();
    assertThat(raised.lets(exposure(null, NOON.plusSeconds(14)))).isFalse();
    assertThat(raised.overdueAt(SETTLE)).contains(NOON.plusSeconds(6));
  }

  @Test
  void whereTheMonitorDoesNotSayWhatItSawTimeDecides() {
    Barrier raised = Barrier.DOWN.afterReport(report(41, NOON), SETTLE, NOON);

    assertThat(raised.lets(exposure(null, NOON.plusSeconds(5)))).isFalse();
    assertThat(raised.lets(exposure(null, NOON.plusSeconds(5).plusMillis(1)))).isTrue();
  }

  @Test
  void anOrderLeftBehindNeedsALaterExposureWhateverItsOffset() {
    Instant unsettled = NOON.plusSeconds(65);
    Barrier raised =
        Barrier.DOWN
            .afterReport(report(41, NOON), SETTLE, NOON)
            .afterUnsettled(unsettled, NOON)
            .afterUnsettled(NOON, NOON);

    assertThat(raised.lets(exposure(99L, unsettled))).isFalse();
    assertThat(raised.lets(exposure(99L, unsettled.plusMillis(1)))).isTrue();
    assertThat(raised.lets(exposure(40L, unsettled.plusMillis(1)))).isFalse();
    assertThat(Barrier.DOWN.afterUnsettled(unsettled, NOON).lets(exposure(null, unsettled)))
        .isFalse();
  }

  @Test
  void theWaitCountsFromTheLastRaising() {
    Barrier raised = Barrier.DOWN.afterReport(report(41, NOON), SETTLE, NOON);

    assertThat(raised.overdueAt(Duration.ofMinutes(10))).contains(NOON.plusSeconds(600));
    assertThat(raised.waitingFrom(NOON.plusSeconds(60)).overdueAt(Duration.ofMinutes(10)))
        .contains(NOON.plusSeconds(660));
  }
}
