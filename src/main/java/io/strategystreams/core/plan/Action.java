package io.strategystreams.core.plan;

/** What an evaluation does: one of the five standard actions, or nothing. */
public enum Action {
  NONE,
  ENTRY_FULL,
  ENTRY_PARTIAL,
  EXIT_FULL,
  EXIT_PARTIAL,
  SELL_DUST
}
