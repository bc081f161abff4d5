package io.strategystreams.whatif;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strategystreams.config.Configuration;
import io.strategystreams.contract.ContractJson;
import io.strategystreams.contract.DecisionWriter;
import io.strategystreams.contract.OrderWriter;
import io.strategystreams.contract.PlanIdentity;
import io.strategystreams.core.exposure.KnownInstruments;
import io.strategystreams.core.guard.ControlState;
import io.strategystreams.core.guard.FreshLook;
import io.strategystreams.core.guard.Judgement;
import io.strategystreams.core.guard.MarketBook;
import io.strategystreams.core.mode.StrategyParameters;
import io.strategystreams.core.plan.Plan;
import io.strategystreams.core.strategy.Ruling;
import io.strategystreams.core.strategy.StrategyEvaluator;
import io.strategystreams.events.Decision;
import io.strategystreams.events.Order;
import java.util.List;
import java.util.Set;

/**
 * Answers scenarios. State is fresh for each: ACTIVE, no plan, no barrier, no cool-down, no price
 * seen before; incarnation, plan number, decision number and configuration version are 1. The
 * guards that need no history hold as in the topology.
 */
public final class WhatIf {
  private static final String TRIGGER = "decide";
  private static final long FIRST = 1;

  private final ModeFiles modeFiles;
  private final FreshLook look;
  private final KnownInstruments instruments;

  public WhatIf(Configuration configuration, StrategyEvaluator evaluator) {
    this.modeFiles = new ModeFiles(configuration);
    this.look = new FreshLook(evaluator, configuration.markets());
    this.instruments = configuration.desk().instruments();
  }

  /**
   * The decision and all orders of its plan.
   *
   * @param line a scenario as JSON
   * @return {@code {"decision": …, "orders": […]}}, each with every field of the contract
   * @throws ScenarioException if the line is no scenario
   */
  public ObjectNode answer(String line) {
    Scenario scenario = ScenarioReader.read(line);
    StrategyParameters parameters =
        modeFiles.get(scenario.mode(), scenario.overrides()).parameters();
    Judgement judgement =
        look.judge(
            parameters,
            market(scenario),
            ControlState.ACTIVE,
            instruments.seen(scenario.exposure()).known(),
            scenario.risk() == null ? null : instruments.seen(scenario.risk()).known(),
            null,
            scenario.now());
    return json(scenario, parameters, judgement);
  }

  private static MarketBook market(Scenario scenario) {
    MarketBook market = new MarketBook();
    scenario.quotes().forEach(quote -> market.take(quote, Set.of()));
    if (scenario.prediction() != null) {
      market.take(scenario.prediction());
    }
    return market;
  }

  private static ObjectNode json(
      Scenario scenario, StrategyParameters parameters, Judgement judgement) {
    List<Order> orders =
        judgement.planned().map(plan -> orders(scenario, parameters, plan)).orElse(List.of());
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.set("decision", ContractJson.toJson(decision(scenario, judgement.ruling(), orders)));
    ArrayNode all = answer.putArray("orders");
    orders.forEach(order -> all.add(ContractJson.toJson(order)));
    return answer;
  }

  private static List<Order> orders(Scenario scenario, StrategyParameters parameters, Plan plan) {
    PlanIdentity identity =
        new PlanIdentity(
            scenario.strategyId(),
            scenario.mode(),
            FIRST,
            FIRST,
            plan.action(),
            plan.steps().size());
    StrategyParameters.Pace pace = parameters.pace();
    return OrderWriter.plan(identity, plan, scenario.now(), pace.orderTtl(), pace.release());
  }

  private static Decision decision(Scenario scenario, Ruling ruling, List<Order> orders) {
    return DecisionWriter.decision(
        new DecisionWriter.Occasion(
            scenario.strategyId(),
            scenario.mode().id(),
            FIRST,
            FIRST,
            TRIGGER,
            FIRST,
            scenario.now()),
        ruling,
        orders.isEmpty() ? null : FIRST,
        orders.stream().map(Order::getOrderId).toList());
  }
}
