package io.strategystreams.replay;

import static io.strategystreams.replay.HistoryDirectory.AAVE;
import static io.strategystreams.replay.HistoryDirectory.GAS;
import static io.strategystreams.replay.HistoryDirectory.RATES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
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

/** Interest indices and gas, from daily and hourly files. */
class HistoryAccrualTest {
  private static final Instant MIDNIGHT = Instant.parse("2024-06-01T00:00:00Z");
  private static final String USDT = "aave_USDT_daily.csv";
  private static final String SUPPLY = "aave_v3:Rate:aUSDT/USDT";
  private static final String BORROW = "aave_v3:Rate:debtUSDT/USDT";
  private static final String FIRST = "2024-06-01T00:00:00Z,1.10,0.05,1.20,0.07";

  @TempDir Path temporary;
  private HistoryDirectory files;

  @BeforeEach
  void threeDaysOfHours() {
    List<String> hours = new ArrayList<>();
    for (int hour = 0; hour < 72; hour++) {
      hours.add(MIDNIGHT.plus(Duration.ofHours(hour)) + ",1.0" + (100 + hour));
    }
    files = new HistoryDirectory(temporary);
    files.with("weETH_ETH_rate_1h.csv", RATES, hours.toArray(String[]::new));
  }

  @Test
  void indicesComeHourlyAndGrowBetweenSnapshotsWithTheRatesOfTheLast() {
    files.with(USDT, AAVE, FIRST, "2024-06-02T00:00:00Z,1.11,0.06,1.22,0.08");

    Map<Instant, BigDecimal> supply = index(SUPPLY);
    Map<Instant, BigDecimal> borrow = index(BORROW);

    assertThat(supply).hasSize(72);
    assertThat(supply.get(MIDNIGHT)).isEqualByComparingTo("1.10");
    assertThat(borrow.get(MIDNIGHT)).isEqualByComparingTo("1.20");
    for (int hour = 1; hour < 24; hour++) {
      Instant now = MIDNIGHT.plus(Duration.ofHours(hour));
      assertThat(supply.get(now))
          .isEqualTo(
              scaled(
                  AaveInterest.supplyIndex(
                      new BigDecimal("1.10"), new BigDecimal("0.05"), hour * 3600L)));
      assertThat(borrow.get(now))
          .isEqualTo(
              scaled(
                  AaveInterest.borrowIndex(
                      new BigDecimal("1.20"), new BigDecimal("0.07"), hour * 3600L)));
    }
    Instant second = MIDNIGHT.plus(Duration.ofDays(1));
    assertThat(supply.get(second)).isEqualByComparingTo("1.11");
    assertThat(borrow.get(second)).isEqualByComparingTo("1.22");
    assertThat(supply.get(second.plusSeconds(3600)))
        .isEqualTo(
            scaled(AaveInterest.supplyIndex(new BigDecimal("1.11"), new BigDecimal("0.06"), 3600)));
  }

  @Test
  void noIndexDependsOnALaterSnapshot() {
    String[] rows = {
      FIRST, "2024-06-02T00:00:00Z,1.11,0.06,1.22,0.08", "2024-06-03T00:00:00Z,1.12,0.02,1.24,0.03"
    };
    String[] other = {
      FIRST, "2024-06-02T00:00:00Z,1.11,0.06,1.22,0.08", "2024-06-03T00:00:00Z,1.19,0.42,1.44,0.53"
    };
    files.with(USDT, AAVE, rows);
    List<MarketInstant> before = MarketHistoryTest.all(files.history());
    files.with(USDT, AAVE, other);
    List<MarketInstant> after = MarketHistoryTest.all(files.history());

    assertThat(after.subList(0, 48)).isEqualTo(before.subList(0, 48));
    assertThat(after.get(48)).isNotEqualTo(before.get(48));
  }

  @Test
  void aDayThatIsMissingGoesOnGrowing() {
    files.with(USDT, AAVE, FIRST, "2024-06-03T00:00:00Z,1.12,0.06,1.22,0.08");

    Map<Instant, BigDecimal> supply = index(SUPPLY);

    assertThat(supply.get(MIDNIGHT.plus(Duration.ofHours(40))))
        .isEqualTo(
            scaled(
                AaveInterest.supplyIndex(
                    new BigDecimal("1.10"), new BigDecimal("0.05"), 40 * 3600L)));
    assertThat(supply.get(MIDNIGHT.plus(Duration.ofDays(2)))).isEqualByComparingTo("1.12");
  }

  /** A snapshot a day: one may be missing, and beyond that nothing is known. */
  @Test
  void twoDaysAfterTheLastSnapshotThereIsNoIndexAnyMore() {
    files.with(USDT, AAVE, FIRST);

    assertThat(index(SUPPLY))
        .containsKey(MIDNIGHT.plus(Duration.ofHours(48)))
        .doesNotContainKey(MIDNIGHT.plus(Duration.ofHours(49)));
  }

  @Test
  void anIndexThatFallsIsRefused() {
    files.with(
        USDT,
        AAVE,
        FIRST,
        "2024-06-02T00:00:00Z,1.11,0.06,1.22,0.08",
        "2024-06-03T00:00:00Z,1.12,0.06,1.21,0.08");

    assertThatThrownBy(files::history)
        .isInstanceOf(HistoryException.class)
        .hasMessageContainingAll(USDT + ":4", "never fall", "1.22 (variableBorrowIndex)", "1.21");
  }

  @Test
  void beforeTheFirstSnapshotThereIsNoIndex() {
    files.with(USDT, AAVE, "2024-06-02T00:00:00Z,1.11,0.06,1.22,0.08");

    assertThat(index(SUPPLY)).hasSize(48).doesNotContainKey(MIDNIGHT);
  }

  @Test
  void aReserveWithoutAFileHasNoIndexAndTheNotesSaySo() {
    files.with(USDT, AAVE, FIRST);

    assertThat(index("aave_v3:Rate:aWETH/WETH")).isEmpty();
    assertThat(files.history().notes())
        .contains(
            "aave_WETH_daily.csv is missing: what is lent or borrowed of it bears no interest",
            "gas_1h.csv is missing: gas has no price",
            "etherfi_seasonal_rewards.csv is missing: weETH earns no rewards")
        .contains(
            USDT
                + " ends 2024-06-01T00:00:00Z: interest goes on at the rates before for two days,"
                + " then there is none")
        .noneMatch(note -> note.contains(USDT + " is missing"));
  }

  @Test
  void everyReserveHasBothIndices() {
    for (String token : List.of("USDT", "WETH", "weETH", "wstETH")) {
      files.with("aave_" + token + "_daily.csv", AAVE, FIRST);
    }

    for (String token : List.of("USDT", "WETH", "weETH", "wstETH")) {
      assertThat(index("aave_v3:Rate:a" + token + "/" + token)).hasSize(49);
      assertThat(index("aave_v3:Rate:debt" + token + "/" + token)).hasSize(49);
    }
  }

  @Test
  void aRateMayBeZeroAndAnIndexNot() {
    files.with(USDT, AAVE, "2024-06-01T00:00:00Z,1.10,0,1.20,0");
    assertThat(index(BORROW).get(MIDNIGHT.plusSeconds(7200))).isEqualByComparingTo("1.20");

    assertRefused("2024-06-01T00:00:00Z,0,0.05,1.20,0.07", USDT + ":2: liquidityIndex", "above 0");
    assertRefused(
        "2024-06-01T00:00:00Z,1.1,0.05,1.20,-0.07",
        USDT + ":2: currentVariableBorrowRate",
        "0 or more, was -0.07");
  }

  private void assertRefused(String row, String... parts) {
    files.with(USDT, AAVE, row);
    assertThatThrownBy(() -> MarketHistoryTest.all(files.history()))
        .isInstanceOf(HistoryException.class)
        .hasMessageContainingAll(parts);
  }

  @Test
  void gasIsToldInEthForAUnit() {
    files.with("gas_1h.csv", GAS, "2024-06-01T01:00:00Z,3.48");

    assertThat(index("wallet:Rate:gas/ETH"))
        .hasSize(1)
        .hasEntrySatisfying(
            MIDNIGHT.plusSeconds(3600),
            price -> assertThat(price).isEqualByComparingTo("0.00000000348"));
  }

  @Test
  void indicesAndGasBeginNoHistory() {
    files
        .with(USDT, AAVE, "2024-05-30T00:00:00Z,1.10,0.05,1.20,0.07")
        .with("gas_1h.csv", GAS, "2024-05-31T01:00:00Z,3.48");

    assertThat(files.history().start()).isEqualTo(MIDNIGHT);
  }

  private Map<Instant, BigDecimal> index(String market) {
    Map<Instant, BigDecimal> index = new TreeMap<>();
    for (MarketInstant instant : MarketHistoryTest.all(files.history())) {
      instant.prices().stream()
          .filter(price -> price.quote().market().toString().equals(market))
          .forEach(price -> index.put(instant.time(), price.quote().price()));
    }
    return index;
  }

  private static BigDecimal scaled(BigDecimal value) {
    return value.setScale(18, RoundingMode.HALF_EVEN);
  }
}
