package io.strategystreams.contract;

import io.strategystreams.events.Decision;
import io.strategystreams.events.ExecutionReport;
import io.strategystreams.events.Exposure;
import io.strategystreams.events.MarketEvent;
import io.strategystreams.events.MlPrediction;
import io.strategystreams.events.Order;
import io.strategystreams.events.PaperFlow;
import io.strategystreams.events.Price;
import io.strategystreams.events.RiskAssessment;
import io.strategystreams.events.StrategyConfig;
import io.strategystreams.events.StrategyControl;
import io.strategystreams.events.Tick;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/**
 * Whether an event keeps the contract: what its schema cannot say. Pure; what needs a clock, a
 * partition or an earlier event is checked elsewhere.
 *
 * <p>Symbols read as UNKNOWN break the contract only where nothing could be done with the event: a
 * report of unknown status does, a control of unknown state acts as HALTED, an unknown signal means
 * hold. A bid above the ask is no violation but for the guards to judge.
 */
public final class ContractRules {

  private ContractRules() {}

  /**
   * What is wrong with an event, each in words such as {@code confidence must be within 0..1, was
   * 1.2}; empty if nothing is.
   *
   * @param key the record's key, null if it has none
   * @throws IllegalArgumentException if the contract has no such event
   */
  public static List<String> violations(String key, SpecificRecord event) {
    if (event instanceof Price price) {
      return MarketDataRules.price(key, price);
    }
    if (event instanceof MlPrediction prediction) {
      return MarketDataRules.prediction(key, prediction);
    }
    if (event instanceof Tick tick) {
      return MarketDataRules.tick(key, tick);
    }
    if (event instanceof MarketEvent market) {
      return MarketDataRules.market(key, market);
    }
    if (event instanceof Exposure exposure) {
      return MonitorRules.exposure(key, exposure);
    }
    if (event instanceof RiskAssessment risk) {
      return MonitorRules.risk(key, risk);
    }
    if (event instanceof ExecutionReport report) {
      return ExecutionRules.report(key, report);
    }
    if (event instanceof Order order) {
      return ExecutionRules.order(key, order);
    }
    if (event instanceof Decision decision) {
      return ExecutionRules.decision(key, decision);
    }
    if (event instanceof StrategyConfig config) {
      return OperatorRules.config(key, config);
    }
    if (event instanceof StrategyControl control) {
      return OperatorRules.control(key, control);
    }
    if (event instanceof PaperFlow flow) {
      return OperatorRules.flow(key, flow);
    }
    throw new IllegalArgumentException(
        "the contract has rules for its own events only, was " + event.getClass().getName());
  }

  /**
   * What is wrong with an order that a report on it would repeat: its ids and its key. Such an
   * order cannot be answered; any other that breaks the contract can, with REJECTED.
   *
   * @param key the record's key, null if it has none
   */
  public static List<String> unanswerable(String key, Order order) {
    return ExecutionRules.identity(key, order);
  }

  /**
   * What is wrong with the ids of a report, for a reader that looks up its order: orders and plans
   * are named by UUIDs. An executor's monitor books whatever its own executor reported.
   */
  public static List<String> unattributable(ExecutionReport report) {
    return ExecutionRules.unattributable(report);
  }
}
