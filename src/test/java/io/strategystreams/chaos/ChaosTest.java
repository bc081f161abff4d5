package io.strategystreams.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.chaos.FaultSchedule.Planned;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every kind of fault, once, under load: seven in two minutes. */
@Timeout(1800)
class ChaosTest {
  private static final long SEED = 42;

  @TempDir private Path directory;

  @Test
  void nothingIsLostOrDoubledWhileProcessesAreKilledFrozenAndCutOff() throws Exception {
    StagePlan plan = StagePlan.standard(Path.of("configs")).withCopies(2);
    Duration silence = plan.timeouts().surelyFenced().plusSeconds(2);
    Duration shortly = Duration.ofSeconds(2);
    FaultSchedule schedule =
        new FaultSchedule(
            List.of(
                at(4, app(Fault.Kind.KILL, Role.STRATEGIES, 1, shortly)),
                at(12, app(Fault.Kind.FREEZE, Role.STRATEGIES, 2, silence)),
                at(20, app(Fault.Kind.KILL, Role.PAPER, 1, shortly)),
                at(32, new Fault.OfBroker(1 + (int) (SEED % 3), plan.timeouts().brokerSession())),
                at(44, app(Fault.Kind.CUT, Role.PAPER, 2, silence)),
                at(50, app(Fault.Kind.CUT, Role.STRATEGIES, 1, silence)),
                at(66, app(Fault.Kind.FREEZE, Role.PAPER, 1, silence))));
    ChaosRequest request =
        ChaosRequest.of(plan, SEED, Duration.ofSeconds(90), directory).with(schedule);
    ChaosVerdict verdict = new ChaosRun(request, System.err::println, () -> {}).run();
    assertThat(verdict.problems()).isEmpty();
    assertThat(verdict.breaches()).isEmpty();
    assertThat(verdict.outcomes()).hasSize(7).allMatch(FaultOutcome::happened);
    assertThat(verdict.isClean()).isTrue();
  }

  private static Planned at(int seconds, Fault fault) {
    return new Planned(Duration.ofSeconds(seconds), fault);
  }

  private static Fault app(Fault.Kind kind, Role role, int number, Duration lasts) {
    return new Fault.OfApplication(kind, role, number, lasts);
  }
}
