/**
 * Market history (or a simulated market) published in lock-step with what reads it, so that a
 * replay of the same data gives the same orders.
 */
package io.strategystreams.replay;
