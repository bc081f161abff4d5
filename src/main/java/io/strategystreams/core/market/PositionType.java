package io.strategystreams.core.market;

/** What kind of holding an instrument is; the middle part of {@code venue:position_type:symbol}. */
public enum PositionType {
  BASE_TOKEN("BaseToken"),
  LST("LST"),
  A_TOKEN("aToken"),
  /** A positive number that counts against equity. */
  DEBT_TOKEN("debtToken"),
  /** WETH in a protocol's exit queue: counted in equity and as long, cannot be spent. */
  UNSTAKING("Unstaking"),
  /** Signed: short is negative. */
  PERP("Perp");

  private final String label;

  PositionType(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }

  /**
   * @throws IllegalArgumentException if no type has that label
   */
  public static PositionType of(String label) {
    for (PositionType type : values()) {
      if (type.label.equals(label)) {
        return type;
      }
    }
    throw new IllegalArgumentException(
        "position type must be one of BaseToken, LST, aToken, debtToken, Unstaking, Perp, was "
            + label);
  }
}
