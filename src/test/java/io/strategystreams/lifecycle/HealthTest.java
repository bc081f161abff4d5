package io.strategystreams.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.lifecycle.Pulse.Beat;
import io.strategystreams.lifecycle.Pulse.Phase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class HealthTest {
  private static final Duration STALL = Duration.ofMinutes(6);
  private static final Beat SOUND = new Beat("a-1", Duration.ofSeconds(3));

  private static Pulse pulse(Phase phase, Beat... threads) {
    return new Pulse(phase, List.of(threads), new TreeSet<>(), Optional.empty(), Optional.empty());
  }

  @ParameterizedTest
  @CsvSource({
    "STARTING, true, false",
    "RESTORING, true, false",
    "RUNNING, true, true",
    "STOPPING, true, false",
    "ENDED, false, false"
  })
  void itIsReadyOnlyWhileItRunsAndLivesUntilItEnds(Phase phase, boolean live, boolean ready) {
    Health health = Health.of(pulse(phase, SOUND), STALL);

    assertThat(health.live()).isEqualTo(live);
    assertThat(health.ready()).isEqualTo(ready);
    assertThat(health.problems().isEmpty()).isEqualTo(live);
  }

  @ParameterizedTest
  @EnumSource(names = {"RESTORING", "RUNNING"})
  void aThreadThatIsSilentForLongerThanTheStallIsNamedAndNoOther(Phase phase) {
    Beat wedged = new Beat("a-2", STALL.plusSeconds(1));

    Health health = Health.of(pulse(phase, SOUND, wedged), STALL);

    assertThat(health.live()).isFalse();
    assertThat(health.ready()).isFalse();
    assertThat(health.problems())
        .containsExactly(
            "thread a-2 is wedged: for 361 s it neither asked for records nor finished one"
                + " (health.stall is 360 s)");
  }

  @Test
  void theStallItselfIsNotTooLong() {
    assertThat(Health.of(pulse(Phase.RUNNING, new Beat("a-1", STALL)), STALL).live()).isTrue();
  }

  @Test
  void threadsThatAreStoppedAreNotWedged() {
    assertThat(
            Health.of(pulse(Phase.STOPPING, new Beat("a-1", STALL.multipliedBy(9))), STALL).live())
        .isTrue();
  }

  @Test
  void waitingForBrokersIsLife() {
    Pulse waits =
        new Pulse(
            Phase.RUNNING,
            List.of(SOUND),
            new TreeSet<>(),
            Optional.of("the brokers do not answer"),
            Optional.empty());

    assertThat(Health.of(waits, STALL)).isEqualTo(new Health(true, true, List.of()));
  }

  @Test
  void aTaskThatReadsNoTicksIsNamedAndNotReadyAndLives() {
    TreeMap<String, Duration> ticks = new TreeMap<>();
    ticks.put("1_0", Health.STANDSTILL);
    assertThat(Health.of(pulse(Phase.RUNNING, SOUND).with(ticks), STALL))
        .isEqualTo(new Health(true, true, List.of()));

    ticks.put("1_1", Health.STANDSTILL.plusSeconds(1));
    Health health = Health.of(pulse(Phase.RUNNING, SOUND).with(ticks), STALL);
    assertThat(health.live()).isTrue();
    assertThat(health.ready()).isFalse();
    assertThat(health.problems())
        .singleElement()
        .asString()
        .startsWith(
            "task 1_1 stands still: its newest tick must be at most 60 s old, was 61 s; it lags, or"
                + " a transaction");
    // Brokers that are away send no ticks, and no other instance has them.
    Pulse waits =
        new Pulse(
                Phase.RUNNING,
                List.of(SOUND),
                new TreeSet<>(),
                Optional.of("away"),
                Optional.empty())
            .with(ticks);
    assertThat(Health.of(waits, STALL).ready()).isTrue();
  }

  @Test
  void aFailureIsTold() {
    Pulse failed =
        new Pulse(
            Phase.ENDED,
            List.of(),
            new TreeSet<>(),
            Optional.empty(),
            Optional.of("the registry gave no usable answer"));

    assertThat(Health.of(failed, STALL).problems())
        .containsExactly("it failed: the registry gave no usable answer");
  }
}
