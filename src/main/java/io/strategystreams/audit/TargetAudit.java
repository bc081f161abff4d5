package io.strategystreams.audit;

import io.strategystreams.config.ConfigError;
import io.strategystreams.config.ConfigurationException;
import io.strategystreams.config.Desk;
import io.strategystreams.config.ModeFile;
import io.strategystreams.contract.EventReader;
import io.strategystreams.core.exposure.Exposure;
import io.strategystreams.core.exposure.RiskAssessment;
import io.strategystreams.core.guard.ControlState;
import io.strategystreams.core.guard.FreshLook;
import io.strategystreams.core.guard.Judgement;
import io.strategystreams.core.market.Prediction;
import io.strategystreams.core.mode.StrategyParameters;
import io.strategystreams.core.strategy.StrategyEvaluator;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Every strategy evaluated once more, from its last inputs and without anything it remembers, finds
 * nothing left to do. What was lost on the way shows here as a difference that nobody closes.
 */
final class TargetAudit {
  private final Desk desk;
  private final FreshLook look;
  private final Breaches breaches;

  TargetAudit(Desk desk, StrategyEvaluator evaluator, Breaches breaches) {
    this.desk = desk;
    this.look = new FreshLook(evaluator, desk.markets());
    this.breaches = breaches;
  }

  void check(FinalInputs inputs) {
    inputs.strategies().forEach(this::check);
  }

  private void check(String strategyId, FinalInputs.OfStrategy inputs) {
    boolean mayAct =
        inputs.control() == ControlState.ACTIVE || inputs.control() == ControlState.REDUCE_ONLY;
    if (!mayAct || inputs.exposure() == null) {
      return;
    }
    try {
      ModeFile file = ModeFile.parse(strategyId, inputs.configuration().getYaml(), desk);
      check(strategyId, inputs, file.parameters());
    } catch (ConfigurationException e) {
      breaches.add(
          Promise.NOTHING_LEFT,
          strategyId,
          "its configuration is refused: "
              + e.errors().stream().map(ConfigError::message).collect(Collectors.joining("; ")));
    }
  }

  private void check(
      String strategyId, FinalInputs.OfStrategy inputs, StrategyParameters configured) {
    Exposure exposure = desk.instruments().seen(EventReader.exposure(inputs.exposure())).known();
    RiskAssessment risk = inputs.risk() == null ? null : EventReader.risk(inputs.risk());
    Instant now = inputs.now();
    Judgement judgement =
        look.judge(
            configured,
            inputs.market(),
            inputs.control(),
            exposure,
            risk,
            usedPrediction(inputs, configured),
            now);
    judgement
        .planned()
        .ifPresent(
            plan ->
                breaches.add(
                    Promise.NOTHING_LEFT,
                    strategyId,
                    "evaluated again at %s it would still do %s (%s) in %d steps"
                        .formatted(
                            now,
                            judgement.ruling().action(),
                            judgement.ruling().reason(),
                            plan.steps().size())));
  }

  /** A prediction is acted on once; a decision since shows that it was. */
  private static Instant usedPrediction(
      FinalInputs.OfStrategy inputs, StrategyParameters configured) {
    Optional<Instant> last =
        inputs
            .market()
            .sight(configured.pace().maxPriceJump())
            .prediction(configured.asset().symbol())
            .map(Prediction::eventTime);
    boolean used =
        last.isPresent()
            && inputs.lastDecision() != null
            && !inputs.lastDecision().isBefore(last.get());
    return used ? last.get() : null;
  }
}
