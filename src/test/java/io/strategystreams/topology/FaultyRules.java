package io.strategystreams.topology;

import io.strategystreams.core.strategy.Situation;
import io.strategystreams.core.strategy.Strategies;
import io.strategystreams.core.strategy.StrategyEvaluator;
import io.strategystreams.core.strategy.Verdict;

/** The product's rules, which fail on one strategy as told. */
final class FaultyRules implements StrategyEvaluator {
  private final StrategyEvaluator rules = new Strategies();
  private String strategyId = "";
  private Throwable failure;
  int failures;

  void failOn(String failing, Throwable with) {
    strategyId = failing;
    failure = with;
  }

  void recover() {
    strategyId = "";
  }

  @Override
  public Verdict evaluate(Situation situation) {
    if (situation.exposure().strategyId().equals(strategyId)) {
      failures++;
      if (failure instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) failure;
    }
    return rules.evaluate(situation);
  }
}
