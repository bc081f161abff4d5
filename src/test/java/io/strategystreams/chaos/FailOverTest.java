package io.strategystreams.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.chaos.FailOverFigures.Event;
import io.strategystreams.config.ApplicationSettings;
import io.strategystreams.config.ConfigDirectory;
import io.strategystreams.config.GroupProtocol;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Instances come, stop and are killed under load, with the settings that are shipped. */
@Timeout(2400)
class FailOverTest {
  private static final Path CONFIGS = Path.of("configs");

  @TempDir private Path directory;

  @Test
  void ordersFlowOnWithoutLossWhenAnInstanceComesStopsAndIsKilled() throws Exception {
    assertOrdersFlowOn(GroupProtocol.CLASSIC);
  }

  @Test
  @Tag("long")
  void theSameUnderTheStreamsProtocol() throws Exception {
    assertOrdersFlowOn(GroupProtocol.STREAMS);
  }

  /** Order flow that does not go on fails the run itself. */
  private void assertOrdersFlowOn(GroupProtocol protocol) throws Exception {
    ApplicationSettings.FailOver shipped =
        ConfigDirectory.load(CONFIGS, Map.of()).application().failOver();
    Timeouts brief = Timeouts.brief();
    StagePlan stage =
        StagePlan.standard(CONFIGS)
            .withBrokers(1)
            .withCopies(1)
            .withTimeouts(
                new Timeouts(
                    shipped.sessionTimeout(),
                    shipped.transactionTimeout(),
                    brief.transactionSweep(),
                    brief.brokerSession()));
    FailOverPlan plan =
        new FailOverPlan(
            stage,
            List.of(protocol),
            List.of(shipped.standbyReplicas()),
            1,
            false,
            Duration.ofSeconds(5),
            1,
            Duration.ofMillis(150));

    FailOverFigures figures =
        FailOverRun.of(plan, protocol, shipped.standbyReplicas(), directory, System.out::println);

    assertThat(figures.breaches()).isEmpty();
    assertThat(figures.orders()).isPositive();
    assertThat(figures.pauses().keySet()).isEqualTo(EnumSet.complementOf(EnumSet.of(Event.FREEZE)));
  }

  @Test
  void theMedianOfAnEvenNumberIsTheLowerOfTheMiddleTwo() {
    assertThat(
            FailOverFigures.median(
                List.of(
                    Duration.ofSeconds(9),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(4),
                    Duration.ofSeconds(2))))
        .isEqualTo(Duration.ofSeconds(2));
  }
}
