/**
 * Orders, steps and plans: how they are drawn, sized by what earlier steps filled, and how a plan
 * lives from its first step to its end.
 */
package io.strategystreams.core.plan;
