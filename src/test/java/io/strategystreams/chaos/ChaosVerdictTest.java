package io.strategystreams.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.audit.Breach;
import io.strategystreams.audit.Promise;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChaosVerdictTest {
  @Test
  void aRunWithFaultsThatHappenedAndNoBreachIsClean() {
    ChaosVerdict verdict = verdict(true, 0, List.of(), List.of());
    assertThat(verdict.isClean()).isTrue();
    assertThat(verdict.faults()).isEqualTo(Map.of("freeze paper", 1));
  }

  @Test
  void aFaultThatDidNotHappenADeadLetterOrTooFewOrdersProveNothing() {
    assertThat(verdict(false, 0, List.of(), List.of()).problems())
        .singleElement()
        .asString()
        .contains("did not happen as planned", "paper-2", "was not fenced");
    assertThat(verdict(true, 1, List.of(), List.of()).isClean()).isFalse();
    assertThat(verdict(true, 0, List.of(), List.of("no orders")).isClean()).isFalse();
  }

  @Test
  void lostAndDoubledOrdersAreCountedAndNotClean() {
    ChaosVerdict verdict =
        verdict(
            true,
            0,
            List.of(
                new Breach(Promise.ORDER_NOT_LOST, "a", "lost"),
                new Breach(Promise.ORDER_ONCE, "a", "doubled"),
                new Breach(Promise.ORDER_ONCE, "b", "doubled")),
            List.of());
    assertThat(verdict.isClean()).isFalse();
    assertThat(verdict.lost()).isEqualTo(1);
    assertThat(verdict.doubled()).isEqualTo(2);
  }

  private static ChaosVerdict verdict(
      boolean happened, long deadLetters, List<Breach> breaches, List<String> problems) {
    Fault fault = new Fault.OfApplication(Fault.Kind.FREEZE, Role.PAPER, 2, Duration.ofSeconds(10));
    FaultOutcome outcome =
        new FaultOutcome(
            new FaultSchedule.Planned(Duration.ofSeconds(5), fault),
            0,
            happened,
            happened ? "was fenced and joined anew" : "was not fenced",
            Duration.ofSeconds(1));
    Duration pause = Duration.ofSeconds(3);
    return new ChaosVerdict(
        List.of(outcome),
        100,
        200,
        300,
        50,
        deadLetters,
        breaches,
        pause,
        pause,
        List.of(new ChaosVerdict.Around(pause, pause)),
        List.of(),
        Duration.ofSeconds(60),
        Duration.ofSeconds(20),
        problems);
  }
}
