package io.strategystreams.core.guard;

/** What an operator lets a strategy do; later constants are stricter. */
public enum ControlState {
  /** Everything. */
  ACTIVE,
  /** Only plans after which the whole book's risk is lower. */
  REDUCE_ONLY,
  /** Nothing. */
  HALTED,
  /** Nothing, for good. */
  RETIRED;

  /** The one that lets less through: of a strategy's own state and that of all strategies. */
  public ControlState stricter(ControlState other) {
    return compareTo(other) >= 0 ? this : other;
  }

  /** Whether a plan may go on, or start. */
  public boolean lets(boolean lowersRisk) {
    return switch (this) {
      case ACTIVE -> true;
      case REDUCE_ONLY -> lowersRisk;
      case HALTED, RETIRED -> false;
    };
  }
}
