package io.strategystreams.operate;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.cluster.LoggedEvent;
import io.strategystreams.contract.Topics;
import io.strategystreams.events.StrategyConfig;
import io.strategystreams.testing.SampleEvents;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** What the commands take as published, by the application's own rules. */
class PublishedConfigsTest {
  private static final String STRATEGY = SampleEvents.STRATEGY;

  private final PublishedConfigs configs = new PublishedConfigs(1);
  private long offset;

  private void take(StrategyConfig config) {
    byte[] key = STRATEGY.getBytes(StandardCharsets.UTF_8);
    byte[] value = config == null ? null : new byte[] {1};
    configs.take(
        new LoggedEvent(
            new ConsumerRecord<>(Topics.STRATEGY_CONFIGS, 0, offset++, key, value), config, null));
  }

  private static StrategyConfig version(long version) {
    return SampleEvents.config().setVersion(version).build();
  }

  private long inForce() {
    return configs
        .find(STRATEGY)
        .filter(PublishedConfig::isInForce)
        .map(one -> one.config().getVersion())
        .orElse(0L);
  }

  @Test
  void theLatestVersionIsInForceUntilATombstone() {
    take(version(1));
    take(version(2));
    assertThat(inForce()).isEqualTo(2);

    take(null);
    assertThat(inForce()).isZero();
    assertThat(configs.warnings()).isEmpty();
  }

  @Test
  void anOlderVersionDoesNotCount() {
    take(version(2));
    take(version(1));

    assertThat(inForce()).isEqualTo(2);
    assertThat(configs.warnings())
        .containsExactly("strategy-configs-0@1 is ignored: version must be above 2, was 1");
  }

  @Test
  void afterATombstoneTheVerySameCountsAgainAndAnotherOfItsVersionDoesNot() {
    take(version(2));
    take(null);
    take(SampleEvents.config().setVersion(2).setIncarnation(2).build());
    assertThat(inForce()).isZero();
    assertThat(configs.warnings()).hasSize(1);

    take(version(2));
    assertThat(inForce()).isEqualTo(2);
  }
}
