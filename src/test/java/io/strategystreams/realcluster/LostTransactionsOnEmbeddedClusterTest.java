package io.strategystreams.realcluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.audit.Auditor;
import io.strategystreams.audit.History;
import io.strategystreams.contract.Topics;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.core.strategy.Strategies;
import io.strategystreams.lifecycle.StreamsLifecycle;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The only instance stalls, still a member of its group, until the brokers have aborted its
 * transaction: once within {@code process}, from which Kafka Streams recovers by itself, and once
 * about to commit, which ends the thread. Only the transactions are lost: the application goes on,
 * and what is committed is what a run without stalls commits.
 */
@Timeout(2400)
class LostTransactionsOnEmbeddedClusterTest {
  private static final String STRATEGY = Mode.ETH_BASIS.id();

  /** Entry and deposit, both done when it ends. */
  private static final int HOURS = 10;

  /** The next thing that the strategy does is what the deposit asks for. */
  private static final int BEFORE_THE_DEPOSIT = 3;

  private static final int AFTER_THE_DEPOSIT = 6;
  private static final Duration PATIENCE = Duration.ofSeconds(240);
  private static final Set<TransactionState> OPEN =
      Set.of(
          TransactionState.ONGOING,
          TransactionState.PREPARE_ABORT,
          TransactionState.PREPARE_EPOCH_FENCE);

  @Test
  void strategiesGoOnAfterTheBrokersAbortedTheirTransactions() throws Exception {
    try (Stall stall = new Stall(Topics.ORDERS, STRATEGY);
        StalledCommit commit = new StalledCommit();
        ClusterStage stage = ClusterStage.open(Clusters.embedded(), 4);
        Fleet fleet = new Fleet(stage, Play.paperSettings())) {
      fleet.startStrategies("victim", new Strategies(), soonAborted(stall));
      fleet.startPaper("paper", Map.of());
      assertGoesOn(stall, commit, stage, fleet);
    }
  }

  @Test
  void paperExecutorsGoOnAfterTheBrokersAbortedTheirTransactions() throws Exception {
    try (Stall stall = new Stall(Topics.EXECUTION_REPORTS, STRATEGY);
        StalledCommit commit = new StalledCommit();
        ClusterStage stage = ClusterStage.open(Clusters.embedded(), 4);
        Fleet fleet = new Fleet(stage, Play.paperSettings())) {
      fleet.startStrategies("strategies", new Strategies(), Map.of());
      fleet.startPaper("victim", soonAborted(stall));
      assertGoesOn(stall, commit, stage, fleet);
    }
  }

  private static void assertGoesOn(
      Stall stall, StalledCommit commit, ClusterStage stage, Fleet fleet) {
    StreamsLifecycle victim = fleet.lifecycle("victim");
    String instance = instance(victim);
    CompletableFuture<Void> woken =
        CompletableFuture.runAsync(
            () -> {
              awaitAborted(stall::isAsleep, stage.admin(), instance);
              stall.wake();
              awaitAborted(commit::isAsleep, stage.admin(), instance);
              commit.wake();
            });
    History history =
        Play.TWO_DAYS.on(
            stage,
            fleet,
            HOURS,
            played -> {
              if (played == BEFORE_THE_DEPOSIT) {
                stall.arm();
              } else if (played == AFTER_THE_DEPOSIT) {
                commit.arm(instance);
              }
            });

    woken.join();
    fleet.awaitStable();
    fleet.awaitTasksOfEach();
    assertThat(victim.replacedThreads()).isEqualTo(1);
    assertThat(victim.hasEnded()).isFalse();
    assertThat(fleet.failure()).isEmpty();
    assertThat(Play.orderLines(history))
        .containsExactlyElementsOf(Play.TWO_DAYS.expectedLines(HOURS));
    assertThat(Auditor.breaches(history, true)).isEmpty();
  }

  /** What its clients' names and transactional ids begin with: application and process. */
  private static String instance(StreamsLifecycle lifecycle) {
    String thread = lifecycle.streams().metadataForLocalThreads().iterator().next().threadName();
    return thread.substring(0, thread.indexOf("-StreamThread-"));
  }

  private static void awaitAborted(Callable<Boolean> stalls, Admin admin, String instance) {
    Awaitility.await(instance + " stalls").atMost(PATIENCE).until(stalls);
    Awaitility.await("the brokers abort the transaction of " + instance)
        .atMost(PATIENCE)
        .until(() -> open(admin, instance).isEmpty());
  }

  private static List<String> open(Admin admin, String instance) throws Exception {
    return admin
        .listTransactions(new ListTransactionsOptions().filterStates(OPEN))
        .all()
        .get()
        .stream()
        .map(TransactionListing::transactionalId)
        .filter(id -> id.startsWith(instance + "-"))
        .toList();
  }

  private static Map<String, Object> soonAborted(Stall stall) {
    Map<String, Object> tuning = new HashMap<>(stall.tuning());
    tuning.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), 2000);
    // The wait for a commit that stalls must outlast the abort, on a slow machine too.
    tuning.put(
        StreamsConfig.producerPrefix(ProducerConfig.MAX_BLOCK_MS_CONFIG),
        Math.toIntExact(PATIENCE.toMillis()));
    return tuning;
  }
}
