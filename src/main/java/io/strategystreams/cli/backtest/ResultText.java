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
        + "\nWhere it came from, in share class units\n"
        + attribution(result.strategies())
        + refusals(result.strategies())
        + "\nThe same money without a strategy, without costs; per cent\n"
        + benchmarks(result.benchmarks());
  }

  private static TextTable performance(BacktestResult result) {
    TextTable table =
        new TextTable(
            List.of(
                "strategy",
                "unit",
                "start",
                "end",
                "return",
                "a year",
                "volatility",
                "sharpe",
                "sortino",
                "drawdown",
                "turnover",
                "in market",
                "orders",
                "refused"));
    for (StrategyResult one : result.strategies()) {
      Performance found = one.performance();
      table.add(
          List.of(
              one.strategy().id(),
              one.strategy().shareClass().symbol(),
              amount(one.strategy().capital()),
              amount(one.last().equity()),
              percent(found.total()),
              percent(found.annualised()),
              percent(found.volatility()),
              ratio(found.sharpe()),
              ratio(found.sortino()),
              percent(found.maxDrawdown().depth()),
              ratio(OptionalDouble.of(one.turnover())),
              percent(one.timeInMarket()),
              count(one.activity().orders().values()),
              count(one.activity().refusals().values())));
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

  private static TextTable benchmarks(List<BenchmarkResult> benchmarks) {
    TextTable table =
        new TextTable(
            List.of("benchmark", "unit", "return", "a year", "volatility", "sharpe", "drawdown"));
    for (BenchmarkResult one : benchmarks) {
      Performance found = one.performance();
      table.add(
          List.of(
              one.name(),
              one.shareClass().symbol(),
              percent(found.total()),
              percent(found.annualised()),
              percent(found.volatility()),
              ratio(found.sharpe()),
              percent(found.maxDrawdown().depth())));
    }
    return table;
  }

  private static String count(Iterable<Integer> counts) {
    int sum = 0;
    for (int count : counts) {
      sum += count;
    }
    return Integer.toString(sum);
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
