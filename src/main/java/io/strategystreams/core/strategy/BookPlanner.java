package io.strategystreams.core.strategy;

import java.util.Optional;

/** Draws up what a strategy should do about its book. */
interface BookPlanner {
  /**
   * @param mayGrow whether legs may grow; if not, only what lowers exposure is proposed
   */
  Proposal propose(boolean mayGrow);

  /**
   * What hedges the book as it is and buys nothing, where growth is held back; empty where the book
   * is hedged, or is none that must be.
   */
  default Optional<Proposal> hedge() {
    return Optional.empty();
  }
}
