package io.strategystreams.contract;

import io.strategystreams.core.money.Decimals;
import io.strategystreams.core.strategy.Ruling;
import io.strategystreams.events.Decision;
import io.strategystreams.events.Reason;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** Decisions as the contract's, with their identity. */
public final class DecisionWriter {

  /**
   * Whose decision it is.
   *
   * @param mode empty where the strategy is not configured
   * @param number decisions recorded in the incarnation, from 1
   * @param trigger the record that caused it, topic-partition@offset
   * @param configVersion 0 where the strategy is not configured
   */
  public record Occasion(
      String strategyId,
      String mode,
      long incarnation,
      long number,
      String trigger,
      long configVersion,
      Instant now) {
    public Occasion {
      Objects.requireNonNull(strategyId, "strategyId");
      Objects.requireNonNull(mode, "mode");
      Objects.requireNonNull(trigger, "trigger");
      Objects.requireNonNull(now, "now");
    }
  }

  private DecisionWriter() {}

  /**
   * A decision.
   *
   * @param planNumber number of the plan it made or goes on with, null for none
   * @param orderIds orders released with it
   */
  public static Decision decision(
      Occasion occasion, Ruling ruling, Long planNumber, List<String> orderIds) {
    return Decision.newBuilder()
        .setDecisionId(
            Identity.decisionId(occasion.strategyId(), occasion.incarnation(), occasion.number()))
        .setDecisionNumber(occasion.number())
        .setStrategyId(occasion.strategyId())
        .setMode(occasion.mode())
        .setIncarnation(occasion.incarnation())
        .setAction(OrderWriter.action(ruling.action()))
        .setReason(Reason.valueOf(ruling.reason().name()))
        .setDetail(ruling.detail())
        .setPlanId(
            planNumber == null
                ? null
                : Identity.planId(occasion.strategyId(), occasion.incarnation(), planNumber))
        .setPlanNumber(planNumber)
        .setOrderIds(orderIds)
        .setEquity(equity(ruling.equity()))
        .setTargets(OrderWriter.amounts(ruling.targets()))
        .setCurrent(OrderWriter.amounts(ruling.current()))
        .setDeviation(ruling.deviation())
        .setTrigger(occasion.trigger())
        .setConfigVersion(occasion.configVersion())
        .setEventTime(occasion.now())
        .build();
  }

  private static BigDecimal equity(BigDecimal equity) {
    return equity == null ? null : Decimals.down(equity);
  }
}
