package io.strategystreams.paper.exchange;

import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.Venue;
import io.strategystreams.core.money.Token;
import io.strategystreams.paper.ledger.Places;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;

/**
 * Transfers between wallet and exchanges, at once and free of charge. ETH leaving an exchange for
 * the wallet arrives as WETH, WETH entering one as ETH; wallet to wallet wraps or unwraps.
 */
final class TransferDesk {

  Fill fill(PaperOrder order, Counter counter) {
    Instrument from = Instrument.base(place(order.sourceVenue()), order.sourceToken());
    Instrument to = Instrument.base(place(order.targetVenue()), order.targetToken());
    Refusal.unless(
        order.targetToken().equals(arrival(order)),
        order.sourceToken()
            + " from "
            + order.sourceVenue()
            + " arrives at "
            + order.targetVenue()
            + " as "
            + arrival(order)
            + ", was "
            + order.targetToken());
    Refusal.unless(
        order.amount().token().equals(order.sourceToken()),
        "a transfer counts in its source token "
            + order.sourceToken()
            + ", was "
            + order.amount().token());
    Refusal.unless(!from.equals(to), "a transfer needs two places, was " + from + " twice");
    BigDecimal amount = counter.spend(order, from, order.amount().value());
    return Fill.of(amount, new TreeMap<>(Map.of(from, amount.negate(), to, amount)));
  }

  private static Token arrival(PaperOrder order) {
    Token token = order.sourceToken();
    boolean fromExchange = Places.isExchange(order.sourceVenue());
    boolean toExchange = Places.isExchange(order.targetVenue());
    if (!fromExchange && !toExchange) {
      return token.equals(Token.ETH) ? Token.WETH : token.equals(Token.WETH) ? Token.ETH : token;
    }
    if (fromExchange && !toExchange) {
      return token.equals(Token.ETH) ? Token.WETH : token;
    }
    return token.equals(Token.WETH) ? Token.ETH : token;
  }

  private static Venue place(Venue venue) {
    Refusal.unless(
        venue.equals(Venue.WALLET) || Places.isExchange(venue),
        "transfers go between the wallet and exchanges, was " + venue);
    return venue;
  }
}
