package io.strategystreams.core.plan;

/** How urgently everything is wanted out; later constants are more urgent. */
public enum ExitDemand {
  NONE,
  /** The whole equity was asked back. */
  WITHDRAWAL,
  /** The risk monitor ordered everything out. */
  OVERRIDE;

  /** Whether this overtakes a plan that began under {@code earlier}. */
  public boolean overtakes(ExitDemand earlier) {
    return compareTo(earlier) > 0;
  }
}
