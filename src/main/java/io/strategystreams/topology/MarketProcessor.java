package io.strategystreams.topology;

import io.strategystreams.config.ApplicationSettings;
import io.strategystreams.contract.Keys;
import io.strategystreams.contract.Topics;
import io.strategystreams.core.market.KnownMarkets;
import io.strategystreams.core.market.Market;
import io.strategystreams.edge.BadRecordException;
import io.strategystreams.edge.DeadLetterMeter;
import io.strategystreams.edge.DeadLetters;
import io.strategystreams.edge.TopicReader;
import io.strategystreams.events.MarketEvent;
import io.strategystreams.events.MlPrediction;
import io.strategystreams.events.Price;
import io.strategystreams.events.Tick;
import io.strategystreams.metrics.CounterFamily;
import io.strategystreams.metrics.MeterNames;
import io.strategystreams.metrics.Telemetry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Validates each price, prediction and tick once and passes it on, to be written to every partition
 * of {@code market-data}; of prices those of known markets that {@link Conflation} lets. Live, the
 * task of partition 0 makes the ticks.
 */
final class MarketProcessor implements Processor<byte[], byte[], byte[], byte[]> {
  private static final List<String> INPUTS =
      List.of(Topics.PRICES, Topics.ML_PREDICTIONS, Topics.CLOCK);

  private final TopicReader<Price> prices;
  private final TopicReader<MlPrediction> predictions;
  private final TopicReader<Tick> clock;
  private final Serializer<MarketEvent> events;
  private final ClockPolicy policy;
  private final KnownMarkets known;
  private final ApplicationSettings.MarketFlow flow;
  private final CounterFamily ignored;
  private final DeadLetterMeter deadLetters;
  private ProcessorContext<byte[], byte[]> context;
  private Conflation conflation;
  private Cancellable ticking;

  MarketProcessor(
      EventSerdes serdes,
      PartitionCounts partitions,
      ClockPolicy policy,
      KnownMarkets known,
      ApplicationSettings.MarketFlow flow,
      Telemetry telemetry) {
    this.prices = serdes.reader(Topics.PRICES, Price.class, partitions);
    this.predictions = serdes.reader(Topics.ML_PREDICTIONS, MlPrediction.class, partitions);
    this.clock = serdes.reader(Topics.CLOCK, Tick.class, partitions);
    this.events = serdes.serializer(MarketEvent.class);
    this.policy = policy;
    this.known = known;
    this.flow = flow;
    this.ignored =
        telemetry.counters(
            MeterNames.IGNORED_RECORDS, "Records that changed nothing", MeterNames.CAUSE);
    this.deadLetters = new DeadLetterMeter(telemetry, INPUTS);
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> processorContext) {
    context = processorContext;
    // What a revived task passed on last may have been taken back with its transaction.
    conflation = new Conflation(flow);
    if (context.taskId().partition() == 0) {
      policy
          .tickInterval()
          .ifPresent(
              interval ->
                  ticking =
                      context.schedule(interval, PunctuationType.WALL_CLOCK_TIME, this::tick));
    }
  }

  private void tick(long now) {
    Instant time = Instant.ofEpochMilli(now);
    passOn(
        Keys.CLOCK,
        new MarketEvent(null, null, Tick.newBuilder().setEventTime(time).build()),
        time);
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    RecordMetadata at = context.recordMetadata().orElseThrow();
    try {
      switch (at.topic()) {
        case Topics.PRICES -> price(record, at);
        case Topics.ML_PREDICTIONS -> prediction(record, at);
        case Topics.CLOCK -> tick(record, at);
        default -> throw new IllegalStateException("no such input of the fan-out: " + at.topic());
      }
    } catch (BadRecordException e) {
      deadLetters.count(at.topic(), e);
      context.forward(
          DeadLetters.of(record, at, e, context), TopologyNames.MARKET_DEAD_LETTERS_SINK);
    }
  }

  private void price(Record<byte[], byte[]> record, RecordMetadata at) {
    String key = prices.key(record);
    prices.requireItsPartition(key, at);
    Price price = prices.event(key, record);
    requireSound(price.getEventTime(), record);
    if (!known.contain(Market.parse(price.getMarket()))) {
      ignored.count("UNKNOWN_MARKET");
    } else if (conflation.passes(price)) {
      passOn(key, new MarketEvent(price, null, null), price.getEventTime());
    } else {
      ignored.count("PRICE_CONFLATED");
    }
  }

  private void prediction(Record<byte[], byte[]> record, RecordMetadata at) {
    String key = predictions.key(record);
    predictions.requireItsPartition(key, at);
    MlPrediction prediction = predictions.event(key, record);
    requireSound(prediction.getEventTime(), record);
    if (known.containAsset(prediction.getAsset())) {
      passOn(key, new MarketEvent(null, prediction, null), prediction.getEventTime());
    } else {
      ignored.count("UNKNOWN_ASSET");
    }
  }

  private void tick(Record<byte[], byte[]> record, RecordMetadata at) {
    String key = clock.key(record);
    clock.requireItsPartition(key, at);
    Tick tick = clock.event(key, record);
    requireSound(tick.getEventTime(), record);
    passOn(key, new MarketEvent(null, null, tick), tick.getEventTime());
  }

  private void requireSound(Instant eventTime, Record<byte[], byte[]> record) {
    policy.skew().requireSound(eventTime, record, context.currentSystemTimeMs());
  }

  private void passOn(String key, MarketEvent event, Instant eventTime) {
    context.forward(
        new Record<>(
            key.getBytes(StandardCharsets.UTF_8),
            events.serialize(Topics.MARKET_DATA, event),
            eventTime.toEpochMilli()),
        TopologyNames.MARKET_DATA_SINK);
  }

  @Override
  public void close() {
    if (ticking != null) {
      // A revived task keeps its schedules and runs init again: two would tick.
      ticking.cancel();
      ticking = null;
    }
  }
}
