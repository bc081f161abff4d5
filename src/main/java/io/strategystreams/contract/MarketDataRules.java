package io.strategystreams.contract;

import io.strategystreams.core.market.Granularity;
import io.strategystreams.core.market.Market;
import io.strategystreams.core.money.Decimals;
import io.strategystreams.events.MarketEvent;
import io.strategystreams.events.MlPrediction;
import io.strategystreams.events.Price;
import io.strategystreams.events.Tick;
import java.math.BigDecimal;
import java.util.List;

/** The rules of what is known of markets. */
final class MarketDataRules {
  private static final int HOURS_OF_DAY = 24;

  /** Of notional per 8 hours; venues cap it far below. */
  private static final double MAX_FUNDING_RATE = 0.5;

  /** Of a predicted return; a larger one is a percentage or a price. */
  private static final double MAX_SD = 10;

  private MarketDataRules() {}

  static List<String> price(String key, Price price) {
    Violations violations = new Violations();
    violations.key("market", price.getMarket(), key);
    violations.parses("market", price.getMarket(), Market::parse);
    violations.positive("price", price.getPrice());
    violations.positive("bid", price.getBid());
    violations.positive("ask", price.getAsk());
    violations.positive("open", price.getOpen());
    violations.positive("high", price.getHigh());
    violations.positive("low", price.getLow());
    bar(violations, price);
    violations.finite("funding_rate", price.getFundingRate());
    fundingInterval(violations, price.getFundingIntervalHours());
    violations.time("event_time", price.getEventTime());
    if (violations.found().isEmpty()) {
      magnitudes(violations, price);
    }
    return violations.found();
  }

  private static void magnitudes(Violations violations, Price price) {
    PriceBounds bounds = PriceBounds.of(Market.parse(price.getMarket()));
    magnitude(violations, bounds, "price", price.getPrice());
    magnitude(violations, bounds, "bid", price.getBid());
    magnitude(violations, bounds, "ask", price.getAsk());
    magnitude(violations, bounds, "high", price.getHigh());
    magnitude(violations, bounds, "low", price.getLow());
    Double funding = price.getFundingRate();
    if (funding != null && Math.abs(funding) > MAX_FUNDING_RATE) {
      violations.add(
          "funding_rate", "must be within ±" + MAX_FUNDING_RATE + " per 8 hours", funding);
    }
  }

  private static void magnitude(
      Violations violations, PriceBounds bounds, String field, BigDecimal price) {
    if (price != null && !bounds.contain(price)) {
      violations.add(
          field,
          "must be within "
              + Decimals.plain(bounds.least())
              + ".."
              + Decimals.plain(bounds.most())
              + " for this kind of market",
          Violations.plain(price));
    }
  }

  private static void bar(Violations violations, Price price) {
    if (price.getHigh() != null && price.getHigh().compareTo(price.getPrice()) < 0) {
      violations.add("high", "must be at or above the price " + price.getPrice(), price.getHigh());
    }
    if (price.getLow() != null && price.getLow().compareTo(price.getPrice()) > 0) {
      violations.add("low", "must be at or below the price " + price.getPrice(), price.getLow());
    }
    if (price.getOpen() != null) {
      outside(violations, price.getOpen(), price);
    }
  }

  private static void outside(Violations violations, BigDecimal open, Price price) {
    if (price.getHigh() != null && open.compareTo(price.getHigh()) > 0) {
      violations.add("open", "must be at or below the high " + price.getHigh(), open);
    }
    if (price.getLow() != null && open.compareTo(price.getLow()) < 0) {
      violations.add("open", "must be at or above the low " + price.getLow(), open);
    }
  }

  private static void fundingInterval(Violations violations, Integer hours) {
    if (hours != null && (hours < 1 || HOURS_OF_DAY % hours != 0)) {
      violations.add("funding_interval_hours", "must divide a day of 24 hours", hours);
    }
  }

  static List<String> prediction(String key, MlPrediction prediction) {
    Violations violations = new Violations();
    violations.key("asset", prediction.getAsset(), key);
    violations.id("asset", prediction.getAsset());
    violations.fraction("confidence", prediction.getConfidence());
    violations.notNegative("sd", prediction.getSd());
    if (prediction.getSd() != null
        && Double.isFinite(prediction.getSd())
        && prediction.getSd() > MAX_SD) {
      violations.add("sd", "must be at most " + MAX_SD + ", a ratio", prediction.getSd());
    }
    violations.parses("granularity", prediction.getGranularity(), Granularity::parse);
    violations.time("event_time", prediction.getEventTime());
    return violations.found();
  }

  static List<String> tick(String key, Tick tick) {
    Violations violations = new Violations();
    if (!Keys.CLOCK.equals(key)) {
      violations.add("key", "must be " + Keys.CLOCK, key);
    }
    violations.time("event_time", tick.getEventTime());
    return violations.found();
  }

  private static int one(Object member) {
    return member == null ? 0 : 1;
  }

  static List<String> market(String key, MarketEvent event) {
    Violations violations = new Violations();
    int members = one(event.getPrice()) + one(event.getPrediction()) + one(event.getTick());
    if (members != 1) {
      violations.add("exactly one of price, prediction and tick", "must be set", members);
    }
    if (event.getPrice() != null) {
      violations.addAll("price", price(key, event.getPrice()));
    }
    if (event.getPrediction() != null) {
      violations.addAll("prediction", prediction(key, event.getPrediction()));
    }
    if (event.getTick() != null) {
      violations.addAll("tick", tick(key, event.getTick()));
    }
    return violations.found();
  }
}
