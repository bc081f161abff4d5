package io.strategystreams.replay;

import static io.strategystreams.replay.HistoryDirectory.BARS;
import static io.strategystreams.replay.HistoryDirectory.CLOSES;
import static io.strategystreams.replay.HistoryDirectory.REWARDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strategystreams.core.market.RewardPayout;
import io.strategystreams.core.money.Token;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Columns: period_start, period_end, payout_date, period_days, data_quality, EIGEN, ETHFI. */
class HistoryRewardsTest {
  private static final Instant MIDNIGHT = Instant.parse("2024-10-12T00:00:00Z");
  private static final String FILE = "etherfi_seasonal_rewards.csv";

  @TempDir Path temporary;
  private HistoryDirectory files;

  @BeforeEach
  void daysOfPrices() {
    files = new HistoryDirectory(temporary);
    hours(
        "bybit_ETHUSDT_spot_1h.csv",
        BARS,
        MIDNIGHT.minus(Duration.ofDays(1)),
        "3000,3010,2990,3000");
    hours("EIGEN_WETH_1h.csv", CLOSES, MIDNIGHT.minus(Duration.ofDays(1)), "0.001");
    hours("ETHFI_WETH_1h.csv", CLOSES, MIDNIGHT.minus(Duration.ofDays(1)), "0.001");
  }

  @Test
  void eigenIsPaidForItsDaysOfAWeekAtMidnightOfThePayoutDate() {
    files.with(FILE, REWARDS, "2024-10-06,2024-10-12,2024-10-12,6,exact,0.175,");

    assertThat(payouts())
        .containsExactly(
            Map.entry(
                MIDNIGHT,
                List.of(
                    new RewardPayout(
                        new Token("EIGEN"),
                        new Token("weETH"),
                        new BigDecimal("0.150000000000000000"),
                        Instant.parse("2024-10-06T00:00:00Z"),
                        MIDNIGHT))));
  }

  @Test
  void ethfiIsPaidAsItStands() {
    files.with(FILE, REWARDS, "2024-08-15,2024-10-05,2024-10-12,51,exact,,0.248");

    RewardPayout payout = payouts().get(MIDNIGHT).get(0);

    assertThat(payout.token()).isEqualTo(new Token("ETHFI"));
    assertThat(payout.perUnit()).isEqualByComparingTo("0.248");
    assertThat(payout.from()).isEqualTo("2024-08-15T00:00:00Z");
    assertThat(payout.to()).isEqualTo("2024-10-05T00:00:00Z");
  }

  @Test
  void rowsMayStandInAnyOrderAndEstimatedOnesDoNotCount() {
    files.with(
        FILE,
        REWARDS,
        "2024-10-06,2024-10-12,2024-10-13,6,exact,0.2,",
        "2024-09-01,2024-09-30,2024-10-12,29,estimated,,10.5",
        "2024-08-15,2024-10-05,2024-10-12,51,exact,0.1,0.3");

    Map<Instant, List<RewardPayout>> payouts = payouts();

    assertThat(payouts).containsOnlyKeys(MIDNIGHT, MIDNIGHT.plus(Duration.ofDays(1)));
    assertThat(payouts.get(MIDNIGHT))
        .extracting(payout -> payout.token().symbol())
        .containsExactly("EIGEN", "ETHFI");
  }

  @Test
  void nothingIsPaidBeforeItsTokenHasAPrice() {
    hours("EIGEN_WETH_1h.csv", CLOSES, MIDNIGHT, "0.001");
    files.with(FILE, REWARDS, "2024-10-06,2024-10-12,2024-10-12,6,exact,0.175,");

    assertThat(payouts()).containsOnlyKeys(MIDNIGHT.plus(Duration.ofHours(1)));
  }

  @Test
  void whatWasPaidBeforeAReplayBeginsIsNotPaidInIt() {
    files.with(
        FILE,
        REWARDS,
        "2024-10-05,2024-10-11,2024-10-11,6,exact,0.2,",
        "2024-10-06,2024-10-12,2024-10-12,6,exact,0.2,");

    List<MarketInstant> instants = new ArrayList<>();
    try (MarketFeed feed = files.history().open(MIDNIGHT, Instant.MAX)) {
      feed.forEachRemaining(instants::add);
    }

    assertThat(instants.get(0).time()).isEqualTo(MIDNIGHT);
    assertThat(instants).flatExtracting(MarketInstant::payouts).hasSize(1);
  }

  @Test
  void errorsNameFileLineAndColumn() {
    assertRefused("2024-10-06,2024-10-12,2024-10-12,6,guessed,0.2,", ":2: data_quality", "guessed");
    assertRefused("2024-10-06,2024-10-12,2024-10-12,7,exact,0.2,", ":2: period_days", "6, was 7");
    assertRefused("2024-10-12,2024-10-12,2024-10-12,0,exact,0.2,", ":2: period_days", "above 0");
    assertRefused("2024-10-13,2024-10-12,2024-10-12,1,exact,0.2,", ":2: period_end", "after");
    assertRefused("2024-10-06,2024-10-12,2024-10-11,6,exact,0.2,", ":2: payout_date", "2024-10-11");
    assertRefused("06.10.2024,2024-10-12,2024-10-12,6,exact,0.2,", ":2: period_start", "a date");
    assertRefused("2024-10-06,2024-10-12,2024-10-12,6,exact,,", ":2: eigen_per_eeth_weekly");
    assertRefused("2024-10-06,2024-10-12,2024-10-12,6,exact,,-1", ":2: ethfi_per_eeth", "above 0");
    assertRefused("2024-10-06,2024-10-12,2024-10-12,6,exact,0.2", ":2: row", "7 columns");
  }

  @Test
  void aRowThatIsThereTwiceIsRefusedAndPaysNothingTwice() {
    String row = "2024-10-06,2024-10-12,2024-10-12,6,exact,0.2,";
    files.with(FILE, REWARDS, row, row);

    assertThatThrownBy(() -> files.history().open(Instant.MIN, Instant.MAX))
        .isInstanceOf(HistoryException.class)
        .hasMessageContainingAll(FILE + ":3: payout_date", "one payout of EIGEN a day");
  }

  private void assertRefused(String row, String... parts) {
    files.with(FILE, REWARDS, row);
    assertThatThrownBy(() -> files.history().open(Instant.MIN, Instant.MAX))
        .isInstanceOf(HistoryException.class)
        .hasMessageContaining(FILE)
        .hasMessageContainingAll(parts);
  }

  private Map<Instant, List<RewardPayout>> payouts() {
    Map<Instant, List<RewardPayout>> payouts = new TreeMap<>();
    for (MarketInstant instant : MarketHistoryTest.all(files.history())) {
      if (!instant.payouts().isEmpty()) {
        payouts.put(instant.time(), instant.payouts());
      }
    }
    return payouts;
  }

  /** Two days of the same hour. */
  private void hours(String file, String header, Instant from, String values) {
    List<String> rows = new ArrayList<>();
    for (int hour = 0; hour < 48; hour++) {
      rows.add(from.plus(Duration.ofHours(hour)) + "," + values);
    }
    files.with(file, header, rows.toArray(String[]::new));
  }
}
