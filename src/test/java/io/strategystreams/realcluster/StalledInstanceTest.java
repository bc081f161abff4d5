package io.strategystreams.realcluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.audit.Auditor;
import io.strategystreams.audit.History;
import io.strategystreams.audit.HistoryReader;
import io.strategystreams.contract.Topics;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.core.strategy.Strategies;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * An instance stalls inside {@code process}, about to send, and is taken for dead. The other takes
 * its tasks over and sends the same; the stalled one wakes, goes on where it was, and is fenced:
 * nothing of what it had in hand is committed.
 */
@Timeout(2400)
class StalledInstanceTest {
  private static final String STRATEGY = Mode.ETH_BASIS.id();

  /** Entry and deposit, both done when it ends. */
  private static final int HOURS = 10;

  /** The next thing that the strategy does is what the deposit asks for. */
  private static final int BEFORE_THE_DEPOSIT = 3;

  private static final Map<String, Object> SOON_MISSED =
      Map.of(StreamsConfig.consumerPrefix(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG), 6000);

  @Test
  void strategiesThatStallAreFencedAndAnotherSendsTheirOrders() throws Exception {
    try (Stall stall = new Stall(Topics.ORDERS, STRATEGY);
        ClusterStage stage = ClusterStage.open(Clusters.embedded(), 4);
        Fleet fleet = new Fleet(stage, Play.paperSettings())) {
      fleet.startStrategies("one", new Strategies(), tuning(stall));
      fleet.startStrategies("other", new Strategies(), tuning(stall));
      fleet.startPaper("paper", Map.of());
      assertNothingOfTheStalledIsCommitted(stall, stage, fleet);
    }
  }

  @Test
  void paperExecutorsThatStallAreFencedAndAnotherSendsTheirReports() throws Exception {
    try (Stall stall = new Stall(Topics.EXECUTION_REPORTS, STRATEGY);
        ClusterStage stage = ClusterStage.open(Clusters.embedded(), 4);
        Fleet fleet = new Fleet(stage, Play.paperSettings())) {
      fleet.startStrategies("strategies", new Strategies(), Map.of());
      fleet.startPaper("one", tuning(stall));
      fleet.startPaper("other", tuning(stall));
      assertNothingOfTheStalledIsCommitted(stall, stage, fleet);
    }
  }

  private static void assertNothingOfTheStalledIsCommitted(
      Stall stall, ClusterStage stage, Fleet fleet) throws Exception {
    try (FencedThreads fenced = new FencedThreads()) {
      History history =
          Play.TWO_DAYS.on(
              stage,
              fleet,
              HOURS,
              played -> {
                if (played == BEFORE_THE_DEPOSIT) {
                  stall.arm();
                }
                if (stall.isAsleep()) {
                  // All that this instant asks for is done and committed, by the other.
                  assertThat(Play.orderLines(HistoryReader.read(stage.access(), true)))
                      .isEqualTo(Play.TWO_DAYS.expectedLines(played));
                  // One that is slow may be fenced before, too. Asleep it says nothing.
                  fenced.forget();
                  stall.wake();
                  Awaitility.await("the thread that stalled is fenced")
                      .atMost(Duration.ofSeconds(240))
                      .until(() -> fenced.names().contains(stall.threadName()));
                  fleet.awaitStable();
                }
              });

      assertThat(fenced.names()).contains(stall.threadName());
      fleet.awaitTasksOfEach();
      assertThat(fleet.failure()).isEmpty();
      assertThat(Play.orderLines(history))
          .containsExactlyElementsOf(Play.TWO_DAYS.expectedLines(HOURS));
      assertThat(Auditor.breaches(history, true)).isEmpty();
    }
  }

  private static Map<String, Object> tuning(Stall stall) {
    Map<String, Object> tuning = new HashMap<>(SOON_MISSED);
    tuning.putAll(stall.tuning());
    return tuning;
  }
}
