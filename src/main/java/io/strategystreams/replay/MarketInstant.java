package io.strategystreams.replay;

import io.strategystreams.core.market.Prediction;
import io.strategystreams.core.market.RewardPayout;
import java.time.Instant;
import java.util.List;

/**
 * What becomes known at one instant.
 *
 * @param prices in the order of their markets, at most one a market
 * @param predictions made from what is known at this instant
 * @param payouts what staking protocols pay at this instant; whoever plays the market makes a flow
 *     of each for every account that may have held the LST
 */
public record MarketInstant(
    Instant time,
    List<Observation> prices,
    List<Prediction> predictions,
    List<RewardPayout> payouts) {
  public MarketInstant {
    prices = List.copyOf(prices);
    predictions = List.copyOf(predictions);
    payouts = List.copyOf(payouts);
  }

  /** An instant without payouts. */
  public MarketInstant(Instant time, List<Observation> prices, List<Prediction> predictions) {
    this(time, prices, predictions, List.of());
  }

  /** Whether there is a price of anything that can be held: indices and gas alone value nothing. */
  public boolean hasTradedPrice() {
    return prices.stream().anyMatch(price -> !price.quote().market().isForAccounting());
  }

  /** The same, stamped with another time. */
  public MarketInstant at(Instant other) {
    return new MarketInstant(
        other,
        prices.stream().map(price -> price.at(other)).toList(),
        predictions.stream().map(prediction -> prediction.at(other)).toList(),
        payouts);
  }
}
