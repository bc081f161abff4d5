package io.strategystreams.replay;

import io.strategystreams.core.market.RewardPayout;
import io.strategystreams.core.money.Decimals;
import io.strategystreams.core.money.Token;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What etherfi paid holders of weETH beside the rate, in any order of rows: dates, and reward
 * tokens for an eETH. Only rows of {@code data_quality} exact count; estimated ones are guesses.
 *
 * <p>A period runs from {@code period_start} to {@code period_end}, both at midnight UTC, its last
 * day not included: that is what {@code period_days} counts, and a payout on the day its period
 * ends would else pay for hours that are still to come. EIGEN is told for a week ({@code
 * eigen_per_eeth_weekly}) and paid for {@code period_days / 7} of it, ETHFI for the period.
 */
final class RewardsFile {
  static final String NAME = "etherfi_seasonal_rewards.csv";
  static final String MISSING = NAME + " is missing: weETH earns no rewards";

  /**
   * A payout and its time.
   *
   * @param at midnight of {@code payout_date}, UTC
   */
  record Dated(Instant at, RewardPayout payout) {}

  private static final Token WEETH = new Token("weETH");
  private static final Token EIGEN = new Token("EIGEN");
  private static final Token ETHFI = new Token("ETHFI");
  private static final BigDecimal DAYS_A_WEEK = BigDecimal.valueOf(7);

  private static final int PERIOD_START = 0;
  private static final int PERIOD_END = 1;
  private static final int PAYOUT_DATE = 2;
  private static final int PERIOD_DAYS = 3;
  private static final int QUALITY = 4;
  private static final int EIGEN_WEEKLY = 5;
  private static final int ETHFI_AMOUNT = 6;
  private static final List<String> COLUMNS =
      List.of(
          "period_start",
          "period_end",
          "payout_date",
          "period_days",
          "data_quality",
          "eigen_per_eeth_weekly",
          "ethfi_per_eeth");

  private final CsvFile file;
  private final List<Dated> payouts = new ArrayList<>();
  private final Set<List<Object>> seen = new HashSet<>();

  private RewardsFile(CsvFile file) {
    this.file = file;
  }

  static boolean isIn(Path directory) {
    return Files.isRegularFile(directory.resolve(NAME));
  }

  /**
   * The payouts by time; none if the directory does not have the file.
   *
   * @throws HistoryException if there is no row, a row is not as it must be, or pays a second time
   *     what another pays
   */
  static List<Dated> read(Path directory) {
    if (!isIn(directory)) {
      return List.of();
    }
    try (CsvFile file = new CsvFile(directory.resolve(NAME), COLUMNS)) {
      RewardsFile rewards = new RewardsFile(file);
      if (!file.advance()) {
        throw file.wrong("rows", "none", "at least one after the header");
      }
      do {
        rewards.addRow();
      } while (file.advance());
      rewards.payouts.sort(
          Comparator.comparing(Dated::at).thenComparing(dated -> dated.payout().token()));
      return List.copyOf(rewards.payouts);
    }
  }

  private void addRow() {
    switch (file.text(QUALITY)) {
      case "exact" -> addExact();
      case "estimated" -> {}
      default -> throw file.wrong(QUALITY, "exact or estimated");
    }
  }

  private void addExact() {
    BigDecimal days = file.decimal(PERIOD_DAYS, CsvFile.Sign.POSITIVE);
    Instant from = date(PERIOD_START);
    Instant to = date(PERIOD_END);
    if (!from.isBefore(to)) {
      throw file.wrong(PERIOD_END, "a date after the period's start");
    }
    long between = ChronoUnit.DAYS.between(from, to);
    if (days.compareTo(BigDecimal.valueOf(between)) != 0) {
      throw file.wrong(PERIOD_DAYS, "the days from start to end of the period, " + between);
    }
    if (file.text(EIGEN_WEEKLY).isEmpty() && file.text(ETHFI_AMOUNT).isEmpty()) {
      throw file.wrong(EIGEN_WEEKLY, "an amount here or as ethfi_per_eeth");
    }
    if (!file.text(EIGEN_WEEKLY).isEmpty()) {
      BigDecimal weekly = file.decimal(EIGEN_WEEKLY, CsvFile.Sign.POSITIVE);
      BigDecimal amount = Decimals.divide(weekly.multiply(days), DAYS_A_WEEK);
      add(new RewardPayout(EIGEN, WEETH, Decimals.down(amount), from, to));
    }
    if (!file.text(ETHFI_AMOUNT).isEmpty()) {
      BigDecimal amount = file.decimal(ETHFI_AMOUNT, CsvFile.Sign.POSITIVE);
      add(new RewardPayout(ETHFI, WEETH, Decimals.down(amount), from, to));
    }
  }

  private void add(RewardPayout payout) {
    Instant at = date(PAYOUT_DATE);
    if (at.isBefore(payout.to())) {
      throw file.wrong(PAYOUT_DATE, "a date not before the period's end");
    }
    if (!seen.add(List.of(at, payout.token()))) {
      throw file.wrong(PAYOUT_DATE, "one payout of " + payout.token() + " a day");
    }
    payouts.add(new Dated(at, payout));
  }

  private Instant date(int column) {
    return file.parsed(column, LocalDate::parse, "a date such as 2024-10-05")
        .atStartOfDay(ZoneOffset.UTC)
        .toInstant();
  }
}
