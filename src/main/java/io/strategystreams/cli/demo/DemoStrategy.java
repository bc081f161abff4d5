package io.strategystreams.cli.demo;

import io.strategystreams.core.mode.Mode;
import io.strategystreams.core.money.Token;
import java.math.BigDecimal;

/**
 * An instance that runs in the demo, named after its mode.
 *
 * @param capital share class units it begins with, at home
 * @param yaml its whole mode file with the demo's overrides
 */
record DemoStrategy(Mode mode, Token shareClass, BigDecimal capital, String yaml) {
  String id() {
    return mode.id();
  }

  /** Whether it trades on predictions alone. */
  boolean followsSignals() {
    return switch (mode) {
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
