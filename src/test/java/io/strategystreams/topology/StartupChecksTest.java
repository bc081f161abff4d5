package io.strategystreams.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.strategystreams.config.ApplicationSettings;
import io.strategystreams.config.ProcessingGuarantee;
import io.strategystreams.contract.Topics;
import io.strategystreams.lifecycle.StartupException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.streams.errors.DefaultProductionExceptionHandler;
import org.apache.kafka.streams.errors.LogAndContinueProcessingExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailProcessingExceptionHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;

class StartupChecksTest {
  static final List<String> ALL = Topics.ALL;
  static final List<String> CO_PARTITIONED = Topics.CO_PARTITIONED;
  private static final List<String> CHANGELOGS = List.of("a-strategies-store-changelog");

  private static Map<String, Integer> topics() {
    Map<String, Integer> counts = new HashMap<>();
    Topics.ALL.forEach(topic -> counts.put(topic, 4));
    return counts;
  }

  private static String refusal(Map<String, Integer> counts) {
    StartupException[] thrown = new StartupException[1];
    assertThatExceptionOfType(StartupException.class)
        .isThrownBy(() -> StartupChecks.require(counts, CHANGELOGS))
        .satisfies(exception -> thrown[0] = exception);
    return thrown[0].getMessage();
  }

  @Test
  void aSoundClusterPasses() {
    assertThatCode(() -> StartupChecks.require(topics(), CHANGELOGS)).doesNotThrowAnyException();
    Map<String, Integer> withState = topics();
    withState.put(CHANGELOGS.get(0), 4);
    withState.put(Topics.PRICES, 1);
    withState.put(Topics.DEAD_LETTERS, 7);
    assertThatCode(() -> StartupChecks.require(withState, CHANGELOGS)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @FieldSource("ALL")
  void shouldThrowWhenATopicIsMissing(String topic) {
    Map<String, Integer> counts = topics();
    counts.remove(topic);

    assertThat(refusal(counts))
        .isEqualTo(
            "topics are missing: "
                + topic
                + "; make them with: strategies topics --create (to replay history: --create"
                + " --for-replay)");
  }

  @ParameterizedTest
  @FieldSource("CO_PARTITIONED")
  void shouldThrowWhenACountDiffersAndNameTopicsAndCounts(String topic) {
    Map<String, Integer> counts = topics();
    counts.put(topic, 5);

    assertThat(refusal(counts))
        .contains(topic + "=5")
        .contains(topic.equals(Topics.ORDERS) ? "exposures=4" : "orders=4")
        .doesNotContain("prices");
  }

  @Test
  void shouldThrowWhenTheStateWasWrittenWithAnotherCount() {
    Map<String, Integer> counts = topics();
    counts.put(CHANGELOGS.get(0), 3);

    assertThat(refusal(counts))
        .startsWith("the state was written with another number of partitions than 4")
        .contains("a-strategies-store-changelog=3");
  }

  @Test
  void productionRefusesAtLeastOnce() {
    ApplicationSettings settings =
        guaranteed(Driver.CONFIGURATION.application(), ProcessingGuarantee.AT_LEAST_ONCE);

    assertThatExceptionOfType(StartupException.class)
        .isThrownBy(() -> StreamsSettings.of(settings, Profile.PRODUCTION).requireAllowed())
        .withMessageContaining("exactly_once_v2")
        .withMessageContaining("at_least_once");
    assertThatCode(() -> StreamsSettings.of(settings, Profile.DEVELOPMENT).requireAllowed())
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void exactlyOnceIsAllowedEverywhere(Profile profile) {
    assertThatCode(
            () -> StreamsSettings.of(Driver.CONFIGURATION.application(), profile).requireAllowed())
        .doesNotThrowAnyException();
  }

  @Test
  void tuningNeverChangesWhatCorrectnessRestsOn() {
    Properties properties =
        StreamsSettings.of(Driver.CONFIGURATION.application(), Profile.PRODUCTION)
            .tuned(
                Map.of(
                    "processing.guarantee",
                    "at_least_once",
                    "max.task.idle.ms",
                    -1L,
                    "application.id",
                    "other",
                    "processing.exception.handler",
                    LogAndContinueProcessingExceptionHandler.class,
                    "production.exception.handler",
                    "a.handler.that.GoesOn",
                    "bootstrap.servers",
                    "b:1"))
            .toProperties();

    assertThat(properties)
        .containsEntry("processing.guarantee", "exactly_once_v2")
        .containsEntry("max.task.idle.ms", 0L)
        .containsEntry("application.id", "strategy-streams")
        .containsEntry("processing.exception.handler", LogAndFailProcessingExceptionHandler.class)
        .containsEntry("production.exception.handler", DefaultProductionExceptionHandler.class)
        .containsEntry("bootstrap.servers", "b:1")
        .containsEntry("ensure.explicit.internal.resource.naming", true)
        .containsEntry("commit.interval.ms", 100L);
  }

  @Test
  void theRegistryCanBeTuned() {
    StreamsSettings settings =
        StreamsSettings.of(Driver.CONFIGURATION.application(), Profile.PRODUCTION);

    assertThat(settings.registry()).containsEntry("schema.registry.url", "http://localhost:8081");
    assertThat(
            settings
                .tuned(Map.of("schema.registry.url", "mock://a", "auto.register.schemas", false))
                .registry())
        .containsEntry("schema.registry.url", "mock://a")
        .containsEntry("auto.register.schemas", false);
    assertThat(settings.liveClock().tickInterval()).contains(Duration.ofSeconds(1));
  }

  static ApplicationSettings guaranteed(
      ApplicationSettings settings, ProcessingGuarantee guarantee) {
    return new ApplicationSettings(
        settings.applicationId(),
        settings.bootstrapServers(),
        settings.schemaRegistryUrl(),
        settings.clientProperties(),
        settings.registry(),
        settings.stateDir(),
        settings.partitions(),
        settings.numThreads(),
        settings.commitInterval(),
        guarantee,
        settings.maxTaskIdle(),
        settings.failOver(),
        settings.tickInterval(),
        settings.marketFlow(),
        settings.maxClockSkew(),
        settings.cacheSize(),
        settings.rocksdbMemory(),
        settings.health(),
        settings.metrics(),
        settings.topics(),
        settings.paper(),
        settings.demo());
  }
}
