package io.strategystreams.core.strategy;

/**
 * From a situation to a verdict: targets, difference, plan. Pure and total: every situation ends in
 * exactly one reason.
 */
public interface StrategyEvaluator {
  Verdict evaluate(Situation situation);
}
