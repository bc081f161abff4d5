package io.strategystreams.audit;

import io.strategystreams.cluster.ClusterAccess;
import io.strategystreams.cluster.ClusterException;
import io.strategystreams.cluster.EventLog;
import io.strategystreams.cluster.LoggedEvent;
import io.strategystreams.contract.ContractRules;
import io.strategystreams.contract.EventReader;
import io.strategystreams.contract.Topics;
import io.strategystreams.core.guard.MarketBook;
import io.strategystreams.events.Decision;
import io.strategystreams.events.Exposure;
import io.strategystreams.events.MarketEvent;
import io.strategystreams.events.RiskAssessment;
import io.strategystreams.events.StrategyConfig;
import io.strategystreams.operate.PublishedControls;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;

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
  private final PublishedControls controls;
  private final Map<Integer, MarketBook> markets = new HashMap<>();
  private final Map<String, Exposure> exposures = new HashMap<>();
  private final Map<String, RiskAssessment> risks = new HashMap<>();
  private final Map<String, Instant> decisions = new HashMap<>();

  private FinalInputsReader(int partitionsOfControls) {
    this.controls = new PublishedControls(partitionsOfControls);
  }

  /**
   * Reads all there is at this moment. Retired strategies are left out.
   *
   * @throws ClusterException if a topic is missing
   */
  public static FinalInputs read(ClusterAccess access) {
    try (EventLog log = EventLog.open(access, READ)) {
      FinalInputsReader reader = new FinalInputsReader(log.partitionsOf(Topics.STRATEGY_CONTROLS));
      log.readToEnd(reader::take);
      return reader.inputs();
    }
  }

  private void take(LoggedEvent at) {
    switch (at.topic()) {
      case Topics.STRATEGY_CONFIGS -> takeConfiguration(at);
      case Topics.STRATEGY_CONTROLS -> controls.take(at);
      case Topics.MARKET_DATA ->
          sound(at, MarketEvent.class)
              .ifPresent(
                  event ->
                      takeMarket(
                          event,
                          markets.computeIfAbsent(
                              at.record().partition(), none -> new MarketBook())));
      case Topics.EXPOSURES ->
          sound(at, Exposure.class)
              .ifPresent(
                  next ->
                      exposures.merge(
                          next.getStrategyId(),
                          next,
                          (old, young) ->
                              young.getEventTime().isBefore(old.getEventTime()) ? old : young));
      case Topics.RISK_ASSESSMENTS ->
          sound(at, RiskAssessment.class)
              .ifPresent(
                  next ->
                      risks.merge(
                          next.getStrategyId(),
                          next,
                          (old, young) ->
                              young.getEventTime().isBefore(old.getEventTime()) ? old : young));
      case Topics.DECISIONS ->
          sound(at, Decision.class)
              .ifPresent(
                  next ->
                      decisions.merge(
                          next.getStrategyId(),
                          next.getEventTime(),
                          (old, young) -> young.isBefore(old) ? old : young));
      default -> throw new IllegalStateException("nobody asked for " + at.topic());
    }
  }

  /** Empty for what the application puts aside: it is no input. */
  private static <T extends SpecificRecord> Optional<T> sound(LoggedEvent at, Class<T> type) {
    if (at.isTombstone() || at.undecodable() != null) {
      return Optional.empty();
    }
    T event = at.as(type);
    boolean keeps =
        event instanceof MarketEvent || ContractRules.violations(at.key(), event).isEmpty();
    return keeps ? Optional.of(event) : Optional.empty();
  }

  private void takeConfiguration(LoggedEvent at) {
    if (at.isTombstone()) {
      configurations.remove(at.key());
      return;
    }
    sound(at, StrategyConfig.class)
        .ifPresent(
            next -> {
              configurations.merge(
                  next.getStrategyId(),
                  next,
                  (old, young) -> young.getVersion() > old.getVersion() ? young : old);
              partitions.put(next.getStrategyId(), at.record().partition());
            });
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
    configurations.forEach(
        (strategyId, configuration) ->
            inputs.put(
                strategyId,
                new FinalInputs.OfStrategy(
                    configuration,
                    controls.effective(strategyId),
                    exposures.get(strategyId),
                    risks.get(strategyId),
                    markets.getOrDefault(partitions.get(strategyId), new MarketBook()),
                    decisions.get(strategyId))));
    return new FinalInputs(inputs);
  }
}
