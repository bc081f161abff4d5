package io.strategystreams.core.plan;

/** Where a plan is in its life; {@link PlanLifeCycle} says how it moves. */
public enum PlanPhase {
  /** A step is out, or is about to go out. */
  RELEASING,
  /** Only accepted unstakes are left; the protocol's queue takes days. */
  QUEUED,
  /** Nothing more is released; what is out is awaited. */
  SUPERSEDING,
  /** An order has no terminal report by its deadline; nothing is sent again. */
  UNCERTAIN,
  /** Every order of every step was filled. */
  COMPLETED,
  /** An order ended otherwise than filled, or a dependent step became too small. */
  ABANDONED,
  /** Overtaken by a stop or by newer targets. */
  SUPERSEDED,
  /** Ended by an exposure that is provably later than anything its orders can have done. */
  TIMED_OUT;

  /** Whether the plan goes on. */
  public boolean isOpen() {
    return switch (this) {
      case RELEASING, QUEUED, SUPERSEDING, UNCERTAIN -> true;
      case COMPLETED, ABANDONED, SUPERSEDED, TIMED_OUT -> false;
    };
  }
}
