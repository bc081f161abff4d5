package io.strategystreams.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Performance figures against values worked out by hand. */
class ReturnSeriesTest {
  private static final Instant START = Instant.parse("2024-05-12T01:00:00Z");
  private static final Offset<Double> EXACT = within(1e-12);

  private final ReturnSeries series = new ReturnSeries(START, new BigDecimal("100"));

  @Test
  void theTotalIsTheProductOfThePeriods() {
    day(1, "110", "0");
    day(2, "99", "0");
    assertThat(series.performance().total()).isCloseTo(-0.01, EXACT);
    assertThat(series.performance().days()).isCloseTo(2, EXACT);
  }

  @Test
  void depositsAndWithdrawalsChangeNothingInTheReturn() {
    day(1, "1110", "1000"); // 100 became 110, then 1000 came in
    day(2, "611", "-610"); // 1110 became 1221, then 610 went out
    day(3, "672.1", "0");
    assertThat(series.performance().total()).isCloseTo(1.1 * 1.1 * 1.1 - 1, EXACT);
  }

  @Test
  void aYearHas365Days() {
    day(365, "110", "0");
    assertThat(series.performance().annualised()).hasValueCloseTo(0.1, EXACT);
    day(730, "121", "0");
    assertThat(series.performance().annualised()).hasValueCloseTo(0.1, EXACT);
    day(1825, "146.41", "0"); // five years
    assertThat(series.performance().annualised()).hasValueCloseTo(Math.pow(1.4641, 0.2) - 1, EXACT);
  }

  @Test
  void nothingIsScaledToAYearBeforeAYearIsOver() {
    swings(364);
    hour(364 * 24 + 23, "100");
    Performance almost = series.performance();
    assertThat(almost.annualised()).isEmpty();
    assertThat(almost.volatility()).isEmpty();
    assertThat(almost.sharpe()).isEmpty();
    assertThat(almost.sortino()).isEmpty();
    assertThat(almost.dailyVolatility()).isPresent();
    assertThat(almost.total()).isCloseTo(0, EXACT);

    hour(365 * 24, "100");
    Performance whole = series.performance();
    assertThat(whole.annualised()).hasValueCloseTo(0.0, EXACT);
    assertThat(whole.volatility()).isPresent();
    assertThat(whole.sharpe()).isPresent();
    assertThat(whole.sortino()).isPresent();
  }

  @Test
  void entryCostsAtTheFirstInstantCount() {
    series.add(START, new BigDecimal("99"), BigDecimal.ZERO);
    assertThat(series.performance().total()).isCloseTo(-0.01, EXACT);
    assertThat(series.performance().annualised()).isEmpty();
  }

  @Test
  void aDayEndsTwentyFourHoursAfterItBegan() {
    hour(12, "105");
    hour(24, "110"); // day one: +10 %
    hour(25, "104.5");
    hour(48, "99"); // day two: -10 %
    // mean 0, deviation sqrt((0.01 + 0.01) / 1)
    assertThat(series.performance().dailyVolatility()).hasValueCloseTo(Math.sqrt(0.02), EXACT);
  }

  @Test
  void sharpeAndSortinoOfFourKnownDays() {
    // +2 %, -1 %, +3 %, 0 %: mean 0.01, deviation sqrt(0.001 / 3), downside sqrt(0.0001 / 4)
    List<Double> days = List.of(0.02, -0.01, 0.03, 0.0);
    assertThat(Ratios.volatility(days, 365)).hasValueCloseTo(Math.sqrt(0.001 / 3 * 365), EXACT);
    assertThat(Ratios.sharpe(days, 0, 365))
        .hasValueCloseTo(0.01 / Math.sqrt(0.001 / 3) * Math.sqrt(365), EXACT);
    assertThat(Ratios.sortino(days, 0, 365)).hasValueCloseTo(0.01 / 0.005 * Math.sqrt(365), EXACT);
  }

  @Test
  void aYearOfKnownDaysIsScaledByTheRootOf365() {
    // 365 days, in turn +1 % and -1 %, the last one +1 %: 183 up, 182 down
    BigDecimal equity = new BigDecimal("100");
    for (int day = 1; day <= 365; day++) {
      equity = equity.multiply(new BigDecimal(day % 2 == 1 ? "1.01" : "0.99"));
      series.add(START.plus(Duration.ofDays(day)), equity, BigDecimal.ZERO);
    }
    double mean = 0.01 / 365;
    double deviation =
        Math.sqrt((183 * Math.pow(0.01 - mean, 2) + 182 * Math.pow(0.01 + mean, 2)) / 364);
    Offset<Double> close = within(1e-9);
    Performance found = series.performance();
    assertThat(found.dailyVolatility()).hasValueCloseTo(deviation, close);
    assertThat(found.volatility()).hasValueCloseTo(deviation * Math.sqrt(365), close);
    assertThat(found.sharpe()).hasValueCloseTo(mean / deviation * Math.sqrt(365), close);
    assertThat(found.sortino())
        .hasValueCloseTo(mean / (0.01 * Math.sqrt(182 / 365.0)) * Math.sqrt(365), close);
  }

  @Test
  void ratiosWithoutADeviationAreAbsent() {
    day(1, "101", "0");
    assertThat(series.performance().dailyVolatility()).isEmpty();
    day(2, "102.01", "0");
    day(365, "103", "0");
    assertThat(series.performance().sharpe()).isPresent();
    assertThat(series.performance().sortino()).as("no day below the target").isEmpty();
  }

  @Test
  void theDeepestFallNamesPeakTroughAndRecovery() {
    hour(1, "120");
    hour(2, "114"); // 5 % down
    hour(3, "125");
    hour(4, "100"); // 20 % down
    hour(5, "110");
    assertThat(series.performance().maxDrawdown())
        .isEqualTo(new Performance.Drawdown(1 - 100 / 125.0, at(3), at(4), null));
    hour(6, "125");
    assertThat(series.performance().maxDrawdown().recovered()).isEqualTo(at(6));
    hour(7, "124");
    assertThat(series.performance().maxDrawdown().trough()).isEqualTo(at(4));
  }

  @Test
  void aFallFromTheOpeningIsADrawdownToo() {
    hour(1, "90");
    Performance.Drawdown found = series.performance().maxDrawdown();
    assertThat(found.depth()).isCloseTo(0.1, EXACT);
    assertThat(List.of(found.peak(), found.trough())).containsExactly(START, at(1));
  }

  @Test
  void crumbsThatPaymentsLeftEarnNothing() {
    day(1, "0.4", "-109.6"); // 10 % up, then all but crumbs went out
    day(2, "0.8", "0");
    assertThat(series.performance().total()).isCloseTo(0.1, EXACT);
    day(3, "100.8", "100");
    day(4, "110.88", "0");
    assertThat(series.performance().total()).isCloseTo(1.1 * 1.1 - 1, EXACT);
  }

  @Test
  void aLossIsNotTakenForCrumbs() {
    day(1, "0.4", "0");
    day(2, "0.2", "0");
    assertThat(series.performance().total()).isCloseTo(-0.998, EXACT);
  }

  @Test
  void whoOwesHasLostEverything() {
    day(1, "-5", "0");
    day(365, "50", "55");
    assertThat(series.performance().total()).isEqualTo(-1);
    assertThat(series.performance().annualised()).hasValue(-1);
    assertThat(series.performance().maxDrawdown().depth()).isEqualTo(1);
  }

  /** So many days, the last of which ends at 100, those before in turn at 102 and 101. */
  private void swings(int days) {
    for (int day = 1; day <= days; day++) {
      day(day, day == days ? "100" : day % 2 == 1 ? "102" : "101", "0");
    }
  }

  private void day(int days, String equity, String flow) {
    series.add(START.plus(Duration.ofDays(days)), new BigDecimal(equity), new BigDecimal(flow));
  }

  private void hour(int hours, String equity) {
    series.add(at(hours), new BigDecimal(equity), BigDecimal.ZERO);
  }

  private static Instant at(int hours) {
    return START.plus(Duration.ofHours(hours));
  }
}
