package io.strategystreams.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.core.market.Prediction;
import io.strategystreams.core.market.Signal;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SwingSignalsTest {
  private static final Instant START = Instant.parse("2024-06-01T00:00:00Z");

  private SwingSignals signals;
  private Instant open;

  @BeforeEach
  void windowOfAQuietDayBetween99And101() {
    signals = new SwingSignals("BTC");
    open = START;
    for (int i = 0; i < SwingSignals.WINDOW; i++) {
      assertThat(bar("101", "99", i % 2 == 0 ? "100.2" : "99.8")).isEmpty();
    }
  }

  @Test
  void aCloseAboveTheSwingHighIsAnUpwardBreakout() {
    Prediction prediction = bar("104", "100", "103").orElseThrow();

    assertThat(prediction.signal()).isEqualTo(Signal.SWING_HIGH_BREAKOUT);
    assertThat(prediction.confidence()).isGreaterThan(0.8);
    assertThat(prediction.asset()).isEqualTo("BTC");
    assertThat(prediction.granularity()).isEqualTo("1h");
    assertThat(prediction.sd()).isPositive();
  }

  @Test
  void aCloseBelowTheSwingLowIsADownwardBreakout() {
    assertThat(bar("100", "96", "97").orElseThrow().signal()).isEqualTo(Signal.SWING_LOW_BREAKOUT);
  }

  @Test
  void aTouchedSwingHighThatDoesNotHoldIsAReversal() {
    assertThat(bar("104", "99", "99.5").orElseThrow().signal())
        .isEqualTo(Signal.SWING_HIGH_REVERSAL);
  }

  @Test
  void aTouchedSwingLowThatDoesNotHoldIsNeutral() {
    assertThat(bar("101", "96", "100").orElseThrow().signal()).isEqualTo(Signal.SWING_LOW_NEUTRAL);
  }

  @Test
  void insideTheSwingThereIsNoOpinion() {
    Prediction prediction = bar("100.5", "99.5", "100").orElseThrow();

    assertThat(prediction.signal()).isEqualTo(Signal.NEUTRAL);
    assertThat(prediction.confidence()).isEqualTo(0.5);
  }

  @Test
  void aSmallMoveHasLittleConfidence() {
    Prediction prediction = bar("101.1", "100", "101.05").orElseThrow();

    assertThat(prediction.signal()).isEqualTo(Signal.SWING_HIGH_BREAKOUT);
    assertThat(prediction.confidence()).isBetween(0.5, 0.6);
  }

  @Test
  void aPredictionIsMadeWhenItsBarEnds() {
    Instant opened = open;

    assertThat(bar("100", "99.5", "100").orElseThrow().eventTime())
        .isEqualTo(opened.plusSeconds(3600));
  }

  @Test
  void theSwingIsThatOfTheBarsBefore() {
    assertThat(bar("110", "100", "109").orElseThrow().signal())
        .isEqualTo(Signal.SWING_HIGH_BREAKOUT);
    assertThat(bar("109.5", "100", "109").orElseThrow().signal()).isEqualTo(Signal.NEUTRAL);
  }

  @Test
  void aGapBeginsANewWindow() {
    open = open.plusSeconds(3600);

    assertThat(bar("110", "100", "109")).isEmpty();
  }

  private Optional<Prediction> bar(String high, String low, String close) {
    Bar bar =
        new Bar(
            open,
            new BigDecimal(close),
            new BigDecimal(high),
            new BigDecimal(low),
            new BigDecimal(close));
    open = bar.knownAt();
    return signals.onBar(bar);
  }
}
