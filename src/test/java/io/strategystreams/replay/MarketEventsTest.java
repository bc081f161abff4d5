package io.strategystreams.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.contract.ContractRules;
import io.strategystreams.core.market.Market;
import io.strategystreams.core.market.Quote;
import io.strategystreams.events.Price;
import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MarketEventsTest {
  private static final Instant NOW = Instant.parse("2024-06-01T01:00:00Z");
  private static final Quote QUOTE =
      Quote.of(Market.parse("binance:Spot:ETH/USDT"), new BigDecimal("3005.5"), NOW);

  @Test
  void aBarsExtremesGoOutWithItsClose() {
    Price price =
        MarketEvents.price(
            new Observation(QUOTE, new BigDecimal("3010"), new BigDecimal("2990.25"), "test"));

    assertThat(price.getHigh()).isEqualByComparingTo("3010");
    assertThat(price.getLow()).isEqualByComparingTo("2990.25");
    assertThat(ContractRules.violations(price.getMarket(), price)).isEmpty();
  }

  @Test
  void whatIsNoBarHasNone() {
    Price price = MarketEvents.price(new Observation(QUOTE, "test"));

    assertThat(price.getHigh()).isNull();
    assertThat(price.getLow()).isNull();
  }

  @Test
  void everythingSimulatedKeepsTheContract() {
    try (MarketFeed feed = new SimulatedMarket(3).open(NOW, NOW.plusSeconds(48 * 3600))) {
      while (feed.hasNext()) {
        for (Observation observation : feed.next().prices()) {
          Price price = MarketEvents.price(observation);
          assertThat(ContractRules.violations(price.getMarket(), price)).isEmpty();
        }
      }
    }
  }
}
