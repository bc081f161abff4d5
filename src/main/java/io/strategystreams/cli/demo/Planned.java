package io.strategystreams.cli.demo;

import io.strategystreams.core.plan.Action;
import java.time.Instant;
import java.util.List;

/**
 * An injection and what must come of it.
 *
 * @param expected in no order; empty where the strategy has nothing to do about it
 */
record Planned(Injection injection, List<Expected> expected) {

  /**
   * A decision that must be made.
   *
   * @param from earliest event time
   * @param until latest, exclusive: when the next thing is done to the strategy
   */
  record Expected(Action action, Instant from, Instant until) {}
}
