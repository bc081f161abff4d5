package io.strategystreams.topology;

import static io.strategystreams.testing.SampleEvents.STRATEGY;
import static io.strategystreams.topology.Driver.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strategystreams.contract.Keys;
import io.strategystreams.contract.Topics;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.core.strategy.Strategies;
import io.strategystreams.edge.Placement;
import io.strategystreams.edge.TopicReader;
import io.strategystreams.events.ReportStatus;
import io.strategystreams.metrics.MeterNames;
import io.strategystreams.serde.RegistryUnavailableException;
import io.strategystreams.testing.SampleEvents;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is put aside, as it was read and with its cause; what is not. */
class DeadLettersTest {
  private static final byte[] KEY = STRATEGY.getBytes(StandardCharsets.UTF_8);

  private Driver driver = Driver.replay();

  @AfterEach
  void close() {
    driver.close();
  }

  private Map<String, String> onlyLetter() {
    return headers(onlyRecord());
  }

  private TestRecord<byte[], byte[]> onlyRecord() {
    List<TestRecord<byte[], byte[]>> letters = driver.deadLetters();
    assertThat(letters).hasSize(1);
    return letters.get(0);
  }

  private static Map<String, String> headers(TestRecord<byte[], byte[]> letter) {
    Map<String, String> headers = new HashMap<>();
    for (Header header : letter.headers()) {
      headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
    }
    return headers;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        Topics.PRICES,
        Topics.ML_PREDICTIONS,
        Topics.CLOCK,
        Topics.MARKET_DATA,
        Topics.EXPOSURES,
        Topics.RISK_ASSESSMENTS,
        Topics.EXECUTION_REPORTS,
        Topics.STRATEGY_CONFIGS,
        Topics.STRATEGY_CONTROLS
      })
  void bytesThatAreNoEventArePutAsideAsTheyWere(String topic) {
    byte[] poison = {1, 2, 3};
    RecordHeaders own = new RecordHeaders();
    own.add("trace", new byte[] {7});
    driver.pipeBytes(topic, KEY, new byte[] {9}, NOON);
    driver.deadLetters();

    driver.pipe(topic, new TestRecord<>(KEY, poison, own, NOON));

    TestRecord<byte[], byte[]> letter = onlyRecord();
    assertThat(letter.key()).isEqualTo(KEY);
    assertThat(letter.value()).isEqualTo(poison);
    assertThat(letter.headers().lastHeader("trace").value()).containsExactly(7);
    assertThat(headers(letter))
        .containsEntry("reason", "UNDECODABLE")
        .containsEntry("source_topic", topic)
        .containsEntry("source_partition", "0")
        .containsEntry("source_offset", "1")
        .containsKey("detail");
    assertThat(driver.counted(MeterNames.DEAD_LETTERS, "UNDECODABLE")).isEqualTo(2);
  }

  @Test
  void anEventThatBreaksTheContractIsPutAsideAndProcessingGoesOn() {
    driver.pipe(
        Topics.PRICES,
        "binance:Spot:ETH/USDT",
        SampleEvents.price().setPrice(SampleEvents.amount("-1")).build(),
        NOON);
    assertThat(onlyLetter())
        .containsEntry("reason", "CONTRACT_VIOLATION")
        .containsEntry("detail", "price must be positive, was -1");

    driver.pipe(Topics.PRICES, "binance:Spot:ETH/USDT", SampleEvents.price().build(), NOON);
    assertThat(driver.marketEvents()).hasSize(1);
  }

  @Test
  void aKeyThatIsNotTheEventsIsAViolation() {
    driver.pipe(Topics.EXPOSURES, "other", SampleEvents.exposure().build(), NOON);

    assertThat(onlyLetter().get("detail")).startsWith("key must be the strategy_id");
    assertThat(driver.strategies().get("other")).isNull();
  }

  @Test
  void aMissingKeyOrValueIsAViolation() {
    driver.pipeBytes(Topics.EXPOSURES, null, new byte[] {0}, NOON);
    driver.pipeBytes(Topics.EXPOSURES, KEY, null, NOON);
    driver.pipeBytes(Topics.EXPOSURES, new byte[] {(byte) 0xff}, new byte[] {0}, NOON);

    assertThat(driver.deadLetters())
        .extracting(letter -> headers(letter).get("reason"))
        .containsExactly("CONTRACT_VIOLATION", "CONTRACT_VIOLATION", "UNDECODABLE");
  }

  @Test
  void aReportOfUnknownStatusIsNeverActedOn() {
    driver.pipe(
        Topics.EXECUTION_REPORTS,
        STRATEGY,
        SampleEvents.report().setStatus(ReportStatus.UNKNOWN).build(),
        NOON);

    assertThat(onlyLetter().get("detail")).contains("status", "UNKNOWN");
  }

  @Test
  void aReportWhoseOrderCannotBeLookedUpIsDeadLettered() {
    driver.pipe(
        Topics.EXECUTION_REPORTS,
        STRATEGY,
        SampleEvents.report().setOrderId("no-uuid").setPlanId("1").setClosesOrderId("2").build(),
        NOON);

    assertThat(onlyLetter().get("detail"))
        .contains("order_id must be a UUID, was \"no-uuid\"")
        .contains("plan_id must be a UUID")
        .contains("closes_order_id must be a UUID");
    assertThat(driver.decisions()).isEmpty();
  }

  @Test
  void aMarketEventWithNothingInItIsAViolation() {
    driver.pipe(
        Topics.MARKET_DATA,
        "clock",
        io.strategystreams.events.MarketEvent.newBuilder().build(),
        NOON);

    assertThat(onlyLetter()).containsEntry("reason", "CONTRACT_VIOLATION");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        Topics.EXPOSURES,
        Topics.RISK_ASSESSMENTS,
        Topics.EXECUTION_REPORTS,
        Topics.STRATEGY_CONFIGS,
        Topics.STRATEGY_CONTROLS,
        Topics.PRICES
      })
  void aRecordInAnotherPartitionThanItsKeysIsPutAside(String topic) {
    driver.close();
    driver = new Driver(new Strategies(), ClockPolicy.replay(), PartitionCounts.all(16), NOON);
    int expected = Keys.partitionFor(STRATEGY, 16);
    assertThat(expected).isNotZero();

    driver.pipeBytes(topic, KEY, new byte[] {0}, NOON);

    assertThat(onlyLetter())
        .containsEntry("reason", "WRONG_PARTITION")
        .containsEntry("expected_partition", Integer.toString(expected))
        .containsEntry("actual_partition", "0");
  }

  @Test
  void aControlOfAllStrategiesIsInItsPlaceEverywhere() {
    driver.close();
    driver = new Driver(new Strategies(), ClockPolicy.replay(), PartitionCounts.all(16), NOON);

    driver.pipe(
        Topics.STRATEGY_CONTROLS, "*", SampleEvents.control().setStrategyId("*").build(), NOON);

    assertThat(driver.deadLetters()).isEmpty();
  }

  @Test
  void aTimeBeyondTheClocksSkewIsPutAside() {
    driver.close();
    driver =
        new Driver(
            new Strategies(),
            ClockPolicy.live(Duration.ofSeconds(1), Duration.ofSeconds(10)),
            PartitionCounts.all(1),
            NOON);
    Instant ahead = NOON.plusSeconds(11);

    driver.pipe(
        Topics.EXPOSURES, STRATEGY, SampleEvents.exposure().setEventTime(ahead).build(), NOON);
    assertThat(onlyLetter())
        .containsEntry("reason", "CLOCK_SKEW")
        .containsEntry(
            "detail",
            "event_time must be at most PT10S ahead of the clock 2024-06-01T12:00:00Z"
                + " (max_clock_skew), was 2024-06-01T12:00:11Z");

    driver.pipe(
        Topics.EXPOSURES,
        STRATEGY,
        SampleEvents.exposure().setEventTime(NOON.plusSeconds(10)).build(),
        NOON);
    assertThat(driver.deadLetters()).isEmpty();
  }

  @Test
  void aConfigurationWhoseVersionDoesNotRiseIsPutAside() {
    driver.pipe(Topics.STRATEGY_CONFIGS, STRATEGY, Lives.config(Mode.ETH_BASIS, STRATEGY, 2), NOON);
    driver.pipe(Topics.STRATEGY_CONFIGS, STRATEGY, Lives.config(Mode.ETH_BASIS, STRATEGY, 2), NOON);
    assertThat(driver.deadLetters()).as("the very same").isEmpty();

    driver.pipe(Topics.STRATEGY_CONFIGS, STRATEGY, Lives.config(Mode.ETH_BASIS, STRATEGY, 1), NOON);
    assertThat(onlyLetter())
        .containsEntry("reason", "OLD_VERSION")
        .containsEntry(
            "detail",
            "version must be above 2, the one in force for strategy eth_basis@fund-17, was 1");
  }

  @Test
  void configurationsReadAgainFromTheFirstEndInForceAsTheLastOneSays() {
    for (int reading = 0; reading < 2; reading++) {
      for (int version = 1; version <= 2; version++) {
        driver.pipe(
            Topics.STRATEGY_CONFIGS,
            STRATEGY,
            Lives.config(Mode.ETH_BASIS, STRATEGY, version),
            NOON);
        if (version == 1) {
          driver.pipeBytes(Topics.STRATEGY_CONFIGS, KEY, null, NOON);
        }
      }
      Instant then = NOON.plusSeconds(reading);
      driver.pipe(
          Topics.EXPOSURES, STRATEGY, SampleEvents.exposure().setEventTime(then).build(), then);
      assertThat(driver.reasons()).last().isEqualTo("PRICE_MISSING");
    }
    assertThat(onlyLetter()).as("of the second reading").containsEntry("reason", "OLD_VERSION");
  }

  @Test
  void onlyTheVerySameConfigurationComesBackUnderItsVersion() {
    driver.pipe(Topics.STRATEGY_CONFIGS, STRATEGY, Lives.config(Mode.ETH_BASIS, STRATEGY, 2), NOON);
    driver.pipeBytes(Topics.STRATEGY_CONFIGS, KEY, null, NOON);
    driver.pipe(
        Topics.STRATEGY_CONFIGS,
        STRATEGY,
        Lives.config(Mode.ETH_BASIS, STRATEGY, 2, 2, Map.of()),
        NOON);
    assertThat(onlyLetter()).containsEntry("reason", "OLD_VERSION");

    driver.pipe(Topics.EXPOSURES, STRATEGY, SampleEvents.exposure().build(), NOON);
    assertThat(driver.reasons()).containsOnly("RETIRED");
  }

  @Test
  void aConfigurationThatIsRefusedLeavesTheOneInForce() {
    driver.pipe(
        Topics.STRATEGY_CONFIGS,
        STRATEGY,
        SampleEvents.config().setYaml("mode: eth_basis\ntarget_ltv: 7\n").build(),
        NOON);
    assertThat(onlyLetter()).containsEntry("reason", "CONTRACT_VIOLATION");

    driver.pipe(
        Topics.STRATEGY_CONFIGS,
        STRATEGY,
        SampleEvents.config().setYaml("mode: btc_basis\n").build(),
        NOON);
    assertThat(onlyLetter().get("detail"))
        .isEqualTo("mode must be the file's, btc_basis, was eth_basis");

    driver.pipe(Topics.EXPOSURES, STRATEGY, SampleEvents.exposure().build(), NOON);
    assertThat(driver.reasons()).isEmpty();
    assertThat(driver.counted(MeterNames.IGNORED_RECORDS, "NOT_CONFIGURED")).isEqualTo(1);
  }

  @Test
  void anIncarnationNeverFalls() {
    driver.pipe(
        Topics.STRATEGY_CONFIGS, STRATEGY, SampleEvents.config().setIncarnation(2).build(), NOON);
    driver.pipe(
        Topics.STRATEGY_CONFIGS,
        STRATEGY,
        SampleEvents.config().setVersion(2).setIncarnation(1).build(),
        NOON);

    assertThat(onlyLetter().get("detail")).isEqualTo("incarnation must not fall below 2, was 1");
  }

  @Test
  void aRegistryThatDoesNotAnswerIsNoFaultOfTheRecord() {
    TopicReader<io.strategystreams.events.Exposure> reader =
        new TopicReader<>(
            Topics.EXPOSURES,
            io.strategystreams.serde.AvroSerde.of(
                    io.strategystreams.events.Exposure.class, new SilentRegistry(), false)
                .deserializer(),
            Placement.fixed(1));

    assertThatThrownBy(
            () ->
                reader.decoded(
                    new org.apache.kafka.streams.processor.api.Record<>(
                        KEY, new byte[] {0, 0, 0, 0, 1, 0}, 0)))
        .isInstanceOf(RegistryUnavailableException.class);
  }

  private static final class SilentRegistry
      implements io.strategystreams.serde.SchemaRegistryClient {
    @Override
    public int register(String subject, Schema schema) {
      throw silence();
    }

    @Override
    public int idOf(String subject, Schema schema) {
      throw silence();
    }

    @Override
    public Schema byId(int id) {
      throw silence();
    }

    private static RegistryUnavailableException silence() {
      return new RegistryUnavailableException("no answer");
    }
  }
}
