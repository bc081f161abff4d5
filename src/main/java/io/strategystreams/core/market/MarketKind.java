package io.strategystreams.core.market;

/** The middle part of {@code venue:kind:symbol}. */
public enum MarketKind {
  SPOT("Spot"),
  PERP("Perp"),
  /** A protocol's own rate: WETH per LST, an index of Aave, ETH for gas. */
  RATE("Rate");

  private final String label;

  MarketKind(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }

  /**
   * @throws IllegalArgumentException if no kind has that label
   */
  public static MarketKind of(String label) {
    for (MarketKind kind : values()) {
      if (kind.label.equals(label)) {
        return kind;
      }
    }
    throw new IllegalArgumentException("market kind must be one of Spot, Perp, Rate, was " + label);
  }
}
