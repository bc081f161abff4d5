package io.strategystreams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TopologyCommandTest {

  @Test
  void textIsWhatKafkaStreamsDescribes() throws IOException {
    Run run = Run.of("topology");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .isEqualTo(Files.readString(Path.of("src", "test", "resources", "topology.txt")));
  }

  @Test
  void mermaidIsAFlowChartOfTopicsProcessorsAndStores() {
    Run run = Run.of("topology", "--format", "mermaid");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .startsWith("flowchart LR\n")
        .contains(
            "  topic-prices[prices] --> market-processor\n",
            "  market-processor --> topic-market-data[market-data]\n",
            "  topic-market-data[market-data] --> strategy-processor\n",
            "    strategy-processor --- strategies-store[(strategies-store)]\n",
            "  strategy-processor --> topic-orders[orders]\n");
  }

  @Test
  void anUnknownFormatIsRefused() {
    assertThat(Run.of("topology", "--format", "png").exitCode()).isEqualTo(ExitCodes.REFUSED);
  }
}
