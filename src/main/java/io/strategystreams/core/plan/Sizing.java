package io.strategystreams.core.plan;

/** How an order's amount answers to what earlier steps of its plan really filled. */
public enum Sizing {
  /** As planned. */
  FIXED,
  /**
   * Spends what earlier steps brought: the variance of its source instrument is added to the
   * planned amount.
   */
  FOLLOWS,
  /**
   * The lesser of planned and present: a transfer after a close, whose realised P&amp;L no plan
   * foresees.
   */
  AT_MOST_PRESENT
}
