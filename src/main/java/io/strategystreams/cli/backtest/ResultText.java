package io.strategystreams.cli.backtest;

import io.strategystreams.backtest.BacktestResult;
import io.strategystreams.backtest.BenchmarkResult;
import io.strategystreams.backtest.Performance;
import io.strategystreams.backtest.StrategyResult;
import io.strategystreams.cli.console.TextTable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;

/** What a backtest found, as tables for people. */
final class ResultText {
  /** Components of the attribution that are costs of trading. */
  static final Set<String> COSTS = Set.of("fees", "slippage", "gas");

  private ResultText() {}

  static String of(BacktestResult result) {
    return "From %s to %s, %d instants\n\n"
            .formatted(result.first(), result.last(), result.instants())
        + "Results, net of all costs; per cent, amounts in the share class\n"
        + performance(result)
        + note(isOfYear(result))
        + "\nWhere it came from, in share class units\n"
        + attribution(result.strategies())
        + refusals(result.strategies())
        + "\nThe same money without a strategy, without costs; per cent\n"
        + benchmarks(result);
  }

  /** Whether anything in it took long enough for figures that are scaled to a year. */
  static boolean isOfYear(BacktestResult result) {
    return result.strategies().stream().anyMatch(one -> one.performance().annualised().isPresent());
  }

  /** Names of the figures that {@link #scaled(boolean, Performance)} gives. */
  static List<String> scaled(boolean ofYear) {
    return ofYear
        ? List.of("a year", "volatility", "sharpe", "sortino")
        : List.of("daily volatility");
  }

  /** What is scaled to a year; for less than a year what is not scaled. */
  static List<String> scaled(boolean ofYear, Performance found) {
    return ofYear
        ? List.of(
            percent(found.annualised()),
            percent(found.volatility()),
            ratio(found.sharpe()),
            ratio(found.sortino()))
        : List.of(finePercent(found.dailyVolatility()));
  }

  /** Why figures are missing; empty where none are. */
  static String note(boolean ofYear) {
    return ofYear
        ? ""
        : "Less than 365 days: nothing is scaled to a year (return, volatility, Sharpe, Sortino).\n";
  }

  private static TextTable performance(BacktestResult result) {
    List<String> header = new ArrayList<>(List.of("strategy", "unit", "start", "end", "return"));
    boolean ofYear = isOfYear(result);
    header.addAll(scaled(ofYear));
    header.addAll(List.of("drawdown", "turnover", "in market", "orders", "refused"));
    TextTable table = new TextTable(header);
    for (StrategyResult one : result.strategies()) {
      Performance found = one.performance();
      List<String> row = new ArrayList<>();
      row.add(one.strategy().id());
      row.add(one.strategy().shareClass().symbol());
      row.add(amount(one.strategy().capital()));
      row.add(amount(one.last().equity()));
      row.add(percent(found.total()));
      row.addAll(scaled(ofYear, found));
      row.add(percent(found.maxDrawdown().depth()));
      row.add(ratio(OptionalDouble.of(one.turnover())));
      row.add(percent(one.timeInMarket()));
      row.add(count(one.activity().orders().values()));
      row.add(count(one.activity().refusals().values()));
      table.add(row);
    }
    return table;
  }

  /** Components that are 0 everywhere are left out. */
  private static String attribution(List<StrategyResult> strategies) {
    List<String> components =
        strategies.get(0).last().components().keySet().stream()
            .filter(
                component ->
                    strategies.stream()
                        .anyMatch(one -> one.last().components().get(component).signum() != 0))
            .toList();
    List<String> header = new ArrayList<>(List.of("strategy", "unit"));
    components.forEach(component -> header.add(component.replace('_', ' ')));
    header.add("profit");
    TextTable table = new TextTable(header);
    for (StrategyResult one : strategies) {
      List<String> row =
          new ArrayList<>(List.of(one.strategy().id(), one.strategy().shareClass().symbol()));
      components.forEach(component -> row.add(shown(one.last().components().get(component))));
      row.add(amount(one.last().profit()));
      table.add(row);
    }
    return table.toString();
  }

  private static String refusals(List<StrategyResult> strategies) {
    StringBuilder text = new StringBuilder();
    for (StrategyResult one : strategies) {
      one.activity()
          .refusals()
          .forEach(
              (reason, count) ->
                  text.append("  %s: %s, %d%n".formatted(one.strategy().id(), reason, count)));
    }
    return text.isEmpty() ? "" : "\nRefused\n" + text;
  }

  private static TextTable benchmarks(BacktestResult result) {
    List<String> header = new ArrayList<>(List.of("benchmark", "unit", "return"));
    boolean ofYear = isOfYear(result);
    header.addAll(scaled(ofYear));
    header.add("drawdown");
    TextTable table = new TextTable(header);
    for (BenchmarkResult one : result.benchmarks()) {
      Performance found = one.performance();
      List<String> row = new ArrayList<>();
      row.add(one.name());
      row.add(one.shareClass().symbol());
      row.add(percent(found.total()));
      row.addAll(scaled(ofYear, found));
      row.add(percent(found.maxDrawdown().depth()));
      table.add(row);
    }
    return table;
  }

  static String count(Iterable<Integer> counts) {
    int sum = 0;
    for (int count : counts) {
      sum += count;
    }
    return Integer.toString(sum);
  }

  /** Per cent with three decimals, for what is far below one. */
  private static String finePercent(OptionalDouble ratio) {
    return ratio.isPresent() ? String.format(Locale.ROOT, "%.3f", ratio.getAsDouble() * 100) : "-";
  }

  static String percent(OptionalDouble ratio) {
    return ratio.isPresent() ? percent(ratio.getAsDouble()) : "-";
  }

  static String percent(double ratio) {
    return Double.isFinite(ratio) ? String.format(Locale.ROOT, "%.2f", ratio * 100) : "-";
  }

  static String ratio(OptionalDouble ratio) {
    return ratio.isPresent() && Double.isFinite(ratio.getAsDouble())
        ? String.format(Locale.ROOT, "%.2f", ratio.getAsDouble())
        : "-";
  }

  private static String shown(BigDecimal amount) {
    return amount.signum() == 0 ? "." : amount(amount);
  }

  private static String amount(BigDecimal amount) {
    return amount.setScale(4, RoundingMode.HALF_EVEN).toPlainString();
  }
}
