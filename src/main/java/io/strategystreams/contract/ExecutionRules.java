package io.strategystreams.contract;

import io.strategystreams.core.market.Instrument;
import io.strategystreams.events.Decision;
import io.strategystreams.events.ExecutionMode;
import io.strategystreams.events.ExecutionReport;
import io.strategystreams.events.Order;
import io.strategystreams.events.OrderType;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The rules of decisions, orders and what became of them. */
final class ExecutionRules {

  private ExecutionRules() {}

  static List<String> report(String key, ExecutionReport report) {
    Violations violations = new Violations();
    violations.key("strategy_id", report.getStrategyId(), key);
    violations.id("strategy_id", report.getStrategyId());
    violations.id("order_id", report.getOrderId());
    violations.id("plan_id", report.getPlanId());
    if (report.getClosesOrderId() != null) {
      violations.id("closes_order_id", report.getClosesOrderId());
    }
    violations.known("status", report.getStatus());
    violations.notNegative("filled_amount", report.getFilledAmount());
    violations.positive("average_price", report.getAveragePrice());
    fee(violations, report);
    changes(violations, "deltas", report.getDeltas());
    violations.time("event_time", report.getEventTime());
    return violations.found();
  }

  /** As an executor must check before it calls a venue: UNKNOWN anywhere is a violation. */
  static List<String> order(String key, Order order) {
    Violations violations = identified(key, order);
    violations.known("action", order.getAction());
    violations.known("operation", order.getOperation());
    if (order.getSide() != null) {
      violations.known("side", order.getSide());
    }
    violations.known("order_type", order.getOrderType());
    violations.known("execution_mode", order.getExecutionMode());
    violations.id("venue", order.getVenue());
    violations.id("source_venue", order.getSourceVenue());
    violations.id("target_venue", order.getTargetVenue());
    violations.id("source_token", order.getSourceToken());
    violations.id("target_token", order.getTargetToken());
    violations.id("amount_token", order.getAmountToken());
    violations.positive("amount", order.getAmount());
    violations.positive("limit_price", order.getLimitPrice());
    violations.positive("reference_price", order.getReferencePrice());
    violations.positive("take_profit", order.getTakeProfit());
    violations.positive("stop_loss", order.getStopLoss());
    violations.notNegative("flash_fee", order.getFlashFee());
    violations.fraction("slippage_tolerance", order.getSlippageTolerance());
    changes(violations, "expected_deltas", order.getExpectedDeltas());
    orderType(violations, order);
    place(violations, order);
    violations.time("event_time", order.getEventTime());
    if (order.getExpiresAt().isBefore(order.getEventTime())) {
      violations.add(
          "expires_at",
          "must not be before the event_time " + order.getEventTime(),
          order.getExpiresAt());
    }
    return violations.found();
  }

  static List<String> identity(String key, Order order) {
    return identified(key, order).found();
  }

  private static Violations identified(String key, Order order) {
    Violations violations = new Violations();
    violations.key("strategy_id", order.getStrategyId(), key);
    violations.id("strategy_id", order.getStrategyId());
    violations.id("order_id", order.getOrderId());
    violations.id("plan_id", order.getPlanId());
    return violations;
  }

  static List<String> decision(String key, Decision decision) {
    Violations violations = new Violations();
    violations.key("strategy_id", decision.getStrategyId(), key);
    violations.id("strategy_id", decision.getStrategyId());
    violations.id("decision_id", decision.getDecisionId());
    violations.atLeastOne("decision_number", decision.getDecisionNumber());
    violations.amount("equity", decision.getEquity());
    changes(violations, "targets", decision.getTargets());
    changes(violations, "current", decision.getCurrent());
    violations.notNegative("deviation", decision.getDeviation());
    violations.notEmpty("trigger", decision.getTrigger());
    violations.time("event_time", decision.getEventTime());
    return violations.found();
  }

  static List<String> unattributable(ExecutionReport report) {
    Violations violations = new Violations();
    violations.uuid("order_id", report.getOrderId());
    violations.uuid("plan_id", report.getPlanId());
    if (report.getClosesOrderId() != null) {
      violations.uuid("closes_order_id", report.getClosesOrderId());
    }
    return violations.found();
  }

  /** A fee without its token cannot be booked; a fee of 0 needs none. */
  private static void fee(Violations violations, ExecutionReport report) {
    violations.amount("fee", report.getFee());
    if (report.getFeeToken() != null) {
      violations.id("fee_token", report.getFeeToken());
    } else if (report.getFee() != null && report.getFee().signum() != 0) {
      violations.add("fee_token", "must name the token of the fee", null);
    }
  }

  private static void orderType(Violations violations, Order order) {
    boolean limited = order.getLimitPrice() != null;
    if (limited != (order.getOrderType() == OrderType.LIMIT)) {
      violations.add(
          "limit_price",
          "must be set for LIMIT and for nothing else",
          (limited ? "set for " : "absent for ") + order.getOrderType());
    }
  }

  private static void place(Violations violations, Order order) {
    violations.atLeastOne("plan_number", order.getPlanNumber());
    violations.atLeastOne("step", order.getStep());
    violations.atLeastOne("sequence_in_group", order.getSequenceInGroup());
    if (order.getStep() > order.getSteps()) {
      violations.add("step", "must be at most steps " + order.getSteps(), order.getStep());
    }
    if (order.getSequenceInGroup() > order.getGroupSize()) {
      violations.add(
          "sequence_in_group",
          "must be at most group_size " + order.getGroupSize(),
          order.getSequenceInGroup());
    }
    boolean grouped = order.getAtomicGroupId() != null;
    if (grouped != (order.getExecutionMode() == ExecutionMode.ATOMIC)) {
      violations.add(
          "atomic_group_id",
          "must be set for ATOMIC and for nothing else",
          (grouped ? "set for " : "absent for ") + order.getExecutionMode());
    }
  }

  private static void changes(
      Violations violations, String field, Map<String, BigDecimal> amounts) {
    violations.entries(field, amounts, Sizes.CHANGES);
    new TreeMap<>(amounts)
        .forEach(
            (instrument, amount) -> {
              violations.characters(
                  Violations.entry(field, instrument), instrument, Sizes.NAME_CHARACTERS);
              violations.parses(field, instrument, Instrument::parse);
              violations.amount(Violations.entry(field, instrument), amount);
            });
  }
}
