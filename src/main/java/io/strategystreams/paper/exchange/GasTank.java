package io.strategystreams.paper.exchange;

import io.strategystreams.config.VenueCatalogue;
import io.strategystreams.core.market.Market;
import io.strategystreams.core.market.Venue;
import io.strategystreams.core.money.Decimals;
import io.strategystreams.core.plan.Operation;
import io.strategystreams.paper.ledger.Flow;
import io.strategystreams.paper.ledger.Prices;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The tank that gas is paid from: units of the operation × price of gas, rounded up. It is no part
 * of an account; what it burns is told as a cost. Where no price of gas is known none is told.
 */
final class GasTank {
  private final VenueCatalogue venues;

  GasTank(VenueCatalogue venues) {
    this.venues = venues;
  }

  /** What orders that were done together burnt. */
  Optional<Flow.Told> burnt(List<PaperOrder> orders, Prices prices, Instant now) {
    long units = orders.stream().mapToLong(this::units).sum();
    Optional<BigDecimal> price = prices.find(Market.gas());
    return units == 0 || price.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Flow.Gas(
                orders.get(0).strategyId(),
                Decimals.up(price.get().multiply(BigDecimal.valueOf(units))),
                now));
  }

  /** A transfer between exchanges burns none of ours. */
  private long units(PaperOrder order) {
    boolean offChain =
        order.operation() == Operation.TRANSFER
            && !order.sourceVenue().equals(Venue.WALLET)
            && !order.targetVenue().equals(Venue.WALLET);
    return offChain
        ? 0
        : venues.find(order.venue()).map(venue -> venue.gasOf(order.operation())).orElse(0L);
  }
}
