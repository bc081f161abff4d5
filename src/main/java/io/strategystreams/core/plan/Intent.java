package io.strategystreams.core.plan;

/** Why an order is there; the labels are the contract's {@code strategy_intent}. */
public enum Intent {
  ENTRY_FULL("entry_full"),
  ENTRY_PARTIAL("entry_partial"),
  EXIT_FULL("exit_full"),
  EXIT_PARTIAL("exit_partial"),
  DUST_CLEANUP("dust_cleanup"),
  BASIS_SPOT_LONG("basis_spot_long"),
  BASIS_PERP_SHORT("basis_perp_short"),
  MARKET_NEUTRAL_HEDGE("market_neutral_hedge"),
  ML_LONG("ml_long"),
  ML_SHORT("ml_short"),
  ML_FLAT("ml_flat"),
  /** Brings a token to where a leg consumes it. */
  FUNDING_TRANSFER("funding_transfer"),
  /** Buys what a leg consumes. */
  FUNDING_PURCHASE("funding_purchase"),
  /** Turns what an exit freed into share class at home. */
  SETTLEMENT("settlement"),
  DELEVERAGE("deleverage"),
  MARGIN_TOP_UP("margin_top_up");

  private final String label;

  Intent(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }

  /**
   * @throws IllegalArgumentException if no intent has that label
   */
  public static Intent of(String label) {
    for (Intent intent : values()) {
      if (intent.label.equals(label)) {
        return intent;
      }
    }
    throw new IllegalArgumentException("no such strategy_intent, was " + label);
  }
}
