package io.strategystreams.core.strategy;

import static io.strategystreams.core.fixture.OrderText.orders;
import static io.strategystreams.core.fixture.SituationBuilder.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.core.fixture.SituationBuilder;
import io.strategystreams.core.market.Signal;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.core.plan.Action;
import io.strategystreams.core.plan.PlannedOrder;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** «ML signal → signed perp», on BTC margin with an equity of 10 BTC. */
class SignalsTest {
  private static final String LONG = "ml_long: PERP_TRADE binance BTCUSDT LONG 10 BTC";
  private static final String SHORT = "ml_short: PERP_TRADE binance BTCUSDT SHORT 10 BTC";
  private static final String CLOSE_LONG = "ml_flat: PERP_TRADE binance BTCUSDT SHORT 10 BTC";
  private static final String CLOSE_SHORT = "ml_flat: PERP_TRADE binance BTCUSDT LONG 10 BTC";

  /** Signal, position, expected action and orders. */
  @ParameterizedTest
  @CsvSource({
    "SWING_HIGH_BREAKOUT, 0, ENTRY_FULL, " + LONG,
    "SWING_HIGH_BREAKOUT, 10, NONE, ''",
    "SWING_HIGH_BREAKOUT, -10, ENTRY_FULL, " + CLOSE_SHORT + ";" + LONG,
    "SWING_LOW_BREAKOUT, 0, ENTRY_FULL, " + SHORT,
    "SWING_LOW_BREAKOUT, 10, ENTRY_FULL, " + CLOSE_LONG + ";" + SHORT,
    "SWING_LOW_BREAKOUT, -10, NONE, ''",
    "SWING_HIGH_REVERSAL, 0, ENTRY_FULL, " + SHORT,
    "SWING_HIGH_REVERSAL, 10, ENTRY_FULL, " + CLOSE_LONG + ";" + SHORT,
    "SWING_HIGH_REVERSAL, -10, NONE, ''",
    "SWING_LOW_NEUTRAL, 0, NONE, ''",
    "SWING_LOW_NEUTRAL, 10, EXIT_FULL, " + CLOSE_LONG,
    "SWING_LOW_NEUTRAL, -10, EXIT_FULL, " + CLOSE_SHORT,
    "NEUTRAL, 0, NONE, ''",
    "NEUTRAL, 10, NONE, ''",
    "NEUTRAL, -10, NONE, ''",
    "UNKNOWN, 10, NONE, ''",
  })
  void aSignalMeetsAPosition(Signal signal, String held, Action action, String expected) {
    Verdict verdict = at(held).prediction(signal).evaluate();

    assertThat(verdict.action()).isEqualTo(action);
    assertThat(orders(verdict)).isEqualTo(lines(expected));
  }

  @ParameterizedTest
  @CsvSource({"0.8, HOLD_LOW_CONFIDENCE", "0.79, HOLD_LOW_CONFIDENCE", "0.800001, SIGNAL_OPENED"})
  void confidenceCountsStrictlyAboveItsThreshold(double confidence, Reason reason) {
    Verdict verdict =
        at("0")
            .prediction(Signal.SWING_HIGH_BREAKOUT, seen -> seen.confidence(confidence))
            .evaluate();

    assertThat(verdict.reason()).isEqualTo(reason);
  }

  @ParameterizedTest
  @CsvSource({"600, SIGNAL_OPENED", "601, HOLD_PREDICTION_STALE"})
  void aPredictionOlderThanTwoOfItsGranularitiesHolds(long seconds, Reason reason) {
    Verdict verdict =
        at("0")
            .prediction(Signal.SWING_HIGH_BREAKOUT, seen -> seen.age(Duration.ofSeconds(seconds)))
            .evaluate();

    assertThat(verdict.reason()).isEqualTo(reason);
  }

  @Test
  void anotherGranularityHolds() {
    Verdict verdict =
        at("0").prediction(Signal.SWING_HIGH_BREAKOUT, seen -> seen.granularity("1h")).evaluate();

    assertThat(verdict.reason()).isEqualTo(Reason.HOLD_GRANULARITY);
  }

  @Test
  void withoutAPredictionAPositionIsHeld() {
    Verdict verdict = at("10").evaluate();

    assertThat(verdict.action()).isEqualTo(Action.NONE);
    assertThat(verdict.reason()).isEqualTo(Reason.HOLD_NO_PREDICTION);
  }

  @Test
  void aFlipClosesReduceOnlyAndThenOpens() {
    List<PlannedOrder> flip =
        at("-10").prediction(Signal.SWING_HIGH_BREAKOUT).evaluate().plan().orders();

    assertThat(flip).extracting(PlannedOrder::reduceOnly).containsExactly(true, false);
  }

  @Test
  void aUsedPredictionDoesNotReenter() {
    Verdict verdict = at("0").prediction(Signal.SWING_HIGH_BREAKOUT).predictionUsed().evaluate();

    assertThat(verdict.reason()).isEqualTo(Reason.HOLD_PREDICTION_USED);
  }

  /** φ .5 of 10 BTC: half is closed although the model says nothing. */
  @Test
  void aFractionShrinksOnHold() {
    Verdict verdict = at("10").risk(risk -> risk.maxEquityFraction(".5")).evaluate();

    assertThat(verdict.action()).isEqualTo(Action.EXIT_PARTIAL);
    assertThat(orders(verdict))
        .containsExactly("exit_partial: PERP_TRADE binance BTCUSDT SHORT 5 BTC");
    assertThat(verdict.plan().orders().get(0).reduceOnly()).isTrue();
  }

  @Test
  void anOverrideClosesOnHold() {
    Verdict verdict = at("-10").override().evaluate();

    assertThat(verdict.action()).isEqualTo(Action.EXIT_FULL);
    assertThat(orders(verdict)).containsExactly(CLOSE_SHORT);
  }

  /** More margin than position: nothing grows on the same direction unless asked to. */
  @Test
  void theSameDirectionIsResizedOnlyIfRebalanceOnMatch() {
    SituationBuilder grown = at("6").prediction(Signal.SWING_HIGH_BREAKOUT);

    assertThat(grown.evaluate().action()).isEqualTo(Action.NONE);
    assertThat(orders(grown.parameters(file -> file.rebalanceOnMatch()).evaluate()))
        .containsExactly("ml_long: PERP_TRADE binance BTCUSDT LONG 4 BTC");
  }

  /** P 60000; 2 sd either side; sd clamped to .001 … .1. */
  @ParameterizedTest
  @CsvSource({
    "SWING_HIGH_BREAKOUT, 0.01, 61200, 58800",
    "SWING_LOW_BREAKOUT, 0.01, 58800, 61200",
    "SWING_HIGH_BREAKOUT, 0.0001, 60120, 59880",
    "SWING_HIGH_BREAKOUT, 0.5, 72000, 48000",
    "SWING_LOW_BREAKOUT, 0.5, 48000, 72000"
  })
  void takeProfitAndStopLossFollowTheClampedDeviation(
      Signal signal, double sd, String takeProfit, String stopLoss) {
    PlannedOrder opening =
        at("0").prediction(signal, seen -> seen.sd(sd)).evaluate().plan().orders().get(0);

    assertThat(opening.takeProfit()).isEqualByComparingTo(takeProfit);
    assertThat(opening.stopLoss()).isEqualByComparingTo(stopLoss);
  }

  @Test
  void withoutADeviationThereIsNeitherTakeProfitNorStopLoss() {
    PlannedOrder opening =
        at("0").prediction(Signal.SWING_HIGH_BREAKOUT).evaluate().plan().orders().get(0);

    assertThat(opening.takeProfit()).isNull();
    assertThat(opening.stopLoss()).isNull();
  }

  @Test
  void bracketsStandOnTheOpeningOrderOnly() {
    List<PlannedOrder> flip =
        at("-10")
            .prediction(Signal.SWING_HIGH_BREAKOUT, seen -> seen.sd(.01))
            .evaluate()
            .plan()
            .orders();

    assertThat(flip.get(0).takeProfit()).isNull();
    assertThat(flip.get(1).takeProfit()).isEqualByComparingTo("61200");
  }

  private static SituationBuilder at(String held) {
    return given(Mode.ML_BTC_DIRECTIONAL_BTC_MARGIN)
        .holding("binance:BaseToken:BTC", "10")
        .holding("binance:Perp:BTCUSDT", held);
  }

  private static List<String> lines(String expected) {
    return expected.isEmpty() ? List.of() : Arrays.asList(expected.split(";"));
  }
}
