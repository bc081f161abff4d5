package io.strategystreams.truth;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.core.market.Prediction;
import io.strategystreams.core.market.Signal;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.events.ReportStatus;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a venue did within a bar is known before what a model made of it. */
class FlipAfterStopTest {
  private static final Instant START = Instant.parse("2024-06-01T00:00:00Z");
  private static final String PERP = "binance:Perp:BTCUSDT";
  private static final double SD = 0.01;

  /** A bar falls through the stop of a long, and its end gives the signal to be short. */
  @Test
  void aSignalToFlipOpensTheOtherSideWhereTheStopClosedTheFirst() {
    MadeMarket market =
        new MadeMarket(START).btc(hour -> new BigDecimal(hour < 3 ? "60000" : "58000"));
    market.predicting(
        1, new Prediction("BTC", Signal.SWING_HIGH_BREAKOUT, 0.95, SD, "1h", market.time(1)));
    market.predicting(
        3, new Prediction("BTC", Signal.SWING_LOW_BREAKOUT, 0.95, SD, "1h", market.time(3)));
    Mode mode = Mode.ML_BTC_DIRECTIONAL_USDT_MARGIN;
    try (Play play = new Play(Play.exact(), START)) {
      play.with(mode, Map.of(), new BigDecimal("100000")).hours(market, 0, 3);
      assertThat(play.exposures.get(mode.id()).getPositions().get(PERP)).isPositive();

      play.hours(market, 3, 5);

      assertThat(play.reports)
          .extracting(report -> report.getStatus())
          .doesNotContain(ReportStatus.REJECTED);
      assertThat(play.reports).filteredOn(report -> report.getClosesOrderId() != null).hasSize(1);
      assertThat(play.exposures.get(mode.id()).getPositions().get(PERP)).isNegative();
    }
  }
}
