package io.strategystreams.paper.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strategystreams.contract.Topics;
import io.strategystreams.paper.PaperFixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.streams.TopologyDescription;
import org.junit.jupiter.api.Test;

/** The topology's shape: a changed name orphans a changelog. */
class PaperTopologyGoldenTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden/paper-topology.txt");

  @Test
  void theTopologyIsAsDescribed() throws IOException {
    String described =
        new PaperTopology(
                PaperSettings.defaults(1),
                PaperFixtures.desk(),
                Map.of("schema.registry.url", "mock://golden"))
            .build(1)
            .describe()
            .toString();
    if (Boolean.getBoolean("golden.renew")) {
      Files.createDirectories(GOLDEN.getParent());
      Files.writeString(GOLDEN, described);
    }

    assertThat(described)
        .as("if the change is meant: mvn test -Dtest=PaperTopologyGoldenTest -Dgolden.renew=true")
        .isEqualTo(Files.readString(GOLDEN));
  }

  @Test
  void everyStoreIsKnownToTheChecks() {
    Set<String> stores = new TreeSet<>();
    for (var subtopology :
        new PaperTopology(
                PaperSettings.defaults(1),
                PaperFixtures.desk(),
                Map.of("schema.registry.url", "mock://golden"))
            .build(1)
            .describe()
            .subtopologies()) {
      subtopology
          .nodes()
          .forEach(
              node -> {
                if (node instanceof TopologyDescription.Processor processor) {
                  stores.addAll(processor.stores());
                }
              });
    }

    assertThat(PaperTopology.STORES).containsExactlyInAnyOrderElementsOf(stores);
  }

  @Test
  void topicsOfDifferentPartitionCountsAreRefusedByName() {
    Map<String, Integer> partitions = new HashMap<>();
    Topics.PAPER_CO_PARTITIONED.forEach(topic -> partitions.put(topic, 4));
    partitions.put(Topics.DEAD_LETTERS, 1);
    assertThat(CoPartitioning.require("paper", partitions)).isEqualTo(4);

    partitions.put("orders", 3);
    assertThatThrownBy(() -> CoPartitioning.require("paper", partitions))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("orders=3")
        .hasMessageContaining("market-data=4");
  }

  @Test
  void everyTopicThatIsReadOrWrittenMustBeThere() {
    Map<String, Integer> none = new HashMap<>();

    assertThatThrownBy(() -> CoPartitioning.require("paper", none))
        .hasMessage(
            "topics are missing: dead-letters, execution-reports, exposures, market-data, orders,"
                + " paper-flows, risk-assessments, strategy-controls; make them with: strategies"
                + " topics --create (to replay history: --create --for-replay)");
  }

  @Test
  void stateOfAnotherCountIsRefused() {
    Map<String, Integer> partitions = new HashMap<>();
    Topics.PAPER_CO_PARTITIONED.forEach(topic -> partitions.put(topic, 4));
    partitions.put(Topics.DEAD_LETTERS, 1);
    partitions.put("paper-paper-accounts-changelog", 3);

    assertThatThrownBy(() -> CoPartitioning.require("paper", partitions))
        .hasMessageStartingWith("the state was written with another number of partitions than 4")
        .hasMessageContaining("paper-paper-accounts-changelog=3");
  }
}
