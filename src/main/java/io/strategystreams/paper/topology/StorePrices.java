package io.strategystreams.paper.topology;

import io.strategystreams.core.market.Market;
import io.strategystreams.events.Price;
import io.strategystreams.paper.ledger.Prices;
import java.math.BigDecimal;
import java.util.Optional;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** The last prices, as the store has them. */
record StorePrices(ReadOnlyKeyValueStore<String, Price> store) implements Prices {
  @Override
  public Optional<BigDecimal> find(Market market) {
    return Optional.ofNullable(store.get(market.toString())).map(Price::getPrice);
  }
}
