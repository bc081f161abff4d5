package io.strategystreams.paper.ledger;

/** What stands behind a strategy's perps (strategies.md, «Legs», perp). */
public enum MarginScope {
  /** The USDT at each perp's own venue. Fees and P&amp;L are booked there. */
  VENUE,
  /**
   * All the strategy's exchange balances together. Fees and P&amp;L are booked at binance, whose
   * USDT may dip to −1 % of equity.
   */
  PORTFOLIO
}
