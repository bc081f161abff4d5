package io.strategystreams.truth;

import io.strategystreams.core.market.Market;
import io.strategystreams.core.market.Prediction;
import io.strategystreams.core.market.Quote;
import io.strategystreams.replay.MarketInstant;
import io.strategystreams.replay.Observation;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * A market whose every price is a function of the hour; where nothing is said nothing moves. A bar
 * reaches from the price an hour ago to the price now.
 */
final class MadeMarket {
  private final SortedMap<Market, IntFunction<BigDecimal>> prices = new TreeMap<>();
  private final SortedMap<Integer, Prediction> predictions = new TreeMap<>();
  private final Instant start;
  private Double funding = 0.0;

  /** ETH 4000, BTC 60000, EIGEN 4, perps at spot, weETH 1.04 and its DEX the same, no interest. */
  MadeMarket(Instant start) {
    this.start = start;
    eth(hour -> new BigDecimal("4000"));
    btc(hour -> new BigDecimal("60000"));
    set("binance:Spot:EIGEN/USDT", hour -> new BigDecimal("4"));
    set("binance:Spot:ETHFI/USDT", hour -> new BigDecimal("2"));
    weEth(hour -> new BigDecimal("1.04"));
    set("lido:Rate:wstETH/WETH", hour -> new BigDecimal("1.17"));
    set("uniswap:Spot:wstETH/WETH", hour -> new BigDecimal("1.17"));
    for (String index : List.of("aUSDT/USDT", "aWETH/WETH", "aweETH/weETH", "awstETH/wstETH")) {
      set("aave_v3:Rate:" + index, hour -> BigDecimal.ONE);
      set("aave_v3:Rate:debt" + index.substring(1), hour -> BigDecimal.ONE);
    }
  }

  MadeMarket eth(IntFunction<BigDecimal> price) {
    return asset("ETH", price);
  }

  MadeMarket btc(IntFunction<BigDecimal> price) {
    return asset("BTC", price);
  }

  /** The protocol's rate, and the DEX at it. */
  MadeMarket weEth(IntFunction<BigDecimal> rate) {
    set("etherfi:Rate:weETH/WETH", rate);
    return set("uniswap:Spot:weETH/WETH", rate);
  }

  MadeMarket set(String market, IntFunction<BigDecimal> price) {
    prices.put(Market.parse(market), price);
    return this;
  }

  /** Every perp's funding rate, per 8 hours. */
  MadeMarket funding(double rate) {
    funding = rate;
    return this;
  }

  MadeMarket predicting(int hour, Prediction prediction) {
    predictions.put(hour, prediction);
    return this;
  }

  Instant time(int hour) {
    return start.plus(Duration.ofHours(hour));
  }

  MarketInstant at(int hour) {
    Instant now = time(hour);
    List<Observation> observations = new ArrayList<>();
    prices.forEach(
        (market, price) ->
            observations.add(
                new Observation(
                    new Quote(
                        market,
                        price.apply(hour).setScale(18, RoundingMode.HALF_EVEN),
                        null,
                        null,
                        market.toString().contains(":Perp:") ? funding : null,
                        now),
                    price.apply(hour).max(price.apply(Math.max(0, hour - 1))),
                    price.apply(hour).min(price.apply(Math.max(0, hour - 1))),
                    "made")));
    List<Prediction> predicted =
        predictions.containsKey(hour) ? List.of(predictions.get(hour)) : List.of();
    return new MarketInstant(now, observations, predicted);
  }

  private MadeMarket asset(String base, IntFunction<BigDecimal> price) {
    set("binance:Spot:" + base + "/USDT", price);
    for (String venue : List.of("binance", "bybit", "okx")) {
      set(venue + ":Perp:" + base + "USDT", price);
    }
    return this;
  }
}
