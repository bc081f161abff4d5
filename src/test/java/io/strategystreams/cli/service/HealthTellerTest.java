package io.strategystreams.cli.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.lifecycle.Health;
import io.strategystreams.lifecycle.Pulse;
import io.strategystreams.lifecycle.Pulse.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HealthTellerTest {
  private final List<String> told = new ArrayList<>();
  private final HealthTeller teller = new HealthTeller(told::add);

  private void look(int second, String away, String... problems) {
    teller.take(
        new Pulse(
            Phase.RUNNING, List.of(), new TreeSet<>(), Optional.ofNullable(away), Optional.empty()),
        new Health(problems.length == 0, problems.length == 0, List.of(problems)),
        TimeUnit.SECONDS.toNanos(second));
  }

  @Test
  void brokersThatAreAwayForAMomentAreNotToldOf() {
    look(0, null);
    look(1, "the brokers do not answer");
    look(10, "the brokers do not answer");
    look(11, null);

    assertThat(told).isEmpty();
  }

  @Test
  void whatItWaitsForIsToldAfterTenSecondsThenEachMinuteAndWhenItIsOver() {
    for (int second = 5; second <= 80; second++) {
      look(second, "the brokers do not answer");
    }
    look(81, null);
    look(82, null);

    assertThat(told)
        .containsExactly(
            "waits, for 10 s now: the brokers do not answer. Nothing is lost; it goes on when that"
                + " is over",
            "waits, for 70 s now: the brokers do not answer. Nothing is lost; it goes on when that"
                + " is over",
            "goes on, after 76 s");
  }

  @Test
  void aWedgedThreadIsToldOfAtOnceAndWhenItWakes() {
    look(0, null, "thread a-1 is wedged");
    look(59, null, "thread a-1 is wedged");
    look(60, null, "thread a-1 is wedged");
    look(61, null);

    assertThat(told)
        .containsExactly(
            "does not work: thread a-1 is wedged. Nothing is lost; end the process and start it"
                + " again",
            "does not work: thread a-1 is wedged. Nothing is lost; end the process and start it"
                + " again",
            "works again");
  }
}
