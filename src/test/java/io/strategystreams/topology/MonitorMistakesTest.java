package io.strategystreams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.core.mode.Mode;
import io.strategystreams.events.ControlState;
import io.strategystreams.events.Exposure;
import io.strategystreams.events.Order;
import io.strategystreams.events.Signal;
import io.strategystreams.metrics.MeterNames;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Exposures as a faulty monitor writes them, after the first plan of each of the ten strategies.
 */
class MonitorMistakesTest {
  private static final Duration OVERDUE = Duration.ofMinutes(11);

  /** Every order of its entry is filled and reported; no exposure shows it yet. */
  private static Life filled(Mode mode) {
    Life life = Life.of(mode);
    life.market();
    life.signal(Signal.SWING_HIGH_BREAKOUT);
    life.risk(false);
    life.expose();
    for (List<Order> out = life.take(); !out.isEmpty(); out = life.take()) {
      out.forEach(order -> life.report(life.venue.execute(order, life.now)));
    }
    return life;
  }

  private static Exposure before(Mode mode) {
    try (Life life = Life.of(mode)) {
      return life.venue.exposure(life.now, null);
    }
  }

  private static void freshInputs(Life life) {
    life.wait(Duration.ofSeconds(20));
    life.market();
    life.risk(false);
    life.signal(Signal.SWING_HIGH_BREAKOUT);
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void anOldBookUnderTheOffsetOfTheReportSendsNothing(Mode mode) {
    oldBookSendsNothing(mode, 0, "EXPOSURE_CONTRADICTS_FILLS");
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void anOldBookUnderTheReadersPositionSendsNothing(Mode mode) {
    oldBookSendsNothing(mode, 1, "EXPOSURE_AHEAD");
  }

  private static void oldBookSendsNothing(Mode mode, long beyond, String reason) {
    try (Life life = filled(mode)) {
      Exposure old = before(mode);
      int sent = life.orders.size();
      for (int each = 0; each < 3; each++) {
        freshInputs(life);
        life.expose(old, life.lastReport() + beyond);
      }
      life.wait(OVERDUE);
      freshInputs(life);
      life.expose(old, life.lastReport() + beyond);

      assertThat(life.take()).isEmpty();
      assertThat(life.orders).hasSize(sent);
      assertThat(life.reasons()).containsOnlyOnce(reason);
      assertThat(life.driver.counted(MeterNames.ALARMS, reason)).isEqualTo(1);

      freshInputs(life);
      assertThat(life.reasonsOf(life::expose))
          .as("a true exposure ends it")
          .containsAnyOf("ON_TARGET", "SIGNAL_MATCHES_POSITION", "BELOW_TARGET");
    }
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void anOldBookWithoutAnOffsetSendsNothing(Mode mode) {
    try (Life life = filled(mode)) {
      Exposure old = before(mode);
      freshInputs(life);
      life.expose(old, null);

      assertThat(life.take()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void anOperatorConfirmsAnyBook(Mode mode) {
    try (Life life = filled(mode)) {
      freshInputs(life);
      life.expose(before(mode), life.lastReport());
      assertThat(life.take()).isEmpty();

      assertThat(life.reasonsOf(() -> life.control(ControlState.ACTIVE))).isNotEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void anEquityOfAHundredTimesTheBookSendsNothing(Mode mode) {
    try (Life life = Life.of(mode)) {
      life.market();
      life.signal(Signal.SWING_HIGH_BREAKOUT);
      life.risk(false);
      Exposure seen = life.venue.exposure(life.now, null);
      Exposure claimed =
          Exposure.newBuilder(seen)
              .setTotalExposure(seen.getTotalExposure().multiply(BigDecimal.valueOf(100)))
              .build();
      for (int each = 0; each < 3; each++) {
        life.expose(claimed, null);
      }

      assertThat(life.take()).isEmpty();
      assertThat(life.reasons()).containsOnlyOnce("EQUITY_IMPLAUSIBLE");
      assertThat(life.driver.counted(MeterNames.ALARMS, "EQUITY_IMPLAUSIBLE")).isEqualTo(1);
    }
  }
}
