package io.strategystreams.cli.backtest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strategystreams.backtest.Performance;
import io.strategystreams.backtest.StrategyResult;
import io.strategystreams.cli.console.TextTable;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** What compares the combinations of a sweep: {@code sweep.csv}, {@code sweep.json} and a table. */
final class SweepFiles {
  private static final List<String> FIGURES =
      List.of(
          "return",
          "annualised",
          "volatility",
          "sharpe",
          "sortino",
          "max_drawdown",
          "turnover",
          "time_in_market",
          "orders",
          "liquidations",
          "daily_volatility");

  private SweepFiles() {}

  /** Writes both files into {@code directory}. */
  static void write(Path directory, Sweep sweep, List<Cell> cells) throws IOException {
    Files.writeString(directory.resolve("sweep.csv"), csv(sweep, cells));
    ResultJson.write(directory.resolve("sweep.json"), json(cells));
  }

  static ObjectNode json(List<Cell> cells) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    ArrayNode all = root.putArray("cells");
    for (Cell cell : cells) {
      ObjectNode node = all.addObject();
      node.put("directory", cell.directory());
      ObjectNode settings = node.putObject("settings");
      cell.swept().forEach(setting -> settings.put(setting.name(), setting.value()));
      node.set("strategies", cell.summary().get("strategies"));
    }
    return root;
  }

  private static String csv(Sweep sweep, List<Cell> cells) {
    StringBuilder text = new StringBuilder();
    List<String> header = new ArrayList<>(List.of("directory"));
    header.addAll(sweep.names());
    header.addAll(List.of("strategy_id", "share_class"));
    header.addAll(FIGURES);
    text.append(String.join(",", header)).append('\n');
    for (Cell cell : cells) {
      for (StrategyResult one : cell.result().strategies()) {
        List<String> row = new ArrayList<>(List.of(cell.directory()));
        cell.swept().forEach(setting -> row.add(setting.value()));
        row.addAll(List.of(one.strategy().id(), one.strategy().shareClass().symbol()));
        row.addAll(figures(one));
        text.append(String.join(",", row)).append('\n');
      }
    }
    return text.toString();
  }

  private static List<String> figures(StrategyResult one) {
    Performance found = one.performance();
    return List.of(
        number(found.total()),
        number(found.annualised()),
        number(found.volatility()),
        number(found.sharpe()),
        number(found.sortino()),
        number(found.maxDrawdown().depth()),
        number(one.turnover()),
        number(one.timeInMarket()),
        Integer.toString(
            one.activity().orders().values().stream().mapToInt(Integer::intValue).sum()),
        Integer.toString(one.liquidations()),
        number(found.dailyVolatility()));
  }

  static String text(Sweep sweep, List<Cell> cells) {
    List<String> header = new ArrayList<>(List.of("strategy"));
    header.addAll(sweep.names());
    header.addAll(List.of("unit", "return"));
    boolean ofYear = ResultText.isOfYear(cells.get(0).result());
    header.addAll(ResultText.scaled(ofYear));
    header.addAll(List.of("drawdown", "turnover", "orders"));
    TextTable table = new TextTable(header);
    for (int place = 0; place < cells.get(0).result().strategies().size(); place++) {
      for (Cell cell : cells) {
        StrategyResult one = cell.result().strategies().get(place);
        Performance found = one.performance();
        List<String> row = new ArrayList<>(List.of(one.strategy().id()));
        cell.swept().forEach(setting -> row.add(setting.value()));
        row.add(one.strategy().shareClass().symbol());
        row.add(ResultText.percent(found.total()));
        row.addAll(ResultText.scaled(ofYear, found));
        row.add(ResultText.percent(found.maxDrawdown().depth()));
        row.add(ResultText.ratio(OptionalDouble.of(one.turnover())));
        row.add(ResultText.count(one.activity().orders().values()));
        table.add(row);
      }
    }
    return "By strategy and combination; per cent\n" + table + ResultText.note(ofYear);
  }

  private static String number(OptionalDouble ratio) {
    return ratio.isPresent() ? number(ratio.getAsDouble()) : "";
  }

  private static String number(double ratio) {
    return Double.isFinite(ratio) ? plain(ResultJson.rounded(ratio)) : "";
  }

  private static String plain(BigDecimal value) {
    return value.toPlainString();
  }
}
