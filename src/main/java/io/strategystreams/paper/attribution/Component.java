package io.strategystreams.paper.attribution;

/**
 * What a profit or loss is made of, in units of the strategy's share class; positive: it earned.
 *
 * <p>Notation: q quantity (signed for perps), S the spot price of an asset at binance, M a perp's
 * mark, e its entry price, r WETH per LST by the protocol, m WETH per LST on the DEX, p the price
 * an order was executed at, c(X) what one X is worth in the share class (S of X over S of the share
 * class; 1 for the share class itself). A primed value is the one after a change of prices. Every
 * formula follows from equity = Σ q·c + Σ q·r·c(ETH) − debt·c + Σ q·(M − e)·c(USDT).
 */
public enum Component {
  /** Funding of perps: the cash received (paid: below 0) on the settlement balance × its c. */
  FUNDING,
  /**
   * Prices moved while something was held. Balance: q·(c′ − c). LST: q·r·(c′ − c(ETH)), that is at
   * the old rate. Debt: −q·(c′ − c). Perp: q·(S′ − S)·c(USDT)′, and its unrealised P&amp;L
   * converted: q·(M − e)·(c(USDT)′ − c(USDT)). Other tokens: q·(price·c(USDT))′ less the same
   * before. A take profit, stop loss or liquidation of a perp: what it was executed at against the
   * mark, q·(M − p)·c(USDT), q signed as the trade: the bar went there before its close.
   */
  PRICE,
  /**
   * What two prices of the same thing differ by. Perp: q·((M − S)′ − (M − S))·c(USDT)′. Swap of an
   * LST: q·(m − r)·c(ETH). Coin margin: realised gain G (USDT) is booked as G/p coins at the perp's
   * price and held at spot: G·(c(coin)/p − c(USDT)).
   */
  BASIS,
  /** What a balance supplied grew by × c of its underlying (an LST's: r·c(ETH)). */
  LENDING_INTEREST,
  /** What a debt grew by × c of its underlying, below 0. */
  BORROW_INTEREST,
  /** The protocol's rate rose: q·(r′ − r)·c(ETH)′, of LST held and supplied as collateral. */
  STAKING_YIELD,
  /** Tokens that came in as dust (rewards, airdrops) × c at that moment. */
  REWARDS,
  /** Taker fees of trades × c of the fee's token, and what a flash loan cost beyond itself. */
  FEES,
  /**
   * What was executed worse than the market at that moment. Spot: q·c(base) − q·p·c(quote), q
   * signed as the trade. Perp: q·(M − p)·c(USDT), q signed as the trade. Swap: q·(p − m)·c(ETH).
   */
  SLIPPAGE,
  /** ETH burnt out of the gas tank × c(ETH), below 0; the tank is no part of equity. */
  GAS,
  /**
   * What a venue's forced close cost. Perp: fee and penalty × c of their token, below 0. Loan:
   * collateral seized at p (debt repaid for a unit of it) against what it was worth: q·p·c(debt's
   * token) − q·r·c(ETH).
   */
  LIQUIDATION
}
