package io.strategystreams.core.strategy;

/** Draws up what a strategy should do about its book. */
interface BookPlanner {
  /**
   * @param mayGrow whether legs may grow; if not, only what lowers exposure is proposed
   */
  Proposal propose(boolean mayGrow);
}
