package io.strategystreams.paper.attribution;

import io.strategystreams.core.market.Venue;
import io.strategystreams.core.money.Token;
import io.strategystreams.core.plan.Operation;
import io.strategystreams.core.plan.Side;
import java.util.Objects;

/**
 * What an order was meant to do, as far as its costs are told apart by it.
 *
 * @param pair BASE/QUOTE of a spot trade, BASEUSDT of a perp trade, else null
 * @param side null but for trades
 * @param tokenIn what a swap sells, else not read
 */
public record OrderTerms(
    String orderId,
    String strategyId,
    Operation operation,
    Venue venue,
    String pair,
    Side side,
    Token tokenIn) {
  public OrderTerms {
    Objects.requireNonNull(orderId, "orderId");
    Objects.requireNonNull(strategyId, "strategyId");
    Objects.requireNonNull(operation, "operation");
    Objects.requireNonNull(venue, "venue");
    boolean trade = operation == Operation.SPOT_TRADE || operation == Operation.PERP_TRADE;
    if (trade && (pair == null || side == null)) {
      throw new IllegalArgumentException(
          operation + " " + orderId + " must have a pair and a side, was " + pair + " " + side);
    }
    if (operation == Operation.SWAP && tokenIn == null) {
      throw new IllegalArgumentException("SWAP " + orderId + " must have a token_in, was null");
    }
  }
}
