package io.strategystreams.core.plan;

/** What an order does; contract.md says what each one's order carries. */
public enum Operation {
  SPOT_TRADE,
  PERP_TRADE,
  SUPPLY,
  BORROW,
  REPAY,
  WITHDRAW,
  STAKE,
  UNSTAKE,
  SWAP,
  FLASH_BORROW,
  FLASH_REPAY,
  TRANSFER
}
