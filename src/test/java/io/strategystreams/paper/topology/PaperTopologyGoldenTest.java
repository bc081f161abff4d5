package io.strategystreams.paper.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strategystreams.paper.PaperFixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The topology's shape: a changed name orphans a changelog. */
class PaperTopologyGoldenTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden/paper-topology.txt");

  @Test
  void theTopologyIsAsDescribed() throws IOException {
    String described =
        new PaperTopology(
                PaperSettings.defaults(1),
                PaperFixtures.catalogue(),
                Map.of("schema.registry.url", "mock://golden"))
            .build()
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
  void topicsOfDifferentPartitionCountsAreRefusedByName() {
    Map<String, Integer> partitions = new HashMap<>();
    CoPartitioning.TOPICS.forEach(topic -> partitions.put(topic, 4));
    CoPartitioning.check(partitions);

    partitions.put("orders", 3);
    assertThatThrownBy(() -> CoPartitioning.check(partitions))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("orders=3")
        .hasMessageContaining("market-data=4");
    partitions.remove("paper-flows");
    assertThatThrownBy(() -> CoPartitioning.check(partitions))
        .hasMessageContaining("topics are missing")
        .hasMessageContaining("[paper-flows]");
  }
}
