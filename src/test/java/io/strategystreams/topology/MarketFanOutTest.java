package io.strategystreams.topology;

import static io.strategystreams.topology.Driver.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.config.ConfigDirectory;
import io.strategystreams.config.Configuration;
import io.strategystreams.contract.Topics;
import io.strategystreams.core.strategy.Strategies;
import io.strategystreams.events.MarketEvent;
import io.strategystreams.metrics.MeterNames;
import io.strategystreams.testing.SampleEvents;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;

class MarketFanOutTest {
  private static final String ETH = "binance:Spot:ETH/USDT";

  @Test
  void pricesPredictionsAndTicksArePassedOnWithTheirTime() {
    try (Driver driver = Driver.replay()) {
      driver.pipe(Topics.PRICES, ETH, SampleEvents.price().build(), NOON);
      driver.pipe(
          Topics.ML_PREDICTIONS, "BTC", SampleEvents.prediction().build(), NOON.plusSeconds(1));
      driver.tick(NOON.plusSeconds(2));

      List<TestRecord<String, MarketEvent>> passed =
          driver.records(Topics.MARKET_DATA, MarketEvent.class);

      assertThat(passed).extracting(TestRecord::key).containsExactly(ETH, "BTC", "clock");
      assertThat(passed.get(0).value().getPrice()).isEqualTo(SampleEvents.price().build());
      assertThat(passed.get(1).value().getPrediction())
          .isEqualTo(SampleEvents.prediction().build());
      assertThat(passed.get(2).value().getTick().getEventTime()).isEqualTo(NOON.plusSeconds(2));
      assertThat(passed.get(0).getRecordTime()).isEqualTo(NOON);
      assertThat(driver.deadLetters()).isEmpty();
    }
  }

  @Test
  void indicesAndGasArePassedOnAndNotRemembered() {
    try (Driver driver = Driver.replay()) {
      String index = "aave_v3:Rate:aUSDT/USDT";
      driver.pipe(Topics.PRICES, ETH, SampleEvents.price().build(), NOON);
      driver.pipe(Topics.PRICES, index, SampleEvents.price().setMarket(index).build(), NOON);

      assertThat(driver.records(Topics.MARKET_DATA, MarketEvent.class))
          .extracting(TestRecord::key)
          .containsExactly(ETH, index);
      assertThat(driver.deadLetters()).isEmpty();
      assertThat(driver.changelogs().get(TopologyNames.MARKET_STORE))
          .extracting(change -> new String(change.key(), StandardCharsets.UTF_8))
          .containsExactly("price/" + ETH);
    }
  }

  @Test
  void aPriceThatHardlyMovedIsCountedAndNotPassedOn() {
    try (Driver driver = Driver.replay(conflating())) {
      pipePrices(driver, 10);

      assertThat(driver.marketEvents()).as("the first, and three that confirm it").hasSize(4);
      assertThat(
              driver
                  .meters()
                  .get(MeterNames.IGNORED_RECORDS)
                  .tag("cause", "PRICE_CONFLATED")
                  .counter()
                  .count())
          .isEqualTo(6);
      assertThat(driver.deadLetters()).isEmpty();
    }
  }

  @Test
  void noPriceIsLostWithATransactionThatWasTakenBack() {
    try (Driver driver = Driver.reviving(conflating())) {
      pipePrices(driver, 10);

      assertThat(driver.marketEvents()).as("each is the first of a revived task").hasSize(10);
    }
  }

  private static Configuration conflating() {
    return ConfigDirectory.load(Path.of("configs"), Map.of(), Map.of("market.min_move_bps", "1"));
  }

  private static void pipePrices(Driver driver, int count) {
    for (int second = 0; second < count; second++) {
      Instant then = NOON.plusSeconds(second);
      driver.pipe(Topics.PRICES, ETH, SampleEvents.price().setEventTime(then).build(), then);
    }
  }

  @Test
  void liveOneTaskMakesTheTicks() {
    ClockPolicy live = ClockPolicy.live(Duration.ofSeconds(1), Duration.ofSeconds(10));
    try (Driver driver = new Driver(new Strategies(), live, PartitionCounts.all(1), NOON)) {
      driver.advanceWallClock(Duration.ofSeconds(1));
      driver.advanceWallClock(Duration.ofSeconds(1));

      assertThat(driver.marketEvents())
          .extracting(event -> event.getTick().getEventTime())
          .containsExactly(NOON.plusSeconds(1), NOON.plusSeconds(2));
    }
  }

  @Test
  void inAReplayNobodyLooksAtTheClock() {
    try (Driver driver = Driver.replay()) {
      driver.advanceWallClock(Duration.ofMinutes(1));
      Instant future = NOON.plus(Duration.ofDays(9000));
      driver.pipe(Topics.PRICES, ETH, SampleEvents.price().setEventTime(future).build(), future);

      assertThat(driver.marketEvents()).hasSize(1);
      assertThat(driver.deadLetters()).isEmpty();
    }
  }

  @Test
  void everyPartitionIsWrittenTo() {
    EveryPartition<byte[], byte[]> everywhere = new EveryPartition<>();

    assertThat(everywhere.partitions("t", null, null, 3).orElseThrow()).containsExactly(0, 1, 2);
    assertThat(everywhere.partitions("t", null, null, 4).orElseThrow()).containsExactly(0, 1, 2, 3);
  }
}
