package io.strategystreams.replay;

import io.strategystreams.contract.Topics;
import io.strategystreams.core.market.Prediction;
import io.strategystreams.core.market.Quote;
import io.strategystreams.core.money.Decimals;
import io.strategystreams.events.MlPrediction;
import io.strategystreams.events.Price;
import io.strategystreams.events.Signal;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** What a replay read or made, as the contract's events. */
public final class MarketEvents {
  private MarketEvents() {}

  /** Publishes the prices of an instant. */
  public static void sendPrices(MarketInstant instant, EventPublisher publisher) {
    for (Observation observation : instant.prices()) {
      Price price = price(observation);
      publisher.send(Topics.PRICES, price.getMarket(), price, price.getEventTime());
    }
  }

  /** Publishes the predictions of an instant. */
  public static void sendPredictions(MarketInstant instant, EventPublisher publisher) {
    for (Prediction prediction : instant.predictions()) {
      MlPrediction event = prediction(prediction);
      publisher.send(Topics.ML_PREDICTIONS, event.getAsset(), event, event.getEventTime());
    }
  }

  static Price price(Observation observation) {
    Quote quote = observation.quote();
    return Price.newBuilder()
        .setMarket(quote.market().toString())
        .setPrice(amount(quote.price()))
        .setBid(amount(quote.bid()))
        .setAsk(amount(quote.ask()))
        .setFundingRate(quote.fundingRate())
        .setFundingIntervalHours(observation.fundingHours())
        .setOpen(amount(observation.open()))
        .setHigh(amount(observation.high()))
        .setLow(amount(observation.low()))
        .setSource(observation.source())
        .setEventTime(quote.eventTime())
        .build();
  }

  static MlPrediction prediction(Prediction prediction) {
    return MlPrediction.newBuilder()
        .setAsset(prediction.asset())
        .setSignal(Signal.valueOf(prediction.signal().name()))
        .setConfidence(prediction.confidence())
        .setSd(prediction.sd())
        .setGranularity(prediction.granularity())
        .setModel(SwingSignals.MODEL)
        .setEventTime(prediction.eventTime())
        .build();
  }

  private static BigDecimal amount(BigDecimal value) {
    return value == null ? null : value.setScale(Decimals.SCALE, RoundingMode.HALF_EVEN);
  }
}
