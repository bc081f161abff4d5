package io.strategystreams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.contract.Topics;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.events.ControlState;
import io.strategystreams.events.Exposure;
import io.strategystreams.events.Order;
import io.strategystreams.events.ReportStatus;
import io.strategystreams.events.RiskAssessment;
import io.strategystreams.events.StrategyConfig;
import io.strategystreams.metrics.MeterNames;
import io.strategystreams.serde.EventSchemas;
import io.strategystreams.serde.InMemorySchemaRegistry;
import io.strategystreams.testing.DeadLetterProbe;
import io.strategystreams.testing.SampleEvents;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Inputs that were seen to end the application, before and after a restart: each is absorbed, and
 * the strategy trades on.
 */
class WrongInputsTest {
  private static final int STATE_BYTES = 256 * 1024;

  private static BigDecimal amount(String text) {
    return new BigDecimal(text).setScale(18);
  }

  /** Goes in, the process starts anew, goes in again; then the strategy can still be emptied. */
  private static void isAbsorbed(Life life, Runnable wrong) {
    wrong.run();
    life.restart();
    wrong.run();
    assertThat(life.driver.strategies().get(life.strategyId).getQuarantine()).isNull();
    life.wait(Duration.ofMinutes(10));
    for (int confirmations = 0; confirmations < 5; confirmations++) {
      life.wait(Duration.ofSeconds(30));
      life.market();
    }
    life.venue.askAllBack();
    life.risk(false);
    life.expose();
    life.settle();
    assertThat(life.reasons()).contains("WITHDRAWAL_FULL");
    assertThat(life.venue.positions().keySet())
        .noneMatch(place -> place.contains(":Perp:") || place.contains(":LST:"));
  }

  private static List<String> letters(Life life) {
    return life.driver.deadLetters().stream()
        .map(letter -> DeadLetterProbe.headers(letter).get("reason"))
        .toList();
  }

  private static StrategyConfig withYaml(Life life, String yaml) {
    return StrategyConfig.newBuilder(Lives.config(Mode.ETH_BASIS, life.strategyId, 99))
        .setYaml(yaml)
        .build();
  }

  private static int stateBytes(Life life) {
    return Driver.serde(io.strategystreams.state.StrategyState.class)
        .serializer()
        .serialize("state", life.driver.strategies().get(life.strategyId))
        .length;
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void whatTheDeskCannotTradeIsIgnoredAndCounted(Mode mode) {
    try (Life life = Life.entered(mode)) {
      isAbsorbed(
          life,
          () -> {
            Exposure.Builder exposure = Exposure.newBuilder(life.venue.exposure(life.now, null));
            Map<String, BigDecimal> positions = new HashMap<>(exposure.getPositions());
            positions.put("dydx:Perp:ETHUSDT", amount("-3"));
            positions.put("kraken:BaseToken:USDT", amount("1000000"));
            positions.put("wallet:BaseToken:SCAM", amount("99999999999999999999"));
            positions.put("rocketpool:LST:rETH", amount("7"));
            positions.put("aave_v3:aToken:x", amount("7"));
            exposure.setPositions(positions);
            exposure.setDustTokens(Map.of("SCAM", amount("99999999999999999999")));
            life.driver.pipe(Topics.EXPOSURES, life.strategyId, exposure.build(), life.now);
            RiskAssessment risk =
                SampleEvents.risk()
                    .setStrategyId(life.strategyId)
                    .setMaxEquityFraction(null)
                    .setTargetLtv(null)
                    .setMarginRatios(Map.of("dydx", 0.0001))
                    .setEventTime(life.now)
                    .build();
            life.driver.pipe(Topics.RISK_ASSESSMENTS, life.strategyId, risk, life.now);

            assertThat(life.driver.counted(MeterNames.UNKNOWN_INSTRUMENTS, Topics.EXPOSURES))
                .isEqualTo(6);
            assertThat(life.driver.counted(MeterNames.UNKNOWN_INSTRUMENTS, Topics.RISK_ASSESSMENTS))
                .isEqualTo(1);
            assertThat(life.driver.strategies().get(life.strategyId).toString())
                .doesNotContain("dydx", "kraken", "SCAM", "rETH");
          });
      assertThat(life.orders.toString()).doesNotContain("dydx", "kraken", "SCAM", "rETH");
    }
  }

  @Test
  void anExposureOfTooManyPositionsIsDeadLettered() {
    try (Life life = Life.entered(Mode.ETH_BASIS)) {
      isAbsorbed(
          life,
          () -> {
            Exposure.Builder exposure = Exposure.newBuilder(life.venue.exposure(life.now, null));
            Map<String, BigDecimal> positions = new HashMap<>();
            for (int i = 0; positions.size() < 6_500; i++) {
              positions.put("wallet:BaseToken:T" + i + "x".repeat(12), amount("1"));
            }
            exposure.setPositions(positions);
            life.driver.pipe(Topics.EXPOSURES, life.strategyId, exposure.build(), life.now);
            assertThat(letters(life)).containsExactly("CONTRACT_VIOLATION");
          });
    }
  }

  @Test
  void asManyUnknownTokensAsTheContractAllowsLeaveNothingInTheState() {
    try (Life life = Life.entered(Mode.ETH_BASIS)) {
      isAbsorbed(
          life,
          () -> {
            Exposure.Builder exposure = Exposure.newBuilder(life.venue.exposure(life.now, null));
            Map<String, BigDecimal> positions = new HashMap<>(exposure.getPositions());
            Map<String, BigDecimal> dust = new HashMap<>();
            for (int i = 0; positions.size() < 1_000; i++) {
              positions.put("wallet:BaseToken:TOKEN" + i, amount("99999999999999999999"));
              dust.put("TOKEN" + i, amount("99999999999999999999"));
            }
            exposure.setPositions(positions);
            exposure.setDustTokens(dust);
            life.driver.pipe(Topics.EXPOSURES, life.strategyId, exposure.build(), life.now);
            assertThat(letters(life)).isEmpty();
            assertThat(stateBytes(life)).isLessThan(16 * 1024);
          });
    }
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void pricesOfAnAtomAndBeyondAllBounds(Mode mode) {
    try (Life life = Life.entered(mode)) {
      for (int lives = 0; lives < 2; lives++) {
        for (String price : List.of("0.000000000000000001", "99999999999999999999")) {
          for (int i = 0; i < 5; i++) {
            life.wait(Duration.ofSeconds(10));
            for (String market :
                List.of(
                    "binance:Spot:ETH/USDT",
                    "binance:Spot:BTC/USDT",
                    "bybit:Perp:ETHUSDT",
                    "okx:Perp:BTCUSDT",
                    "etherfi:Rate:weETH/WETH",
                    "uniswap:Spot:weETH/WETH")) {
              life.price(market, new BigDecimal(price));
            }
            life.risk(false);
            life.expose();
          }
        }
        assertThat(life.driver.strategies().get(life.strategyId).getQuarantine()).isNull();
        life.restart();
        life.market();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"90000000000000000000", "0", "99999999999999999999.999999999999999999"})
  void reportsOfImpossibleAmounts(String filled) {
    try (Life life = Life.of(Mode.ETH_BASIS)) {
      life.market();
      life.risk(false);
      life.expose();
      List<Order> out = new ArrayList<>(life.take());
      assertThat(out).isNotEmpty();
      for (int i = 0; i < 2; i++) {
        for (Order order : out) {
          Map<String, BigDecimal> deltas = new TreeMap<>();
          order.getExpectedDeltas().keySet().forEach(one -> deltas.put(one, amount(filled)));
          life.report(
              ExactVenue.report(
                  order, ReportStatus.FILLED, new BigDecimal(filled), deltas, life.now));
        }
        life.restart();
      }
      life.wait(Duration.ofMinutes(1));
      assertThat(life.driver.strategies().get(life.strategyId).getQuarantine()).isNull();
    }
  }

  @Test
  void aConfigurationLargerThanTheContractAllowsIsDeadLettered() {
    try (Life life = Life.entered(Mode.ETH_BASIS)) {
      isAbsorbed(
          life,
          () -> {
            StrategyConfig config =
                withYaml(life, "mode: eth_basis\n# " + "x".repeat(110 * 1024) + "\n");
            life.driver.pipe(Topics.STRATEGY_CONFIGS, life.strategyId, config, life.now);
            assertThat(letters(life)).containsExactly("CONTRACT_VIOLATION");
          });
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{a: ", "- ", "a:\n "})
  void aConfigurationNestedWithoutEndIsDeadLettered(String opening) {
    try (Life life = Life.entered(Mode.ETH_BASIS)) {
      isAbsorbed(
          life,
          () -> {
            StrategyConfig config =
                withYaml(life, "mode: " + opening.repeat(60_000 / opening.length()));
            life.driver.pipe(Topics.STRATEGY_CONFIGS, life.strategyId, config, life.now);
            assertThat(letters(life)).containsExactly("CONTRACT_VIOLATION");
          });
    }
  }

  /** A later version of the schema that names itself in an optional field: each record nests. */
  @ParameterizedTest
  @ValueSource(ints = {1, 100, 5_000})
  void aWriterSchemaWithARecursiveFieldIsReadOrDeadLettered(int depth) {
    String text = EventSchemas.written(Exposure.class).toString();
    String field =
        ",{\"name\":\"next\",\"type\":[\"null\",\"io.strategystreams.events.Exposure\"],"
            + "\"default\":null}]}";
    Schema recursive = new Schema.Parser().parse(text.substring(0, text.lastIndexOf("]}")) + field);
    int id =
        InMemorySchemaRegistry.named("topology-driver")
            .register("recursive-exposures-value", recursive);
    try (Life life = Life.entered(Mode.ETH_BASIS)) {
      isAbsorbed(
          life,
          () -> {
            byte[] whole =
                Driver.serde(Exposure.class)
                    .serializer()
                    .serialize(Topics.EXPOSURES, life.venue.exposure(life.now, null));
            byte[] inner =
                Driver.serde(Exposure.class)
                    .serializer()
                    .serialize(
                        Topics.EXPOSURES, new ExactVenue("s", "USDT").exposure(life.now, null));
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            bytes.write(0);
            bytes.writeBytes(ByteBuffer.allocate(4).putInt(id).array());
            bytes.write(whole, 5, whole.length - 5);
            for (int i = 0; i < depth; i++) {
              bytes.write(2);
              bytes.write(inner, 5, inner.length - 5);
            }
            bytes.write(0);
            life.driver.pipe(
                Topics.EXPOSURES,
                new TestRecord<>(
                    life.strategyId.getBytes(StandardCharsets.UTF_8),
                    bytes.toByteArray(),
                    life.now));
            assertThat(letters(life)).isEqualTo(depth == 1 ? List.of() : List.of("UNDECODABLE"));
          });
    }
  }

  @Test
  void whatIsSaidOfAStrategyWithoutConfigurationIsCountedAndNotKept() {
    try (Life life = Life.of(Mode.ETH_BASIS)) {
      String stranger = "eth_basis@stranger";
      ExactVenue venue = new ExactVenue(stranger, "USDT");
      venue.deposit(life.home(), "1000");
      life.driver.pipe(Topics.EXPOSURES, stranger, venue.exposure(life.now, null), life.now);
      life.driver.pipe(
          Topics.RISK_ASSESSMENTS,
          stranger,
          SampleEvents.risk().setStrategyId(stranger).build(),
          life.now);
      life.driver.pipe(
          Topics.EXECUTION_REPORTS,
          stranger,
          SampleEvents.report().setStrategyId(stranger).build(),
          life.now);

      assertThat(life.driver.strategies().get(stranger)).isNull();
      assertThat(life.driver.counted(MeterNames.IGNORED_RECORDS, "NOT_CONFIGURED")).isEqualTo(3);

      life.control(stranger, ControlState.HALTED);
      assertThat(life.driver.strategies().get(stranger).getControl()).isEqualTo("HALTED");
      life.driver.pipe(
          Topics.STRATEGY_CONFIGS, stranger, Lives.config(Mode.ETH_BASIS, stranger, 1), life.now);
      life.market();
      life.driver.pipe(Topics.EXPOSURES, stranger, venue.exposure(life.now, null), life.now);
      life.read();
      assertThat(life.orders).isEmpty();
      assertThat(life.reasons()).endsWith("HALTED");
      assertThat(STATE_BYTES).isGreaterThan(stateBytes(life));
    }
  }
}
