/**
 * What stands between a plan and its first order: control state, limits, price sanity, cool-down;
 * and what is known of the markets.
 */
package io.strategystreams.core.guard;
