package io.strategystreams.cli.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strategystreams.core.money.Decimals;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * {@code summary.json}: what the tables say, for programs. Nothing in it depends on how long the
 * run took.
 */
final class Summary {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private Summary() {}

  static ObjectNode of(
      String market,
      Instant from,
      Instant to,
      int instants,
      List<Planned> planned,
      List<StrategyReport> reports,
      List<String> failures) {
    ObjectNode summary = JSON.objectNode();
    summary.put("market", market);
    summary.put("from", from.toString());
    summary.put("to", to.toString());
    summary.put("instants", instants);
    ArrayNode strategies = summary.putArray("strategies");
    reports.forEach(report -> strategies.add(strategy(report)));
    ArrayNode injections = summary.putArray("injections");
    planned.forEach(one -> injections.add(injection(one)));
    ArrayNode failed = summary.putArray("failures");
    failures.forEach(failed::add);
    return summary;
  }

  private static ObjectNode strategy(StrategyReport report) {
    ObjectNode strategy = JSON.objectNode();
    strategy.put("strategy_id", report.strategy().id());
    strategy.put("mode", report.strategy().mode().id());
    strategy.put("share_class", report.strategy().shareClass().symbol());
    strategy.put("equity_start", text(report.equityStart()));
    strategy.put("paid_in", text(report.paidIn()));
    strategy.put("paid_out", text(report.paidOut()));
    strategy.put("equity_end", text(report.equityEnd()));
    strategy.set("decisions_by_action", counts(report.decisions()));
    strategy.set("orders_by_operation", counts(report.orders()));
    strategy.set("plans_by_outcome", counts(report.plans()));
    strategy.set("refusals_by_reason", counts(report.refusals()));
    return strategy;
  }

  private static ObjectNode injection(Planned one) {
    ObjectNode injection = JSON.objectNode();
    injection.put("at", one.injection().at().toString());
    injection.put("strategy_id", one.injection().strategyId());
    injection.put("what", one.injection().text());
    return injection;
  }

  private static ObjectNode counts(Map<?, Integer> counts) {
    ObjectNode node = JSON.objectNode();
    counts.forEach((key, count) -> node.put(key.toString(), count));
    return node;
  }

  private static String text(BigDecimal amount) {
    return amount == null ? null : Decimals.plain(amount);
  }
}
