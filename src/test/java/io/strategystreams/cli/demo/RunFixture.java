package io.strategystreams.cli.demo;

import io.strategystreams.audit.Breach;
import io.strategystreams.audit.Promise;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.core.money.Token;
import io.strategystreams.events.Action;
import io.strategystreams.events.Decision;
import io.strategystreams.events.ExecutionMode;
import io.strategystreams.events.ExecutionReport;
import io.strategystreams.events.Exposure;
import io.strategystreams.events.Operation;
import io.strategystreams.events.Order;
import io.strategystreams.events.OrderType;
import io.strategystreams.events.PaperFlow;
import io.strategystreams.events.PaperFlowKind;
import io.strategystreams.events.Reason;
import io.strategystreams.events.ReportStatus;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Records of a run as a test wants them, of one strategy unless said otherwise. */
final class RunFixture {
  static final Instant START = Instant.parse("2024-06-01T00:00:00Z");
  static final DemoStrategy LENDING =
      new DemoStrategy(Mode.PURE_LENDING_USDT, Token.USDT, new BigDecimal("1000"), "");

  private final List<Order> orders = new ArrayList<>();
  private final List<Decision> decisions = new ArrayList<>();
  private final List<ExecutionReport> reports = new ArrayList<>();
  private final List<Exposure> exposures = new ArrayList<>();
  private final List<PaperFlow> flows = new ArrayList<>();
  private final List<String> deadLetters = new ArrayList<>();
  private final List<Breach> breaches = new ArrayList<>();

  static Instant hour(int hour) {
    return START.plus(Duration.ofHours(hour));
  }

  RunFixture decision(int hour, Action action, Reason reason, Long plan) {
    decisions.add(
        Decision.newBuilder()
            .setDecisionId("decision-" + decisions.size())
            .setDecisionNumber(decisions.size() + 1L)
            .setStrategyId(LENDING.id())
            .setMode(LENDING.id())
            .setIncarnation(1)
            .setAction(action)
            .setReason(reason)
            .setPlanId(plan == null ? null : "plan-" + plan)
            .setPlanNumber(plan)
            .setOrderIds(List.of())
            .setTargets(Map.of())
            .setCurrent(Map.of())
            .setTrigger("test")
            .setConfigVersion(1)
            .setEventTime(hour(hour))
            .build());
    return this;
  }

  RunFixture order(String strategy, int hour, long plan, int step, int sequence) {
    orders.add(
        Order.newBuilder()
            .setOrderId(strategy + "-" + plan + "-" + step + "-" + sequence)
            .setPlanId("plan-" + plan)
            .setPlanNumber(plan)
            .setStrategyId(strategy)
            .setMode(LENDING.id())
            .setAction(Action.ENTRY_FULL)
            .setStrategyIntent("entry_full")
            .setVenue("aave_v3")
            .setOperation(Operation.SUPPLY)
            .setAmount(amount("1"))
            .setAmountToken("USDT")
            .setOrderType(OrderType.MARKET)
            .setSourceVenue("wallet")
            .setTargetVenue("aave_v3")
            .setSourceToken("USDT")
            .setTargetToken("aUSDT")
            .setExpectedDeltas(Map.of())
            .setReduceOnly(false)
            .setExecutionMode(ExecutionMode.SEQUENTIAL)
            .setStep(step)
            .setSteps(step)
            .setSequenceInGroup(sequence)
            .setGroupSize(sequence)
            .setEventTime(hour(hour))
            .setExpiresAt(hour(hour).plusSeconds(60))
            .build());
    return this;
  }

  RunFixture report(int hour, ReportStatus status, String reason) {
    reports.add(
        ExecutionReport.newBuilder()
            .setOrderId("order")
            .setPlanId("plan")
            .setStrategyId(LENDING.id())
            .setStatus(status)
            .setFilledAmount(amount("0"))
            .setDeltas(Map.of())
            .setReason(reason)
            .setEventTime(hour(hour))
            .build());
    return this;
  }

  RunFixture exposure(int hour, String equity, boolean withdrawal) {
    exposures.add(
        Exposure.newBuilder()
            .setStrategyId(LENDING.id())
            .setShareClass("USDT")
            .setTotalExposure(amount(equity))
            .setPositions(Map.of())
            .setDustTokens(Map.of())
            .setWithdrawalRequested(withdrawal)
            .setEventTime(hour(hour))
            .build());
    return this;
  }

  RunFixture flow(int hour, PaperFlowKind kind, String amount) {
    flows.add(
        PaperFlow.newBuilder()
            .setStrategyId(LENDING.id())
            .setKind(kind)
            .setInstrument("wallet:BaseToken:USDT")
            .setAmount(amount(amount))
            .setEventTime(hour(hour))
            .build());
    return this;
  }

  RunFixture deadLetter(String text) {
    deadLetters.add(text);
    return this;
  }

  RunFixture breach(Promise promise, String text) {
    breaches.add(new Breach(promise, LENDING.id(), text));
    return this;
  }

  RunRecords records() {
    return new RunRecords(orders, decisions, reports, exposures, flows, deadLetters, breaches);
  }

  private static BigDecimal amount(String value) {
    return new BigDecimal(value).setScale(18, RoundingMode.UNNECESSARY);
  }
}
