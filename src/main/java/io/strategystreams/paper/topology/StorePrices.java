package io.strategystreams.paper.topology;

import io.strategystreams.core.market.Market;
import io.strategystreams.events.Price;
import io.strategystreams.paper.ledger.LastBar;
import io.strategystreams.paper.ledger.MarketPrices;
import java.math.BigDecimal;
import java.util.Optional;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** The last prices, as the store has them; where a source gives no bars each is a bar by itself. */
record StorePrices(ReadOnlyKeyValueStore<String, Price> store) implements MarketPrices {
  @Override
  public Optional<LastBar> bar(Market market) {
    return Optional.ofNullable(store.get(market.toString())).map(StorePrices::bar);
  }

  @Override
  public Optional<BigDecimal> find(Market market) {
    return Optional.ofNullable(store.get(market.toString())).map(Price::getPrice);
  }

  private static LastBar bar(Price price) {
    return new LastBar(
        price.getPrice(),
        price.getOpen(),
        price.getHigh() == null ? price.getPrice() : price.getHigh(),
        price.getLow() == null ? price.getPrice() : price.getLow(),
        price.getFundingRate(),
        price.getFundingIntervalHours() == null
            ? LastBar.QUOTED_HOURS
            : price.getFundingIntervalHours(),
        price.getEventTime());
  }
}
