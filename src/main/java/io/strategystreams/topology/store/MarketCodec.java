package io.strategystreams.topology.store;

import io.strategystreams.core.guard.PriceTrack;
import io.strategystreams.core.guard.PriceTrack.Doubt;
import io.strategystreams.core.market.Market;
import io.strategystreams.core.market.Prediction;
import io.strategystreams.core.market.Quote;
import io.strategystreams.core.market.Signal;
import io.strategystreams.core.money.Decimals;
import io.strategystreams.state.DoubtState;
import io.strategystreams.state.PredictionState;
import io.strategystreams.state.PriceTrackState;
import io.strategystreams.state.QuoteState;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What is known of markets. */
final class MarketCodec {
  private MarketCodec() {}

  static PriceTrackState write(PriceTrack track) {
    Map<String, DoubtState> doubts = new TreeMap<>();
    track
        .doubts()
        .forEach(
            (maxJump, doubt) ->
                doubts.put(
                    Decimals.plain(maxJump),
                    new DoubtState(write(doubt.inForce()), doubt.confirmations(), doubt.since())));
    return new PriceTrackState(write(track.last()), track.crossed(), track.seenAt(), doubts);
  }

  static PriceTrack read(Market market, PriceTrackState stored) {
    SortedMap<BigDecimal, Doubt> doubts = new TreeMap<>();
    stored
        .getDoubts()
        .forEach(
            (maxJump, doubt) ->
                doubts.put(
                    new BigDecimal(maxJump),
                    new Doubt(
                        read(market, doubt.getInForce()),
                        doubt.getConfirmations(),
                        since(doubt, stored))));
    return new PriceTrack(
        read(market, stored.getLast()), stored.getCrossed(), stored.getSeenAt(), doubts);
  }

  /** State of 0.1.0 does not tell: then the jump counts as of the last quote. */
  private static Instant since(DoubtState doubt, PriceTrackState stored) {
    return doubt.getSince() == null ? stored.getSeenAt() : doubt.getSince();
  }

  static PredictionState write(Prediction prediction) {
    return new PredictionState(
        prediction.signal().name(),
        prediction.confidence(),
        prediction.sd(),
        prediction.granularity(),
        prediction.eventTime());
  }

  static Prediction read(String asset, PredictionState stored) {
    return new Prediction(
        asset,
        Signal.valueOf(stored.getSignal()),
        stored.getConfidence(),
        stored.getSd(),
        stored.getGranularity(),
        stored.getEventTime());
  }

  private static QuoteState write(Quote quote) {
    return quote == null
        ? null
        : new QuoteState(
            Amounts.exact(quote.price()),
            Amounts.exact(quote.bid()),
            Amounts.exact(quote.ask()),
            quote.fundingRate(),
            quote.eventTime());
  }

  private static Quote read(Market market, QuoteState stored) {
    return stored == null
        ? null
        : new Quote(
            market,
            stored.getPrice(),
            stored.getBid(),
            stored.getAsk(),
            stored.getFundingRate(),
            stored.getEventTime());
  }
}
