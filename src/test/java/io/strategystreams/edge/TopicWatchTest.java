package io.strategystreams.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.cluster.TopicCreator;
import io.strategystreams.embedded.EmbeddedBroker;
import io.strategystreams.lifecycle.Ground.Away;
import io.strategystreams.lifecycle.Ground.Sight;
import io.strategystreams.lifecycle.Ground.Sound;
import io.strategystreams.lifecycle.Ground.Wrong;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is seen of topics that change under an application that runs. */
@Timeout(600)
class TopicWatchTest {
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static EmbeddedBroker broker;
  private static Admin admin;

  private String free;
  private String one;
  private String other;
  private String changelog;
  private TopicWatch watch;

  @BeforeAll
  static void startBroker() {
    broker = EmbeddedBroker.start();
    admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
  }

  @AfterAll
  static void stopBroker() {
    admin.close(Duration.ZERO);
    broker.close();
  }

  @BeforeEach
  void makeTopics() {
    String run = "-" + NUMBER.incrementAndGet();
    free = "free" + run;
    one = "one" + run;
    other = "other" + run;
    changelog = "changelog" + run;
    List.of(free, one, other, changelog).forEach(TopicWatchTest::make);
    watch =
        new TopicWatch(
            admin, new TopicChecks(List.of(free), List.of(one, other), List.of(changelog)));
    assertThat(seen(watch)).isEqualTo(new Sound());
  }

  @Test
  void aTopicOfItsOwnMayGrow() throws Exception {
    grow(free);

    assertThat(seen(watch)).isEqualTo(new Sound());
  }

  @Test
  void oneThatMustKeepItsCountMayNot() throws Exception {
    grow(one);

    assertThat(wrong(seen(watch)))
        .contains(one + "=3", other + "=2", "must have one and the same number of partitions");
  }

  @Test
  void allTogetherMayNotEither() throws Exception {
    grow(one);
    grow(other);

    assertThat(wrong(seen(watch)))
        .contains("the state was written with another number of partitions", changelog + "=2");
  }

  @Test
  void aTopicThatIsDeletedIsMissed() throws Exception {
    delete(other);

    assertThat(wrong(seen(watch)))
        .isEqualTo(
            "topics were deleted while it ran: "
                + other
                + ". What was in them and not read is gone; make them with: strategies topics"
                + " --create, and see that their writers write again what counts");
  }

  @Test
  void aChangelogThatIsDeletedTakesTheStateWithIt() throws Exception {
    delete(changelog);

    assertThat(wrong(seen(watch))).contains(changelog, "begin anew under another application_id");
  }

  @Test
  void aTopicThatIsMadeAnewBetweenTwoLooksIsAnotherOne() throws Exception {
    delete(one);
    make(one);

    assertThat(wrong(seen(watch))).startsWith("topics were deleted and made anew while it ran: ");
  }

  @Test
  void aChangelogMayAppear() {
    TopicWatch early =
        new TopicWatch(
            admin, new TopicChecks(List.of(free), List.of(one), List.of(changelog + "-later")));
    assertThat(seen(early)).isEqualTo(new Sound());
    make(changelog + "-later");

    assertThat(seen(early)).isEqualTo(new Sound());
  }

  @Test
  void brokersThatDoNotAnswerAreAway() {
    try (Admin nowhere = Admin.create(Map.of("bootstrap.servers", "127.0.0.1:1"))) {
      Sight sight =
          new TopicWatch(nowhere, new TopicChecks(List.of(free), List.of(one), List.of())).look();

      assertThat(sight).isInstanceOf(Away.class);
      assertThat(((Away) sight).what()).startsWith("the brokers do not answer (");
    }
  }

  @Test
  void whatMustBeInSyncIsAskedThoughABrokerIsSilent() throws Exception {
    String two = one + "-two";
    new TopicCreator(admin)
        .create(
            List.of(new NewTopic(two, 1, (short) 1).configs(Map.of("min.insync.replicas", "2"))));
    Node there = admin.describeCluster().nodes().get().iterator().next();
    List<Node> copies = List.of(there, new Node(there.id() + 1, "127.0.0.1", 1));
    TopicDescription described =
        new TopicDescription(two, false, List.of(new TopicPartitionInfo(0, there, copies, copies)));

    assertThat(new CopiesInSync(admin, 6_000).shortage(Map.of(two, described)))
        .hasValueSatisfying(
            said ->
                assertThat(said)
                    .contains(two + "-0 has 1 of 2", "do not answer: [" + copies.get(1).id()));
  }

  /** What is seen once the broker answers in time, which a busy machine's may not at first. */
  private static Sight seen(TopicWatch watch) {
    return Awaitility.await()
        .atMost(PATIENCE)
        .until(watch::look, sight -> !(sight instanceof Away));
  }

  private static String wrong(Sight sight) {
    assertThat(sight).isInstanceOf(Wrong.class);
    return ((Wrong) sight).problem();
  }

  private static void make(String topic) {
    new TopicCreator(admin).create(List.of(new NewTopic(topic, 2, (short) 1)));
  }

  private static void grow(String topic) throws Exception {
    admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(3))).all().get();
    awaitCount(topic, 3);
  }

  private static void delete(String topic) throws Exception {
    admin.deleteTopics(List.of(topic)).all().get();
    awaitCount(topic, 0);
  }

  private static void awaitCount(String topic, int count) {
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> TopicCounts.of(admin, List.of(topic)).getOrDefault(topic, 0) == count);
  }
}
