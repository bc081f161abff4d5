package io.strategystreams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.contract.Topics;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.events.Decision;
import io.strategystreams.events.Order;
import io.strategystreams.events.Reason;
import io.strategystreams.state.ConfigurationState;
import io.strategystreams.testing.SampleEvents;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A stored configuration that this version no longer accepts stops its strategy and no other. */
class RefusedConfigurationTest {
  private static final String OTHER = "eth_basis@other";
  private final Driver driver = Driver.replay();

  @AfterEach
  void close() {
    driver.close();
  }

  @Test
  void itsStrategyIsNotEvaluatedAndTheOthersAre() {
    restore("mode: eth_basis\nno_longer_a_key: 7\n");

    expose(SampleEvents.STRATEGY);
    expose(OTHER);

    List<Decision> decisions = driver.decisions();
    assertThat(decisions)
        .extracting(Decision::getStrategyId)
        .containsExactly(SampleEvents.STRATEGY, OTHER);
    assertThat(decisions.get(0).getReason()).isEqualTo(Reason.CONFIGURATION_REFUSED);
    assertThat(decisions.get(0).getDetail())
        .contains("version 3, which is stored", "no_longer_a_key", "strategies apply");
    assertThat(decisions.get(1).getReason()).isNotEqualTo(Reason.CONFIGURATION_REFUSED);
    assertThat(driver.orders()).isEmpty();
  }

  @Test
  void aCorrectedConfigurationSetsItGoing() {
    restore("mode: eth_basis\nno_longer_a_key: 7\n");
    expose(SampleEvents.STRATEGY);
    driver.decisions();

    driver.pipe(
        Topics.STRATEGY_CONFIGS,
        SampleEvents.STRATEGY,
        SampleEvents.config().setVersion(4).build(),
        SampleEvents.NOON);

    assertThat(driver.reasons())
        .doesNotContain("CONFIGURATION_REFUSED", "NOT_CONFIGURED")
        .hasSize(1);
  }

  @Test
  void itsOpenPlanGoesOnUntilATombstoneRetiresIt() {
    try (Life life = enteringRefused()) {
      life.take().forEach(order -> life.report(life.venue.execute(order, life.now)));
      assertThat(life.take()).as("the second step").isNotEmpty();
    }
    try (Life life = enteringRefused()) {
      List<Order> first = life.take();
      life.driver.pipeBytes(
          Topics.STRATEGY_CONFIGS, life.strategyId.getBytes(UTF_8), null, life.now);

      first.forEach(order -> life.report(life.venue.execute(order, life.now)));
      life.expose();

      assertThat(life.take()).as("the second step").isEmpty();
      assertThat(life.reasons()).endsWith("RETIRED", "PLAN_SUPERSEDED", "RETIRED");
    }
  }

  @Test
  void itStaysRetiredAcrossARestart() {
    try (Life life = enteringRefused()) {
      life.driver.pipeBytes(
          Topics.STRATEGY_CONFIGS, life.strategyId.getBytes(UTF_8), null, life.now);
      life.restart();
      life.take().forEach(order -> life.report(life.venue.execute(order, life.now)));

      assertThat(life.take()).as("the second step").isEmpty();
    }
  }

  /** The first step of an entry is out; what is stored of the strategy is refused since. */
  private static Life enteringRefused() {
    Life life = Life.of(Mode.ETH_BASIS);
    life.market();
    life.risk(false);
    life.expose();
    life.restartRefused();
    return life;
  }

  private void restore(String yaml) {
    driver.restore(
        Map.of(
            "strategies-store",
            List.of(),
            "market-store",
            List.of(),
            "configs-store",
            List.of(
                stored(SampleEvents.STRATEGY, yaml),
                stored(OTHER, SampleEvents.config().build().getYaml()))));
  }

  private static TestRecord<byte[], byte[]> stored(String strategyId, String yaml) {
    ConfigurationState state =
        new ConfigurationState(3L, 1L, yaml, false, null, "0.1", null, null, null, null, null);
    return new TestRecord<>(
        strategyId.getBytes(UTF_8),
        Driver.serde(ConfigurationState.class).serializer().serialize("configs", state));
  }

  private void expose(String strategyId) {
    Instant noon = SampleEvents.NOON;
    driver.pipe(
        Topics.EXPOSURES,
        strategyId,
        SampleEvents.exposure().setStrategyId(strategyId).build(),
        noon);
  }
}
