package io.strategystreams.core.plan;

/** What is known of a released order, in the order in which one follows the other. */
public enum OrderStatus {
  /** Sent; nothing was heard of it. */
  RELEASED,
  /** The venue took it. */
  ACCEPTED,
  /** Some of it is done. */
  PARTIALLY_FILLED,
  /** All of it is done. */
  FILLED,
  /** Executor or venue refused it. */
  REJECTED,
  /** Ended by the venue before it was done. */
  CANCELLED,
  /** Its time ran out. */
  EXPIRED,
  /** The venue closed the position that the order had made. */
  LIQUIDATED;

  /** Whether nothing more is to come. */
  public boolean isTerminal() {
    return switch (this) {
      case RELEASED, ACCEPTED, PARTIALLY_FILLED -> false;
      case FILLED, REJECTED, CANCELLED, EXPIRED, LIQUIDATED -> true;
    };
  }

  /** Whether a report of {@code next} tells more than this does; never of two terminal ones. */
  boolean isOvertakenBy(OrderStatus next) {
    return !isTerminal() && next.compareTo(this) > 0;
  }
}
