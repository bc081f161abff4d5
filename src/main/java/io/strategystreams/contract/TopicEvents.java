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
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** Which event each topic carries. */
public final class TopicEvents {
  private static final Map<String, Class<? extends SpecificRecord>> EVENTS = events();

  private TopicEvents() {}

  private static Map<String, Class<? extends SpecificRecord>> events() {
    Map<String, Class<? extends SpecificRecord>> events = new LinkedHashMap<>();
    events.put(Topics.PRICES, Price.class);
    events.put(Topics.ML_PREDICTIONS, MlPrediction.class);
    events.put(Topics.EXPOSURES, Exposure.class);
    events.put(Topics.RISK_ASSESSMENTS, RiskAssessment.class);
    events.put(Topics.EXECUTION_REPORTS, ExecutionReport.class);
    events.put(Topics.STRATEGY_CONFIGS, StrategyConfig.class);
    events.put(Topics.STRATEGY_CONTROLS, StrategyControl.class);
    events.put(Topics.CLOCK, Tick.class);
    events.put(Topics.MARKET_DATA, MarketEvent.class);
    events.put(Topics.ORDERS, Order.class);
    events.put(Topics.DECISIONS, Decision.class);
    events.put(Topics.PAPER_FLOWS, PaperFlow.class);
    return Collections.unmodifiableMap(events);
  }

  /** By topic, in the contract's order; {@link Topics#DEAD_LETTERS} carries anything. */
  public static Map<String, Class<? extends SpecificRecord>> all() {
    return EVENTS;
  }

  /** Empty for a topic whose records are not of one event. */
  public static Optional<Class<? extends SpecificRecord>> of(String topic) {
    return Optional.ofNullable(EVENTS.get(topic));
  }
}
