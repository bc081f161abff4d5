package io.strategystreams.realcluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.audit.History;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** On three nodes, with three copies of everything. */
class SameOrdersOnEmbeddedClusterTest extends SameOrdersContract {
  @Override
  RealCluster cluster() {
    return Clusters.embedded();
  }

  /** Between instants: nothing is under way, and all of it moves. */
  @Test
  void instancesThatComeThatStopAndThatLoseTheirState() {
    try (ClusterStage stage = ClusterStage.open(cluster(), 4);
        Fleet fleet = new Fleet(stage, Play.paperSettings())) {
      startBoth(fleet, 1);
      startBoth(fleet, 2);
      History history =
          Play.TWO_DAYS.on(
              stage,
              fleet,
              played -> {
                switch (played) {
                  case 8 -> startBoth(fleet, 3);
                  case 20 -> stopBoth(fleet, 1);
                  case 30 -> loseBothAndStartThemAgain(stage, fleet, 2);
                  default -> {
                    return;
                  }
                }
                fleet.awaitStable();
                fleet.awaitTasksOfEach();
              });
      assertThat(fleet.names())
          .containsExactlyInAnyOrder("strategies-2", "paper-2", "strategies-3", "paper-3");
      assertSameOrders(Play.TWO_DAYS, history);
    }
  }

  private static void stopBoth(Fleet fleet, int number) throws Exception {
    fleet.stop("strategies-" + number);
    fleet.stop("paper-" + number);
  }

  private static void loseBothAndStartThemAgain(ClusterStage stage, Fleet fleet, int number)
      throws Exception {
    assertThat(stage.stateDirectory("strategies-" + number)).isNotEmptyDirectory();
    assertThat(stage.stateDirectory("paper-" + number)).isNotEmptyDirectory();
    fleet.lose("strategies-" + number);
    fleet.lose("paper-" + number);
    assertThat(Files.exists(stage.stateDirectory("strategies-" + number))).isFalse();
    startBoth(fleet, number);
  }
}
