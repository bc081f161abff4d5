package io.strategystreams.audit;

import io.strategystreams.core.guard.ControlState;
import io.strategystreams.core.guard.MarketBook;
import io.strategystreams.events.Exposure;
import io.strategystreams.events.RiskAssessment;
import io.strategystreams.events.StrategyConfig;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The last inputs of every strategy that is configured: what a decision would be made from now.
 *
 * @param strategies by strategy
 */
public record FinalInputs(Map<String, OfStrategy> strategies) {
  public FinalInputs {
    strategies = Collections.unmodifiableMap(new TreeMap<>(strategies));
  }

  /**
   * The last inputs of a strategy.
   *
   * @param control the strategy's own state or that of all, whichever lets it do less
   * @param exposure null if there is none
   * @param risk null if there is none
   * @param market as the strategy's partition tells it
   * @param lastDecision event time of its last decision, null if it made none
   */
  public record OfStrategy(
      StrategyConfig configuration,
      ControlState control,
      Exposure exposure,
      RiskAssessment risk,
      MarketBook market,
      Instant lastDecision) {
    public OfStrategy {
      Objects.requireNonNull(configuration, "configuration");
      Objects.requireNonNull(control, "control");
      Objects.requireNonNull(market, "market");
    }

    /** The highest event time among them. */
    Instant now() {
      Instant now = market.time();
      if (exposure != null && exposure.getEventTime().isAfter(now)) {
        now = exposure.getEventTime();
      }
      if (risk != null && risk.getEventTime().isAfter(now)) {
        now = risk.getEventTime();
      }
      return now;
    }
  }
}
