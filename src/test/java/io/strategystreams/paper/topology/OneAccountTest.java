package io.strategystreams.paper.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.strategystreams.metrics.MeterNames;
import io.strategystreams.metrics.Telemetry;
import io.strategystreams.testing.SampleEvents;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;

/** What fails on one account raises one alarm and stays with it. */
class OneAccountTest {
  private final MeterRegistry meters = new SimpleMeterRegistry();
  private final OneAccount one = new OneAccount(new PaperMeters(Telemetry.to(meters, false, 0)));

  private double alarms() {
    return meters
        .get(MeterNames.PAPER_ALARMS)
        .tag(MeterNames.KIND, "ENGINE_FAILURE")
        .counter()
        .count();
  }

  @Test
  void whatWorksIsDone() {
    List<String> done = new ArrayList<>();

    assertThat(one.attempt("s", "a tick", () -> done.add("x"))).isEmpty();
    assertThat(done).containsExactly("x");
    assertThat(alarms()).isZero();
  }

  @Test
  void aFailureIsToldInWordsWithOneAlarmUntilItWorksAgain() {
    Runnable failing =
        () -> {
          throw new StackOverflowError();
        };
    for (int i = 0; i < 3; i++) {
      assertThat(one.attempt("s", "a tick", failing)).contains("StackOverflowError");
    }
    assertThat(alarms()).isEqualTo(1);
    one.attempt("other", "a tick", failing);
    assertThat(alarms()).isEqualTo(2);

    one.attempt("s", "a tick", () -> {});
    one.attempt("s", "a tick", failing);
    assertThat(alarms()).isEqualTo(3);
  }

  @Test
  void whatIsNoAccountsFaultFailsTheThread() {
    assertThatThrownBy(
            () ->
                one.attempt(
                    "s",
                    "a tick",
                    () -> {
                      throw new KafkaException("the broker is away");
                    }))
        .hasMessage("the broker is away");
    assertThat(alarms()).isZero();
  }

  @Test
  void whatBreaksTheContractIsNotSent() {
    assertThatThrownBy(
            () ->
                OneAccount.sound(
                    SampleEvents.STRATEGY,
                    () ->
                        SampleEvents.exposure()
                            .setTotalExposure(new BigDecimal("1e21").setScale(18))
                            .build()))
        .hasMessageContaining("Exposure cannot be sent: total_exposure must have at most 20");
  }
}
