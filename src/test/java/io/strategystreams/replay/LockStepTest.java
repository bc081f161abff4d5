package io.strategystreams.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strategystreams.core.market.Market;
import io.strategystreams.core.market.Prediction;
import io.strategystreams.core.market.Quote;
import io.strategystreams.core.market.Signal;
import io.strategystreams.events.Tick;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class LockStepTest {
  private static final Instant NOW = Instant.parse("2024-06-01T01:00:00Z");
  private static final Observation PRICE =
      new Observation(
          Quote.of(Market.parse("binance:Spot:ETH/USDT"), new BigDecimal("3005.5"), NOW), "test");
  private static final Prediction PREDICTION =
      new Prediction("BTC", Signal.SWING_HIGH_BREAKOUT, 0.9, 0.004, "1h", NOW);

  private final MockProducer<String, byte[]> producer =
      new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
  private final EventPublisher publisher =
      new EventPublisher(producer, Map.of("schema.registry.url", "mock://lock-step"));
  private final List<String> log = new ArrayList<>();
  private int seen;
  private final LockStep lockStep = new LockStep(publisher, this::rest);

  @Test
  void restsAfterWhatIsInjectedThenPricesThenATickThenPredictionsThenASecondTick() {
    LockStep.Injected injected =
        new LockStep.Injected(
            "paper-flows", "eth_basis", Tick.newBuilder().setEventTime(NOW).build());

    lockStep.step(new MarketInstant(NOW, List.of(PRICE), List.of(PREDICTION)), List.of(injected));

    assertThat(log)
        .containsExactly(
            "paper-flows:eth_basis",
            "rest",
            "prices:binance:Spot:ETH/USDT",
            "rest",
            "clock:clock",
            "rest",
            "ml-predictions:BTC",
            "rest",
            "clock:clock",
            "rest");
  }

  @Test
  void aPhaseWithNothingInItNeedsNoRest() {
    lockStep.step(new MarketInstant(NOW, List.of(), List.of()), List.of());

    assertThat(log).containsExactly("clock:clock", "rest", "clock:clock", "rest");
  }

  @Test
  void everyRecordCarriesTheInstantAndTheSecondTickASecondLater() {
    lockStep.step(new MarketInstant(NOW, List.of(PRICE), List.of(PREDICTION)), List.of());

    assertThat(producer.history())
        .map(record -> Instant.ofEpochMilli(record.timestamp()))
        .containsExactly(NOW, NOW, NOW, NOW.plusSeconds(1));
  }

  @Test
  void whatIsNotAcknowledgedStopsTheReplay() {
    producer.sendException = new IllegalStateException("broker gone");

    assertThatThrownBy(() -> lockStep.step(new MarketInstant(NOW, List.of(), List.of()), List.of()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("broker gone");
  }

  private void rest() {
    producer.history().stream()
        .skip(seen)
        .forEach(record -> log.add(record.topic() + ":" + record.key()));
    seen = producer.history().size();
    log.add("rest");
  }
}
