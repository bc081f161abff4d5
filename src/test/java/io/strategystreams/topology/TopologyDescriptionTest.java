package io.strategystreams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.core.strategy.Strategies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TopologyDescriptionTest {
  private static final Path GOLDEN = Path.of("src", "test", "resources", "topology.txt");

  @Test
  void theTopologyIsTheOneThatWasAgreed() throws IOException {
    String now =
        new StrategyTopology(
                new EventSerdes(Map.of("schema.registry.url", "mock://description")),
                StrategyDesk.of(
                    new Strategies(), Driver.CONFIGURATION.desk(), ClockPolicy.replay()),
                PartitionCounts.all(1),
                Storage.DISK)
            .toTopology()
            .describe()
            .toString();
    if (Boolean.getBoolean("renew")) {
      Files.writeString(GOLDEN, now);
    }

    assertThat(now)
        .as(
            "the topology changed. A renamed store loses its state, a renamed topic its records. If"
                + " that is meant: mvn -B -q test -Dtest=TopologyDescriptionTest -Drenew=true, and"
                + " commit %s",
            GOLDEN)
        .isEqualTo(Files.readString(GOLDEN));
  }
}
