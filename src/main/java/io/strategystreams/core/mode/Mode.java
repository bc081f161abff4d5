package io.strategystreams.core.mode;

import java.util.Arrays;
import java.util.Optional;

/** The ten strategies. */
public enum Mode {
  ETH_STAKING_ONLY("eth_staking_only"),
  ETH_LEVERAGED("eth_leveraged"),
  PURE_LENDING_ETH("pure_lending_eth"),
  PURE_LENDING_USDT("pure_lending_usdt"),
  ETH_BASIS("eth_basis"),
  BTC_BASIS("btc_basis"),
  ML_BTC_DIRECTIONAL_BTC_MARGIN("ml_btc_directional_btc_margin"),
  ML_BTC_DIRECTIONAL_USDT_MARGIN("ml_btc_directional_usdt_margin"),
  USDT_ETH_STAKING_HEDGED_LEVERAGED("usdt_eth_staking_hedged_leveraged"),
  USDT_ETH_STAKING_HEDGED_SIMPLE("usdt_eth_staking_hedged_simple");

  private final String id;

  Mode(String id) {
    this.id = id;
  }

  /** The contract's name of the mode. */
  public String id() {
    return id;
  }

  /**
   * @throws IllegalArgumentException if there is no such mode
   */
  public static Mode of(String id) {
    return find(id).orElseThrow(() -> new IllegalArgumentException("no such mode, was " + id));
  }

  /** The mode of that name, empty if there is none. */
  public static Optional<Mode> find(String id) {
    return Arrays.stream(values()).filter(mode -> mode.id.equals(id)).findFirst();
  }

  /** Whether dust is sold: where something is staked. The others only record it. */
  public boolean sellsDust() {
    return stakes();
  }

  /** Whether it holds an LST, in its hands or as collateral. */
  public boolean stakes() {
    return switch (this) {
      case ETH_STAKING_ONLY,
          ETH_LEVERAGED,
          USDT_ETH_STAKING_HEDGED_LEVERAGED,
          USDT_ETH_STAKING_HEDGED_SIMPLE ->
          true;
      case PURE_LENDING_ETH,
          PURE_LENDING_USDT,
          ETH_BASIS,
          BTC_BASIS,
          ML_BTC_DIRECTIONAL_BTC_MARGIN,
          ML_BTC_DIRECTIONAL_USDT_MARGIN ->
          false;
    };
  }

  /** Whether long and perps are meant to cancel out. */
  public boolean isNeutral() {
    return switch (this) {
      case ETH_BASIS,
          BTC_BASIS,
          USDT_ETH_STAKING_HEDGED_LEVERAGED,
          USDT_ETH_STAKING_HEDGED_SIMPLE ->
          true;
      case ETH_STAKING_ONLY,
          ETH_LEVERAGED,
          PURE_LENDING_ETH,
          PURE_LENDING_USDT,
          ML_BTC_DIRECTIONAL_BTC_MARGIN,
          ML_BTC_DIRECTIONAL_USDT_MARGIN ->
          false;
    };
  }

  /** Whether predictions open and close its position. */
  public boolean followsPredictions() {
    return switch (this) {
      case ML_BTC_DIRECTIONAL_BTC_MARGIN, ML_BTC_DIRECTIONAL_USDT_MARGIN -> true;
      case ETH_STAKING_ONLY,
          ETH_LEVERAGED,
          PURE_LENDING_ETH,
          PURE_LENDING_USDT,
          ETH_BASIS,
          BTC_BASIS,
          USDT_ETH_STAKING_HEDGED_LEVERAGED,
          USDT_ETH_STAKING_HEDGED_SIMPLE ->
          false;
    };
  }
}
