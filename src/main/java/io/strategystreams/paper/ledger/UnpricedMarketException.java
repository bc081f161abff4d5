package io.strategystreams.paper.ledger;

import io.strategystreams.core.market.Market;

/**
 * Something must be valued and its market never had a price. No fault of the code's: who asks
 * catches it and says what is missing.
 */
public final class UnpricedMarketException extends RuntimeException {
  private final transient Market market;

  public UnpricedMarketException(Market market) {
    super(
        "no price of " + market + " was seen yet: publish it on topic prices", null, false, false);
    this.market = market;
  }

  public Market market() {
    return market;
  }
}
