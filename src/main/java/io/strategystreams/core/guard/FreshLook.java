package io.strategystreams.core.guard;

import io.strategystreams.core.exposure.Exposure;
import io.strategystreams.core.exposure.RiskAssessment;
import io.strategystreams.core.market.MarketCatalogue;
import io.strategystreams.core.mode.StrategyParameters;
import io.strategystreams.core.plan.CoolDown;
import io.strategystreams.core.plan.PlanRate;
import io.strategystreams.core.strategy.HeldLst;
import io.strategystreams.core.strategy.Situation;
import io.strategystreams.core.strategy.StrategyEvaluator;
import java.time.Instant;
import java.util.Objects;

/**
 * Evaluates a strategy of which nothing is remembered: no plan is open, nothing cools down, no plan
 * was made this minute. The guards that need no history hold as ever.
 */
public record FreshLook(StrategyEvaluator evaluator, MarketCatalogue catalogue) {
  public FreshLook {
    Objects.requireNonNull(evaluator, "evaluator");
    Objects.requireNonNull(catalogue, "catalogue");
  }

  /**
   * What is decided.
   *
   * @param risk null if there is none
   * @param usedPrediction event time of the last prediction that was acted on, null if none was
   */
  public Judgement judge(
      StrategyParameters configured,
      MarketBook market,
      ControlState control,
      Exposure exposure,
      RiskAssessment risk,
      Instant usedPrediction,
      Instant now) {
    StrategyParameters parameters = HeldLst.judging(configured, exposure.positions());
    MarketSight sight = market.sight(parameters.pace().maxPriceJump());
    Situation situation =
        new Situation(parameters, catalogue, sight, exposure, risk, usedPrediction, null, now);
    PlanGuards guards =
        new PlanGuards(
            parameters,
            control,
            CoolDown.NONE,
            PlanRate.NONE,
            sight,
            market.sight(parameters.pace().maxPriceJump()),
            now);
    return Judgement.of(evaluator.evaluate(situation), exposure, guards, sight);
  }
}
