package io.strategystreams.core.strategy;

import io.strategystreams.core.exposure.Exposure;
import io.strategystreams.core.exposure.RiskAssessment;
import io.strategystreams.core.market.MarketCatalogue;
import io.strategystreams.core.market.MarketView;
import io.strategystreams.core.mode.StrategyParameters;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * All an evaluation depends on.
 *
 * @param risk the last risk assessment, null if none was seen
 * @param usedPrediction event time of the last prediction that was acted on, null if none was
 * @param hold why the strategy must not grow for now, null where it may
 * @param now the strategy's time: the highest event time it has seen, never a wall clock
 */
public record Situation(
    StrategyParameters parameters,
    MarketCatalogue catalogue,
    MarketView market,
    Exposure exposure,
    RiskAssessment risk,
    Instant usedPrediction,
    GrowthHold hold,
    Instant now) {
  public Situation {
    Objects.requireNonNull(parameters, "parameters");
    Objects.requireNonNull(catalogue, "catalogue");
    Objects.requireNonNull(market, "market");
    Objects.requireNonNull(exposure, "exposure");
    Objects.requireNonNull(now, "now");
  }

  public Optional<RiskAssessment> riskAssessment() {
    return Optional.ofNullable(risk);
  }

  public Optional<GrowthHold> growthHold() {
    return Optional.ofNullable(hold);
  }
}
