package io.strategystreams.testing;

import io.strategystreams.core.market.Market;
import io.strategystreams.core.market.MarketCatalogue;
import io.strategystreams.core.market.MarketRules;
import io.strategystreams.core.market.Venue;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.core.mode.Release;
import io.strategystreams.core.mode.StrategyParameters;
import io.strategystreams.core.mode.UnstakeVia;
import io.strategystreams.core.money.Token;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** Parameters with the defaults of the product, for a test to change what it is about. */
public final class SampleParameters {
  private final Mode mode;
  private Token shareClass = Token.ETH;
  private Token asset = Token.ETH;
  private BigDecimal maxOrderNotional;
  private int maxPlansPerMinute = 20;
  private Release release = Release.STEPWISE;

  private SampleParameters(Mode mode) {
    this.mode = mode;
  }

  public static SampleParameters of(Mode mode) {
    return new SampleParameters(mode);
  }

  public SampleParameters shareClass(Token token) {
    shareClass = token;
    return this;
  }

  public SampleParameters asset(Token token) {
    asset = token;
    return this;
  }

  public SampleParameters maxOrderNotional(String usd) {
    maxOrderNotional = new BigDecimal(usd);
    return this;
  }

  public SampleParameters release(Release how) {
    release = how;
    return this;
  }

  public SampleParameters maxPlansPerMinute(int limit) {
    maxPlansPerMinute = limit;
    return this;
  }

  public StrategyParameters build() {
    return new StrategyParameters(
        mode,
        shareClass,
        asset,
        new StrategyParameters.Staking(
            new Token("weETH"), Venue.ETHERFI, d("0.5"), d("0.1"), UnstakeVia.QUEUE),
        new StrategyParameters.Leverage(d("0.65"), d("0.75"), d("0")),
        new StrategyParameters.Hedge(
            new TreeMap<>(Map.of(Venue.BYBIT, d("1"))), d("0.02"), d("0"), d("0.15"), d("0.5")),
        new StrategyParameters.SignalRules(
            "5min", 0.8, d("2"), d("2"), d("0.001"), d("0.1"), false),
        new StrategyParameters.Trading(d("0.02"), d("0.0005"), d("0.002"), d("10"), d("0.05")),
        new StrategyParameters.Freshness(
            Duration.ofMinutes(2), Duration.ofMinutes(10), Duration.ofMinutes(10)),
        new StrategyParameters.Pace(
            Duration.ofSeconds(60),
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            Duration.ofMinutes(10),
            Duration.ofSeconds(30),
            Duration.ofMinutes(30),
            Duration.ofDays(7),
            d("0.2"),
            maxPlansPerMinute,
            release),
        new StrategyParameters.Limits(maxOrderNotional, null, null),
        new StrategyParameters.Plausibility(
            d("0.02"), d("0.001"), d("0.05"), d("1"), d("0.05"), d("0.02"), d("0.05")));
  }

  /** ETH spot and perp. */
  public static MarketCatalogue catalogue() {
    return new MarketCatalogue(
        Map.of(
            Market.spot(Token.ETH, Token.USDT),
            new MarketRules(d("0.0001"), d("5"), d("0.001")),
            Market.perp(Venue.BYBIT, Token.ETH),
            new MarketRules(d("0.01"), d("5"), d("0.00055"))));
  }

  private static BigDecimal d(String text) {
    return new BigDecimal(text);
  }
}
