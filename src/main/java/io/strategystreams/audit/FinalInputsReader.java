package io.strategystreams.audit;

import io.strategystreams.cluster.ClusterAccess;
import io.strategystreams.cluster.ClusterException;
import io.strategystreams.cluster.EventLog;
import io.strategystreams.cluster.LoggedEvent;
import io.strategystreams.contract.EventReader;
import io.strategystreams.contract.Keys;
import io.strategystreams.contract.Topics;
import io.strategystreams.core.guard.ControlState;
import io.strategystreams.core.guard.MarketBook;
import io.strategystreams.events.Decision;
import io.strategystreams.events.Exposure;
import io.strategystreams.events.MarketEvent;
import io.strategystreams.events.RiskAssessment;
import io.strategystreams.events.StrategyConfig;
import io.strategystreams.events.StrategyControl;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads the last inputs of all strategies from a cluster, committed records only. */
public final class FinalInputsReader {
  private static final List<String> READ =
      List.of(
          Topics.STRATEGY_CONFIGS,
          Topics.STRATEGY_CONTROLS,
          Topics.MARKET_DATA,
          Topics.EXPOSURES,
          Topics.RISK_ASSESSMENTS,
          Topics.DECISIONS);

  private final Map<String, StrategyConfig> configurations = new TreeMap<>();
  private final Map<String, Integer> partitions = new HashMap<>();
  private final Map<String, ControlState> controls = new HashMap<>();
  private final Map<Integer, MarketBook> markets = new HashMap<>();
  private final Map<String, Exposure> exposures = new HashMap<>();
  private final Map<String, RiskAssessment> risks = new HashMap<>();
  private final Map<String, Instant> decisions = new HashMap<>();

  private FinalInputsReader() {}

  /**
   * Reads all there is at this moment. Retired strategies are left out.
   *
   * @throws ClusterException if a topic is missing or cannot be decoded
   */
  public static FinalInputs read(ClusterAccess access) {
    FinalInputsReader reader = new FinalInputsReader();
    try (EventLog log = EventLog.open(access, READ)) {
      log.readToEnd(reader::take);
    }
    return reader.inputs();
  }

  private void take(LoggedEvent at) {
    switch (at.topic()) {
      case Topics.STRATEGY_CONFIGS -> takeConfiguration(at);
      case Topics.STRATEGY_CONTROLS -> takeControl(at);
      case Topics.MARKET_DATA ->
          takeMarket(
              at.as(MarketEvent.class),
              markets.computeIfAbsent(at.record().partition(), none -> new MarketBook()));
      case Topics.EXPOSURES -> {
        Exposure next = at.as(Exposure.class);
        exposures.merge(
            next.getStrategyId(),
            next,
            (old, young) -> young.getEventTime().isBefore(old.getEventTime()) ? old : young);
      }
      case Topics.RISK_ASSESSMENTS -> {
        RiskAssessment next = at.as(RiskAssessment.class);
        risks.merge(
            next.getStrategyId(),
            next,
            (old, young) -> young.getEventTime().isBefore(old.getEventTime()) ? old : young);
      }
      case Topics.DECISIONS -> {
        Decision next = at.as(Decision.class);
        decisions.merge(
            next.getStrategyId(),
            next.getEventTime(),
            (old, young) -> young.isBefore(old) ? old : young);
      }
      default -> throw new IllegalStateException("nobody asked for " + at.topic());
    }
  }

  private void takeConfiguration(LoggedEvent at) {
    if (at.isTombstone()) {
      configurations.remove(at.key());
      return;
    }
    StrategyConfig next = at.as(StrategyConfig.class);
    configurations.merge(
        next.getStrategyId(),
        next,
        (old, young) -> young.getVersion() > old.getVersion() ? young : old);
    partitions.put(next.getStrategyId(), at.record().partition());
  }

  private void takeControl(LoggedEvent at) {
    if (at.isTombstone()) {
      controls.remove(at.key());
    } else {
      controls.put(at.key(), EventReader.control(at.as(StrategyControl.class)));
    }
  }

  private static void takeMarket(MarketEvent event, MarketBook book) {
    if (event.getPrice() != null) {
      book.take(EventReader.quote(event.getPrice()), Set.of());
    }
    if (event.getPrediction() != null) {
      book.take(EventReader.prediction(event.getPrediction()));
    }
    if (event.getTick() != null) {
      book.advance(event.getTick().getEventTime());
    }
  }

  private FinalInputs inputs() {
    Map<String, FinalInputs.OfStrategy> inputs = new TreeMap<>();
    ControlState ofAll = controls.getOrDefault(Keys.EVERY_STRATEGY, ControlState.ACTIVE);
    configurations.forEach(
        (strategyId, configuration) ->
            inputs.put(
                strategyId,
                new FinalInputs.OfStrategy(
                    configuration,
                    controls.getOrDefault(strategyId, ControlState.ACTIVE).stricter(ofAll),
                    exposures.get(strategyId),
                    risks.get(strategyId),
                    markets.getOrDefault(partitions.get(strategyId), new MarketBook()),
                    decisions.get(strategyId))));
    return new FinalInputs(inputs);
  }
}
