package io.strategystreams.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.strategystreams.cli.Main;
import io.strategystreams.cluster.ClusterAccess;
import io.strategystreams.cluster.ClusterTopics;
import io.strategystreams.cluster.TopicCreator;
import io.strategystreams.cluster.TopicPlan;
import io.strategystreams.config.ApplicationSettings;
import io.strategystreams.config.ConfigDirectory;
import io.strategystreams.config.Configuration;
import io.strategystreams.config.ShippedConfigs;
import io.strategystreams.contract.Topics;
import io.strategystreams.core.strategy.Strategies;
import io.strategystreams.paper.PaperApplication;
import io.strategystreams.paper.topology.PaperSettings;
import io.strategystreams.topology.Profile;
import io.strategystreams.topology.StrategyApplication;
import io.strategystreams.topology.StrategyDesk;
import io.strategystreams.topology.StreamsSettings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A broker that asks everybody who they are, and users with the rights that production gives them:
 * a strategy is configured, trades, is halted, and its dead letters go back.
 */
@Timeout(1200)
class RightsAreEnoughTest {
  private static final Duration PATIENCE = Duration.ofSeconds(180);
  private static final String STRATEGY = "pure_lending_usdt";
  private static final int PARTITIONS = 2;

  @TempDir private Path directory;

  @Test
  void everybodyDoesTheirWorkAndNoMore() throws Exception {
    Manifests production = Overlay.PRODUCTION.manifests();
    List<String> users = production.of("KafkaUser").stream().map(Manifests::name).toList();
    try (SecuredBroker broker = SecuredBroker.start(directory.resolve("broker"), users)) {
      for (JsonNode user : production.of("KafkaUser")) {
        broker.give(Manifests.name(user), Right.of(user));
        SecuredBroker.properties(directory, Manifests.name(user));
      }
      TopicPlan plan = TopicPlan.of(as("operator", broker).application()).onOneBroker();
      try (Admin admin = broker.admin()) {
        new TopicCreator(admin).create(plan.newTopics());
      }
      try (StrategyApplication strategies = strategies(as("strategies", broker));
          PaperApplication paper = paper(as("paper-executor", broker))) {
        paper.start();
        strategies.awaitRunning(PATIENCE);
        paper.awaitRunning(PATIENCE);

        typed("operator", broker, "apply", STRATEGY, "--yes");
        typed("operator", broker, "paper-flow", "open", STRATEGY, "1000");
        await()
            .atMost(PATIENCE)
            .until(
                () ->
                    typed("operator", broker, "reports", "--strategy", STRATEGY)
                        .contains("FILLED"));
        assertThat(
                typed(
                    "operator",
                    broker,
                    "halt",
                    STRATEGY,
                    "--reason",
                    "trying rights",
                    "--wait",
                    "180"))
            .contains("decides under it");
        aDeadLetterGoesBack(broker);
        looksAround(broker, plan);

        assertThat(strategies.failure()).isEmpty();
        assertThat(paper.failure()).isEmpty();
      }
      doesNoMore(broker);
    }
  }

  private void aDeadLetterGoesBack(SecuredBroker broker) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        producer(Map.of("bootstrap.servers", broker.adminServers()))) {
      producer.send(new ProducerRecord<>(Topics.PRICES, new byte[] {1}, new byte[] {2})).get();
    }
    await()
        .atMost(PATIENCE)
        .until(() -> typed("operator", broker, "dead-letters").contains(Topics.PRICES));
    assertThat(typed("redrive", broker, "dead-letters", "--redrive", "--all", "--yes"))
        .contains("1");
  }

  /** What production's start and KEDA ask. */
  private void looksAround(SecuredBroker broker, TopicPlan plan) throws Exception {
    for (String user : List.of("strategies", "paper-executor")) {
      try (Admin admin = ClusterAccess.of(as(user, broker).application()).admin()) {
        assertThat(ClusterTopics.differences(plan, new ClusterTopics(admin).found(plan))).isEmpty();
      }
    }
    ApplicationSettings application = as("scaler", broker).application();
    try (Admin admin = ClusterAccess.of(application).admin()) {
      for (JsonNode scaled : Overlay.PRODUCTION.manifests().of("ScaledObject")) {
        for (JsonNode trigger : scaled.at("/spec/triggers")) {
          TopicPartition first = new TopicPartition(trigger.at("/metadata/topic").asText(), 0);
          assertThat(admin.listOffsets(Map.of(first, OffsetSpec.latest())).all().get())
              .containsKey(first);
        }
        String group = scaled.at("/spec/triggers/0/metadata/consumerGroup").asText();
        await()
            .atMost(PATIENCE)
            .untilAsserted(
                () ->
                    assertThat(
                            admin
                                .listConsumerGroupOffsets(group)
                                .partitionsToOffsetAndMetadata()
                                .get())
                        .containsKey(new TopicPartition(Topics.MARKET_DATA, 0)));
      }
    }
  }

  private void doesNoMore(SecuredBroker broker) {
    mayNotWrite("strategies", Topics.EXPOSURES, broker);
    mayNotWrite("paper-executor", Topics.ORDERS, broker);
    mayNotWrite("model", Topics.PRICES, broker);
    mayNotWrite("market-data", Topics.MARKET_DATA, broker);
    mayNotWrite("monitor", Topics.EXECUTION_REPORTS, broker);
    mayNotWrite("executor", Topics.ORDERS, broker);
    mayNotWrite("operator", Topics.ORDERS, broker);
    mayNotWrite("scaler", Topics.PRICES, broker);
    mayNotCall("strategies", "strategy-streams-paper-1", broker);
    mayNotCall("paper-executor", "strategy-streams-1", broker);
  }

  private void mayNotWrite(String user, String topic, SecuredBroker broker) {
    Map<String, Object> config = client(user, broker);
    config.put("enable.idempotence", false);
    try (KafkaProducer<byte[], byte[]> producer = producer(config)) {
      assertThatThrownBy(() -> producer.send(new ProducerRecord<>(topic, new byte[1])).get())
          .as("%s writes %s", user, topic)
          .rootCause()
          .isInstanceOf(TopicAuthorizationException.class);
    }
  }

  private void mayNotCall(String user, String transactionalId, SecuredBroker broker) {
    Map<String, Object> config = client(user, broker);
    config.put("transactional.id", transactionalId);
    try (KafkaProducer<byte[], byte[]> producer = producer(config)) {
      assertThatThrownBy(producer::initTransactions)
          .as("%s calls its transaction %s", user, transactionalId)
          .isInstanceOf(TransactionalIdAuthorizationException.class);
    }
  }

  private static KafkaProducer<byte[], byte[]> producer(Map<String, Object> config) {
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private Map<String, Object> client(String user, SecuredBroker broker) {
    return new HashMap<>(ClusterAccess.of(as(user, broker).application()).client());
  }

  private StrategyApplication strategies(Configuration configuration) {
    StreamsSettings settings = StreamsSettings.of(configuration.application(), Profile.DEVELOPMENT);
    return StrategyApplication.start(
        settings, StrategyDesk.of(new Strategies(), configuration.desk(), settings.liveClock()));
  }

  private PaperApplication paper(Configuration configuration) {
    return PaperApplication.of(
        configuration.application(),
        PaperSettings.of(configuration),
        configuration.desk(),
        Map.of());
  }

  private Configuration as(String user, SecuredBroker broker) {
    return ConfigDirectory.load(
        ShippedConfigs.DIRECTORY,
        Map.of(
            "STRATEGY_STREAMS_BOOTSTRAP_SERVERS",
            broker.bootstrapServers(),
            "STRATEGY_STREAMS_CLIENT_PROPERTIES",
            properties(user),
            "STRATEGY_STREAMS_SCHEMA_REGISTRY_URL",
            "mock://rights",
            "STRATEGY_STREAMS_STATE_DIR",
            directory.resolve(user).toString(),
            "STRATEGY_STREAMS_PARTITIONS",
            Integer.toString(PARTITIONS),
            "STRATEGY_STREAMS_PAPER__VALUATION_INTERVAL",
            "1s"));
  }

  private String properties(String user) {
    return directory.resolve(user + ".properties").toString();
  }

  /** What a command prints, typed by a user; it must succeed. */
  private String typed(String user, SecuredBroker broker, String... command) {
    StringWriter printed = new StringWriter();
    PrintWriter to = new PrintWriter(printed, true);
    String[] all =
        Stream.concat(
                Arrays.stream(command),
                Stream.of(
                    "--bootstrap-servers=" + broker.bootstrapServers(),
                    "--registry=mock://rights",
                    "--client-properties=" + properties(user)))
            .toArray(String[]::new);
    int exitCode = Main.commandLine().setOut(to).setErr(to).execute(all);
    assertThat(exitCode)
        .as("%s: %s%n%s", user, Arrays.stream(all).collect(Collectors.joining(" ")), printed)
        .isZero();
    return printed.toString();
  }
}
