package io.strategystreams.core.mode;

/** How staked ETH is freed. */
public enum UnstakeVia {
  /** Through the protocol: at r, after days. */
  QUEUE,
  /** On the DEX: at m less slippage, at once. */
  SWAP
}
