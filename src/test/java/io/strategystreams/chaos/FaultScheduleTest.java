package io.strategystreams.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.chaos.FaultSchedule.Cast;
import io.strategystreams.chaos.FaultSchedule.Planned;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FaultScheduleTest {
  private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
  private static final Cast CAST = new Cast(2, 2, 3);
  private static final Timeouts TIMEOUTS = Timeouts.brief();
  private static final int SEEDS = 200;

  @Test
  void theSameSeedGivesTheSameScheduleAndAnotherSeedAnother() {
    assertThat(schedule(7)).isEqualTo(schedule(7)).isNotEqualTo(schedule(8));
  }

  @Test
  void everyKindComesOnEveryKindOfVictimBeforeOneComesAgain() {
    for (int seed = 0; seed < SEEDS; seed++) {
      Set<String> first = new HashSet<>();
      schedule(seed).faults().stream().limit(7).forEach(one -> first.add(kind(one)));
      assertThat(first)
          .as("seed " + seed)
          .containsExactlyInAnyOrder(
              "KILL strategies",
              "KILL paper",
              "KILL broker",
              "FREEZE strategies",
              "FREEZE paper",
              "CUT strategies",
              "CUT paper");
    }
  }

  @Test
  void aFaultIsOverBeforeTheLoadIsAndOneThatIsToFenceLastsLongerThanTheGroupWaits() {
    for (int seed = 0; seed < SEEDS; seed++) {
      List<Planned> faults = schedule(seed).faults();
      assertThat(faults).hasSizeGreaterThan(25);
      for (Planned one : faults) {
        assertThat(one.end().plus(TIMEOUTS.session())).isLessThanOrEqualTo(TEN_MINUTES);
        if (one.fault().kind() != Fault.Kind.KILL) {
          assertThat(one.fault().lasts())
              .isGreaterThan(TIMEOUTS.session())
              .isGreaterThan(TIMEOUTS.transaction());
        }
      }
    }
  }

  @Test
  void aProcessHasOneFaultAtATimeAndOfTheBrokersOneIsDownAtATime() {
    for (int seed = 0; seed < SEEDS; seed++) {
      Map<String, Duration> until = new HashMap<>();
      for (Planned one : schedule(seed).faults()) {
        String turn = one.fault() instanceof Fault.OfBroker ? "brokers" : one.fault().victim();
        assertThat(until.getOrDefault(turn, Duration.ZERO)).isLessThanOrEqualTo(one.at());
        until.put(turn, one.end());
      }
    }
  }

  @Test
  void everyInstanceAndEveryBrokerIsAVictim() {
    Set<String> victims = new HashSet<>();
    schedule(1).faults().forEach(one -> victims.add(one.fault().victim()));
    assertThat(victims)
        .containsExactlyInAnyOrder(
            "strategies-1",
            "strategies-2",
            "paper-1",
            "paper-2",
            "broker-1",
            "broker-2",
            "broker-3");
  }

  @Test
  void aSingleBrokerIsLeftAlone() {
    assertThat(FaultSchedule.of(1, TEN_MINUTES, new Cast(1, 1, 1), TIMEOUTS).faults())
        .isNotEmpty()
        .noneMatch(one -> one.fault() instanceof Fault.OfBroker);
  }

  private static FaultSchedule schedule(long seed) {
    return FaultSchedule.of(seed, TEN_MINUTES, CAST, TIMEOUTS);
  }

  private static String kind(Planned planned) {
    return planned.fault().kind() + " " + planned.fault().victimKind();
  }
}
