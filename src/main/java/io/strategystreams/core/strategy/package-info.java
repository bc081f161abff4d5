/**
 * From a situation to a verdict: targets, difference, plan. {@link
 * io.strategystreams.core.strategy.Strategies} is the way in; a planner for each kind of book draws
 * the orders.
 */
package io.strategystreams.core.strategy;
