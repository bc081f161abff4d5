package io.strategystreams.cli.backtest;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strategystreams.backtest.BacktestPlan;
import io.strategystreams.backtest.BacktestResult;
import io.strategystreams.backtest.BenchmarkResult;
import io.strategystreams.backtest.Performance;
import io.strategystreams.backtest.StrategyResult;
import io.strategystreams.core.money.Decimals;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * {@code summary.json}: what a backtest found, for programs. Amounts are text in share class units,
 * ratios are numbers, null where they are absent. Nothing in it depends on how long the run took or
 * where.
 */
final class ResultJson {
  /** Of ratios: more would be noise of the last bits. */
  private static final int DIGITS = 10;

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private ResultJson() {}

  static ObjectNode of(BacktestPlan plan, List<Setting> settings, BacktestResult result) {
    ObjectNode summary = JSON.objectNode();
    summary.put("market", plan.market().description());
    ArrayNode notes = summary.putArray("market_notes");
    plan.market().notes().forEach(notes::add);
    summary.put("from", result.first().toString());
    summary.put("to", result.last().toString());
    summary.put("instants", result.instants());
    ArrayNode set = summary.putArray("settings");
    settings.forEach(setting -> set.add(setting.toString()));
    ArrayNode strategies = summary.putArray("strategies");
    result.strategies().forEach(one -> strategies.add(strategy(one)));
    ArrayNode benchmarks = summary.putArray("benchmarks");
    result.benchmarks().forEach(one -> benchmarks.add(benchmark(one)));
    ArrayNode deadLetters = summary.putArray("dead_letters");
    result.deadLetters().forEach(deadLetters::add);
    return summary;
  }

  private static ObjectNode strategy(StrategyResult result) {
    ObjectNode node = JSON.objectNode();
    node.put("strategy_id", result.strategy().id());
    node.put("mode", result.strategy().mode().id());
    node.put("share_class", result.strategy().shareClass().symbol());
    BigDecimal capital = result.strategy().capital();
    node.put("equity_start", text(capital));
    node.put("paid_in", text(result.last().paidIn().subtract(capital)));
    node.put("paid_out", text(result.last().paidOut()));
    node.put("equity_end", text(result.last().equity()));
    node.put("profit", text(result.last().profit()));
    put(node, result.performance());
    node.put("traded", text(result.traded()));
    node.set("turnover", number(result.turnover()));
    node.set("time_in_market", number(result.timeInMarket()));
    node.put("liquidations", result.liquidations());
    node.put(
        "orders", result.activity().orders().values().stream().mapToInt(Integer::intValue).sum());
    node.set("orders_by_operation", counts(result.activity().orders()));
    node.set("decisions_by_action", counts(result.activity().decisions()));
    node.set("plans_by_outcome", counts(result.activity().plans()));
    node.set("refusals_by_reason", counts(result.activity().refusals()));
    ObjectNode costs = node.putObject("costs");
    ObjectNode attribution = node.putObject("attribution");
    result
        .last()
        .components()
        .forEach(
            (component, amount) -> {
              attribution.put(component, text(amount));
              if (ResultText.COSTS.contains(component)) {
                costs.put(component, text(amount));
              }
            });
    return node;
  }

  private static ObjectNode benchmark(BenchmarkResult result) {
    ObjectNode node = JSON.objectNode();
    node.put("name", result.name());
    node.put("share_class", result.shareClass().symbol());
    put(node, result.performance());
    return node;
  }

  private static void put(ObjectNode node, Performance performance) {
    node.set("return", number(performance.total()));
    node.set("daily_volatility", number(performance.dailyVolatility()));
    node.set("annualised", number(performance.annualised()));
    node.set("volatility", number(performance.volatility()));
    node.set("sharpe", number(performance.sharpe()));
    node.set("sortino", number(performance.sortino()));
    Performance.Drawdown drawdown = performance.maxDrawdown();
    ObjectNode fall = node.putObject("max_drawdown");
    fall.set("depth", number(drawdown.depth()));
    fall.put("peak", drawdown.peak().toString());
    fall.put("trough", drawdown.trough().toString());
    fall.put("recovered", drawdown.recovered() == null ? null : drawdown.recovered().toString());
    node.set("days", number(performance.days()));
  }

  private static ObjectNode counts(Map<?, Integer> counts) {
    ObjectNode node = JSON.objectNode();
    counts.forEach((key, count) -> node.put(key.toString(), count));
    return node;
  }

  private static com.fasterxml.jackson.databind.JsonNode number(OptionalDouble ratio) {
    return ratio.isPresent() ? number(ratio.getAsDouble()) : JSON.nullNode();
  }

  private static com.fasterxml.jackson.databind.JsonNode number(double ratio) {
    return Double.isFinite(ratio) ? JSON.numberNode(rounded(ratio)) : JSON.nullNode();
  }

  static BigDecimal rounded(double ratio) {
    BigDecimal value = BigDecimal.valueOf(ratio).setScale(DIGITS, RoundingMode.HALF_EVEN);
    return new BigDecimal(Decimals.plain(value));
  }

  private static String text(BigDecimal amount) {
    return Decimals.plain(amount.setScale(Decimals.SCALE, RoundingMode.HALF_EVEN));
  }

  static void write(Path file, ObjectNode node) throws IOException {
    Files.writeString(file, pretty(node) + "\n");
  }

  static String pretty(ObjectNode node) throws IOException {
    return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(node);
  }
}
