package io.strategystreams.contract;

/** The contract's decimal: every quantity, equity, price and fee. */
public final class Amount {
  /** Digits in all. */
  public static final int PRECISION = 38;

  /** Digits after the point. */
  public static final int SCALE = 18;

  private Amount() {}
}
