package io.strategystreams.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.audit.Auditor;
import io.strategystreams.audit.HistoryReader;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(1200)
class StageTest {
  private static final Duration PATIENCE = Duration.ofSeconds(240);

  @TempDir private Path directory;

  @Test
  void applicationsAsProcessesFillOrdersUnderLoadAndComeToRestWithEveryPromiseKept()
      throws Exception {
    StagePlan plan = StagePlan.standard(Path.of("configs")).withBrokers(1).withCopies(1);
    try (Stage stage = Stage.open(plan, directory)) {
      Application strategies = stage.start(Role.STRATEGIES);
      Application paper = stage.start(Role.PAPER);
      stage.awaitRunning(PATIENCE);
      try (OrderFlow orders = OrderFlow.start(stage.access());
          Load load = Load.start(stage, 1)) {
        Awaitility.await()
            .atMost(PATIENCE)
            .failFast(() -> assertThat(load.failure()).isEmpty())
            .until(() -> orders.count() >= 60);
        load.settle();
        Awaitility.await()
            .atMost(PATIENCE)
            .pollInterval(Duration.ofSeconds(3))
            .untilAsserted(
                () ->
                    assertThat(Auditor.breaches(HistoryReader.read(stage.access(), true), true))
                        .isEmpty());
      }
      assertThat(strategies.terminate(PATIENCE)).isTrue();
      assertThat(strategies.exitCode()).as(strategies.output()).hasValue(0);
      assertThat(paper.terminate(PATIENCE)).isTrue();
      assertThat(paper.exitCode()).as(paper.output()).hasValue(0);
    }
  }
}
