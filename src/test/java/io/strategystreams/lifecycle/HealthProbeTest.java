package io.strategystreams.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.config.ApplicationKeys;
import io.strategystreams.config.Environment;
import io.strategystreams.lifecycle.Pulse.Beat;
import io.strategystreams.lifecycle.Pulse.Phase;
import io.strategystreams.testing.FreePort;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class HealthProbeTest {
  private static final Duration STALL = Duration.ofMinutes(6);
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Test
  void anApplicationThatStartsIsHealthy() {
    assertThat(asked(Pulse::starting)).isZero();
  }

  @Test
  void oneWithAWedgedThreadIsNot() {
    List<Beat> wedged = List.of(new Beat("one", STALL.plusSeconds(1)));

    assertThat(
            asked(
                () ->
                    new Pulse(
                        Phase.RUNNING,
                        wedged,
                        new TreeSet<>(),
                        Optional.empty(),
                        Optional.empty())))
        .isEqualTo(1);
  }

  @Test
  void norIsAPlaceWhereNobodyAnswers() {
    assertThat(HealthProbe.exitCode(FreePort.any(), PATIENCE)).isEqualTo(1);
  }

  @Test
  void thePortIsTheApplicationsOwn() {
    assertThat(HealthProbe.PORT).isEqualTo(Environment.variable(ApplicationKeys.HEALTH_PORT));
  }

  private static int asked(Supplier<Pulse> pulse) {
    try (HealthServer server = HealthServer.start("127.0.0.1", 0, pulse, STALL, () -> "")) {
      return HealthProbe.exitCode(server.port(), PATIENCE);
    }
  }
}
