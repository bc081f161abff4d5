package io.strategystreams.realcluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.audit.Auditor;
import io.strategystreams.audit.History;
import io.strategystreams.core.strategy.Strategies;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The order file is the drivers', byte for byte, on however many partitions and instances. Whatever
 * brokers it is held on.
 */
@Timeout(2400)
abstract class SameOrdersContract {
  abstract RealCluster cluster();

  @Test
  void fourPartitionsAndThreeInstancesOfEach() {
    assertSameOrders(Play.TWO_DAYS, 4, 3);
  }

  /** With that many instances of strategies and of the paper executor. */
  final void assertSameOrders(Play play, int partitions, int instances) {
    try (ClusterStage stage = ClusterStage.open(cluster(), partitions);
        Fleet fleet = new Fleet(stage, Play.paperSettings())) {
      IntStream.rangeClosed(1, instances).forEach(number -> startBoth(fleet, number));
      History history =
          play.on(
              stage,
              fleet,
              played -> {
                // An instance without a task would show nothing; there is a task a partition.
                if (instances <= partitions) {
                  fleet.awaitTasksOfEach();
                }
              });
      assertSameOrders(play, history);
    }
  }

  static void startBoth(Fleet fleet, int number) {
    fleet.startStrategies("strategies-" + number, new Strategies(), Map.of());
    fleet.startPaper("paper-" + number, Map.of());
  }

  static void assertSameOrders(Play play, History history) {
    assertThat(Play.orderLines(history))
        .isNotEmpty()
        .containsExactlyElementsOf(Play.orderLines(play.inDrivers()));
    assertThat(Auditor.breaches(history, true)).isEmpty();
  }
}
