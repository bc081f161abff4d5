package io.strategystreams.backtest;

import io.strategystreams.config.ModeFile;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.core.money.Token;
import io.strategystreams.events.PaperFlow;
import io.strategystreams.events.PaperMarginScope;
import io.strategystreams.events.StrategyConfig;
import io.strategystreams.paper.PaperFlows;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * A strategy of a backtest, named after its mode.
 *
 * @param file its mode file, everything that is set otherwise included
 * @param capital share class units it begins with, at home
 */
public record TradedStrategy(ModeFile file, BigDecimal capital) {
  public String id() {
    return file.mode().id();
  }

  public Mode mode() {
    return file.mode();
  }

  public Token shareClass() {
    return file.parameters().shareClass();
  }

  /** The configuration that makes it known. */
  public StrategyConfig configuration(Instant at) {
    return configuration(id(), mode(), file.toYaml(), at);
  }

  /** The first configuration of a strategy. */
  public static StrategyConfig configuration(
      String strategyId, Mode mode, String yaml, Instant at) {
    return StrategyConfig.newBuilder()
        .setStrategyId(strategyId)
        .setMode(mode.id())
        .setVersion(1)
        .setIncarnation(1)
        .setYaml(yaml)
        .setEventTime(at)
        .build();
  }

  /** What opens its account: with a margin reserve its perps rest on their venue's USDT alone. */
  public PaperFlow opening(Instant at) {
    return switch (mode()) {
      case ETH_BASIS, BTC_BASIS ->
          file.parameters().hedge().marginReserve().signum() > 0
              ? PaperFlows.open(id(), mode(), shareClass(), capital, PaperMarginScope.VENUE, at)
              : PaperFlows.open(id(), mode(), shareClass(), capital, at);
      case ETH_STAKING_ONLY,
          ETH_LEVERAGED,
          PURE_LENDING_ETH,
          PURE_LENDING_USDT,
          ML_BTC_DIRECTIONAL_BTC_MARGIN,
          ML_BTC_DIRECTIONAL_USDT_MARGIN,
          USDT_ETH_STAKING_HEDGED_LEVERAGED,
          USDT_ETH_STAKING_HEDGED_SIMPLE ->
          PaperFlows.open(id(), mode(), shareClass(), capital, at);
    };
  }
}
