package io.strategystreams.paper.topology;

import io.strategystreams.core.market.KnownMarkets;
import io.strategystreams.core.market.Market;
import io.strategystreams.events.MarketEvent;
import io.strategystreams.events.Price;
import io.strategystreams.metrics.CounterFamily;
import io.strategystreams.metrics.MeterNames;
import io.strategystreams.metrics.Telemetry;
import io.strategystreams.state.PaperClock;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Keeps prices and time for executor and monitor, and passes ticks on to both: the executor first.
 */
final class MarketProcessor implements Processor<String, MarketEvent, String, MarketEvent> {
  private final KnownMarkets known;
  private final CounterFamily ignored;
  private ProcessorContext<String, MarketEvent> context;
  private KeyValueStore<String, Price> prices;
  private PartitionClock clock;

  MarketProcessor(KnownMarkets known, Telemetry telemetry) {
    this.known = known;
    this.ignored =
        telemetry.counters(
            MeterNames.IGNORED_RECORDS, "Records that changed nothing", MeterNames.CAUSE);
  }

  @Override
  public void init(ProcessorContext<String, MarketEvent> processorContext) {
    this.context = processorContext;
    this.prices = processorContext.getStateStore(PaperTopology.PRICES_STORE);
    KeyValueStore<String, PaperClock> clocks =
        processorContext.getStateStore(PaperTopology.CLOCK_STORE);
    this.clock = new PartitionClock(clocks);
  }

  @Override
  public void process(Record<String, MarketEvent> record) {
    MarketEvent event = record.value();
    if (event.getPrice() != null) {
      keep(event.getPrice());
    } else if (event.getPrediction() != null) {
      clock.advance(event.getPrediction().getEventTime());
    } else if (event.getTick() != null) {
      Instant tick = event.getTick().getEventTime();
      clock.advance(tick);
      context.forward(record);
    }
  }

  /** An older price than the one kept is out of order and changes nothing. */
  private void keep(Price price) {
    if (!known.contain(Market.parse(price.getMarket()))) {
      ignored.count("UNKNOWN_MARKET");
      return;
    }
    clock.advance(price.getEventTime());
    Price kept = prices.get(price.getMarket());
    if (kept == null || !price.getEventTime().isBefore(kept.getEventTime())) {
      prices.put(price.getMarket(), price);
    }
  }
}
