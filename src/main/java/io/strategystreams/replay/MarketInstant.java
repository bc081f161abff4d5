package io.strategystreams.replay;

import io.strategystreams.core.market.Prediction;
import java.time.Instant;
import java.util.List;

/**
 * What becomes known at one instant.
 *
 * @param prices in the order of their markets, at most one a market
 * @param predictions made from what is known at this instant
 */
public record MarketInstant(Instant time, List<Observation> prices, List<Prediction> predictions) {
  public MarketInstant {
    prices = List.copyOf(prices);
    predictions = List.copyOf(predictions);
  }

  /** The same, stamped with another time. */
  public MarketInstant at(Instant other) {
    return new MarketInstant(
        other,
        prices.stream()
            .map(price -> new Observation(price.quote().at(other), price.source()))
            .toList(),
        predictions.stream().map(prediction -> prediction.at(other)).toList());
  }
}
