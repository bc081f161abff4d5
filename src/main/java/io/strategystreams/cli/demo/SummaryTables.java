package io.strategystreams.cli.demo;

import io.strategystreams.backtest.Activity;
import io.strategystreams.cli.console.TextTable;
import io.strategystreams.events.Action;
import io.strategystreams.events.Operation;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * The tables that a demo ends with: equity, decisions, orders, plans and refusals, a strategy a
 * row.
 */
final class SummaryTables {
  private static final int DECIMALS_SHOWN = 4;

  private SummaryTables() {}

  static String of(List<StrategyReport> reports) {
    return "Equity, in share class units\n"
        + equity(reports)
        + "\nDecisions by action\n"
        + counts(reports, values(Action.class, Action.UNKNOWN), StrategyReport::decisions)
        + "\nOrders by operation\n"
        + counts(reports, values(Operation.class, Operation.UNKNOWN), StrategyReport::orders)
        + "\nPlans by outcome\n"
        + counts(reports, List.of(Activity.Outcome.values()), StrategyReport::plans)
        + "\nRefusals by reason\n"
        + refusals(reports);
  }

  private static TextTable equity(List<StrategyReport> reports) {
    TextTable table =
        new TextTable(List.of("strategy", "unit", "start", "paid in", "paid out", "end", "result"));
    for (StrategyReport report : reports) {
      table.add(
          List.of(
              report.strategy().id(),
              report.strategy().shareClass().symbol(),
              shown(report.equityStart()),
              shown(report.paidIn()),
              shown(report.paidOut()),
              shown(report.equityEnd()),
              shown(report.result())));
    }
    return table;
  }

  /** Columns in which every count is 0 are left out. */
  private static <K extends Enum<K>> TextTable counts(
      List<StrategyReport> reports,
      List<K> keys,
      Function<StrategyReport, Map<K, Integer>> counted) {
    List<K> used =
        keys.stream()
            .filter(
                key -> reports.stream().anyMatch(report -> counted.apply(report).containsKey(key)))
            .toList();
    List<String> header = new ArrayList<>(List.of("strategy"));
    used.forEach(key -> header.add(key.name().toLowerCase(Locale.ROOT)));
    TextTable table = new TextTable(header);
    for (StrategyReport report : reports) {
      List<String> row = new ArrayList<>(List.of(report.strategy().id()));
      used.forEach(
          key -> {
            Integer count = counted.apply(report).get(key);
            row.add(count == null ? "." : count.toString());
          });
      table.add(row);
    }
    return table;
  }

  private static String refusals(List<StrategyReport> reports) {
    StringBuilder text = new StringBuilder();
    for (StrategyReport report : reports) {
      report
          .refusals()
          .forEach(
              (reason, count) ->
                  text.append("%s: %s, %d%n".formatted(report.strategy().id(), reason, count)));
    }
    return text.isEmpty() ? "none\n" : text.toString();
  }

  private static <K extends Enum<K>> List<K> values(Class<K> type, K leftOut) {
    return Arrays.stream(type.getEnumConstants()).filter(value -> value != leftOut).toList();
  }

  private static String shown(BigDecimal amount) {
    return amount == null
        ? "-"
        : amount.setScale(DECIMALS_SHOWN, RoundingMode.HALF_EVEN).toPlainString();
  }
}
