package io.strategystreams.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.audit.Breach;
import io.strategystreams.audit.Promise;
import io.strategystreams.cli.chaos.VerdictText;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChaosVerdictTest {
  private static final FaultSchedule.Planned PLANNED =
      new FaultSchedule.Planned(
          Duration.ofSeconds(5),
          new Fault.OfApplication(Fault.Kind.FREEZE, Role.PAPER, 2, Duration.ofSeconds(10)));

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

  @Test
  void aRunWithoutAFaultProvesNothing() {
    ChaosVerdict verdict = verdict(List.of(), 0, List.of(), List.of(), 0);
    assertThat(verdict.isClean()).isFalse();
    assertThat(verdict.problems()).singleElement().asString().contains("at least 1, were 0");
  }

  @Test
  void aVictimWithoutWorkIsNoFaultThatHappened() {
    FaultOutcome idle = FaultOutcome.leftAlone(PLANNED, "had no work within 240 s");
    assertThat(verdict(List.of(idle), 0, List.of(), List.of(), 0).problems())
        .singleElement()
        .asString()
        .contains("did not happen as planned", "paper-2", "had no work");
  }

  @Test
  void whatEndedByItselfStandsInTheLastLineAndIsAProblemWhateverFaultsThereWere() {
    ChaosVerdict verdict = verdict(List.of(outcome(true)), 0, List.of(), List.of(), 1);
    assertThat(verdict.isClean()).isFalse();
    assertThat(verdict.problems())
        .singleElement()
        .asString()
        .contains("no application may end by itself", "so many did: 1");
    assertThat(VerdictText.of(verdict).lines().reduce("", (before, last) -> last))
        .endsWith("ended by themselves and were started again: 1.");
  }

  private static ChaosVerdict verdict(
      boolean happened, long deadLetters, List<Breach> breaches, List<String> problems) {
    return verdict(List.of(outcome(happened)), deadLetters, breaches, problems, 0);
  }

  private static FaultOutcome outcome(boolean happened) {
    return new FaultOutcome(
        PLANNED,
        0,
        happened,
        happened ? "was fenced and joined anew" : "was not fenced",
        Duration.ofSeconds(1));
  }

  private static ChaosVerdict verdict(
      List<FaultOutcome> outcomes,
      long deadLetters,
      List<Breach> breaches,
      List<String> problems,
      int ended) {
    Duration pause = Duration.ofSeconds(3);
    return new ChaosVerdict(
        outcomes,
        100,
        200,
        300,
        50,
        deadLetters,
        breaches,
        pause,
        pause,
        Collections.nCopies(outcomes.size(), new ChaosVerdict.Around(pause, pause)),
        Collections.nCopies(ended, new ChaosVerdict.Ended("paper-2", 1, List.of("ends"))),
        Duration.ofSeconds(60),
        Duration.ofSeconds(20),
        problems);
  }
}
