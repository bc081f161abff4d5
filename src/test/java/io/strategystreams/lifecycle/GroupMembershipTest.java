package io.strategystreams.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strategystreams.cluster.GroupMembers;
import io.strategystreams.cluster.TopicCreator;
import io.strategystreams.config.ApplicationSettings;
import io.strategystreams.config.GroupProtocol;
import io.strategystreams.embedded.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(900)
class GroupMembershipTest {
  private static final Duration PATIENCE = Duration.ofSeconds(180);
  private static final Duration LONG = Duration.ofMinutes(1);

  private static EmbeddedBroker broker;
  private static Admin admin;

  @TempDir private Path directory;

  @BeforeAll
  static void start() {
    broker = EmbeddedBroker.start();
    admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    new TopicCreator(admin).create(List.of(new NewTopic("in", 2, (short) 1)));
  }

  @AfterAll
  static void stop() {
    admin.close(Duration.ZERO);
    broker.close();
  }

  @Test
  void theClassicProtocolTakesStandbysAndSessionFromTheInstance() throws Exception {
    GroupMembership classic = membership(GroupProtocol.CLASSIC, 2, Duration.ofSeconds(6));

    assertThat(classic.streams())
        .containsEntry("group.protocol", "classic")
        .containsEntry("num.standby.replicas", 2)
        .containsEntry("consumer.session.timeout.ms", 6_000)
        .containsEntry("consumer.heartbeat.interval.ms", 2_000)
        .containsEntry("producer.transaction.timeout.ms", 5_000);
    assertThat(membership(GroupProtocol.CLASSIC, 0, LONG).streams())
        .containsEntry("consumer.heartbeat.interval.ms", 3_000);

    classic.announce(admin, "classic-group");
    assertThat(settingsOf("classic-group")).containsEntry("streams.num.standby.replicas", "0");
  }

  @Test
  void theStreamsProtocolTakesThemFromTheGroupWhichIsToldOnTheBrokers() throws Exception {
    GroupMembership streams = membership(GroupProtocol.STREAMS, 1, Duration.ofSeconds(8));

    assertThat(streams.streams())
        .containsOnlyKeys("group.protocol", "producer.transaction.timeout.ms");
    streams.announce(admin, "streams-group");
    streams.announce(admin, "streams-group");

    // The broker that answers learns of it after the controller that took it.
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(settingsOf("streams-group"))
                    .containsEntry("streams.num.standby.replicas", "1")
                    .containsEntry("streams.session.timeout.ms", "8000"));
  }

  @Test
  void aSessionThatTheBrokersDoNotAllowIsRefusedAndSaysWhichSettingOfTheirs() {
    assertThatThrownBy(
            () ->
                membership(GroupProtocol.STREAMS, 1, Duration.ofSeconds(1))
                    .announce(admin, "too-short"))
        .isInstanceOf(StartupException.class)
        .hasMessageContainingAll(
            "session_timeout", "too-short", "1000", "group.streams.min.session.timeout.ms");
  }

  @ParameterizedTest
  @EnumSource(GroupProtocol.class)
  void itsMembersAreKnownAndWhoStopsLeavesAtOnce(GroupProtocol protocol) throws Exception {
    String group = "leaves-" + protocol.id();
    GroupMembership membership = membership(protocol, 0, LONG);
    membership.announce(admin, group);
    assertThat(GroupMembers.of(admin, group)).isEmpty();

    try (StreamsLifecycle first = run(group, membership, "one")) {
      first.awaitRunning(PATIENCE);
      Awaitility.await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(GroupMembers.of(admin, group))
                      .hasValueSatisfying(
                          members -> {
                            assertThat(members.count()).isEqualTo(1);
                            assertThat(members.isStable()).isTrue();
                            assertThat(members.topics()).containsExactly("in");
                          }));
      assertThat(first.stop()).isTrue();
    }

    // Sooner than the session's minute.
    awaitNobodyIn(group, Duration.ofSeconds(40));
  }

  private static void awaitNobodyIn(String group, Duration patience) {
    Awaitility.await()
        .atMost(patience)
        .untilAsserted(
            () ->
                assertThat(GroupMembers.of(admin, group).map(GroupMembers::count))
                    .isIn(Optional.empty(), Optional.of(0)));
  }

  @Test
  void theProtocolIsChangedWhileNobodyIsInTheGroupAndNotBefore() throws Exception {
    String group = "changes";
    GroupMembership classic = membership(GroupProtocol.CLASSIC, 0, LONG);
    GroupMembership streams = membership(GroupProtocol.STREAMS, 0, LONG);
    streams.announce(admin, group);

    try (StreamsLifecycle first = run(group, classic, "first")) {
      first.awaitRunning(PATIENCE);
      assertThatItIsNotLetIn(streams, first);
    }
    awaitNobodyIn(group, PATIENCE);
    try (StreamsLifecycle second = run(group, streams, "second")) {
      second.awaitRunning(PATIENCE);
      assertThatItIsNotLetIn(classic, second);
    }
    awaitNobodyIn(group, PATIENCE);
    try (StreamsLifecycle first = run(group, classic, "first")) {
      first.awaitRunning(PATIENCE);
    }
  }

  private void assertThatItIsNotLetIn(GroupMembership other, StreamsLifecycle running) {
    try (StreamsLifecycle refused = run(running.group(), other, "refused")) {
      Awaitility.await().atMost(PATIENCE).until(() -> refused.failure().isPresent());
    }
    assertThat(running.failure()).isEmpty();
    Awaitility.await().atMost(PATIENCE).until(running::isRunning);
  }

  private StreamsLifecycle run(String group, GroupMembership membership, String instance) {
    Topology topology = new Topology();
    topology.addSource("in", "in");
    Properties config = config(group, membership, directory.resolve(instance));
    return StreamsLifecycle.start(topology, config, Ground.Sound::new);
  }

  private static GroupMembership membership(
      GroupProtocol protocol, int standbys, Duration session) {
    return new GroupMembership(
        new ApplicationSettings.FailOver(protocol, standbys, session, Duration.ofSeconds(5)));
  }

  private static Properties config(String group, GroupMembership membership, Path state) {
    Properties config = new Properties();
    config.putAll(membership.streams());
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, group);
    config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers());
    config.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
    config.put(StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class);
    config.put(StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class);
    return config;
  }

  private static Map<String, String> settingsOf(String group) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.GROUP, group);
    Map<String, String> settings = new HashMap<>();
    admin
        .describeConfigs(List.of(resource))
        .all()
        .get()
        .get(resource)
        .entries()
        .forEach(entry -> settings.put(entry.name(), entry.value()));
    return settings;
  }
}
