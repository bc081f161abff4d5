package io.strategystreams.core.mode;

import java.time.Duration;

/** {@code release}: when the steps of a plan go out. */
public enum Release {
  /** A step goes out when every order of the one before is filled. */
  STEPWISE,
  /**
   * All steps go out at once, for executors that hold a step back until the one before is filled by
   * themselves. What follows an unstake goes out when the queue has let it go: no order may lie at
   * an executor for days, since none can be cancelled.
   */
  TOGETHER;

  /**
   * How long an order lives from its release.
   *
   * @param place 1-based place of its step among those released at once; later ones wait for those
   *     before
   */
  public Duration life(int place, Duration orderTtl) {
    return switch (this) {
      case STEPWISE -> orderTtl;
      case TOGETHER -> orderTtl.multipliedBy(place);
    };
  }
}
