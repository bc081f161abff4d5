package io.strategystreams.paper.topology;

import static io.strategystreams.paper.PaperFixtures.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.core.money.Token;
import io.strategystreams.metrics.MeterNames;
import io.strategystreams.metrics.Telemetry;
import io.strategystreams.paper.PaperFlows;
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

  /** Two deposits of what the contract just writes are more than any store can. */
  @Test
  void anAccountThatOverflowsStaysAsItWasAndTheOthersGoOn() {
    String rich = PaperLife.LENDER;
    String other = PaperLife.STAKER;
    Instrument usdt = Instrument.parse("wallet:BaseToken:USDT");
    BigDecimal most = new BigDecimal("90000000000000000000");
    try (PaperDriver paper = new PaperDriver().prices(NOON)) {
      paper.flow(PaperFlows.open(rich, Mode.PURE_LENDING_USDT, Token.USDT, most, NOON));
      paper.flow(PaperFlows.open(other, Mode.PURE_LENDING_USDT, Token.USDT, BigDecimal.TEN, NOON));
      paper.flow(PaperFlows.deposit(rich, usdt, most, NOON));
      assertThat(paper.alarms(PaperMeters.Alarm.BAD_FLOW)).isPositive();

      paper.price("binance:Spot:ETH/USDT", "0.000000000000000001", NOON);
      paper.order(OrderEvent.supply(rich, "o1", "1").build());
      paper.order(OrderEvent.supply(other, "o2", "1").build());
      paper.tick(NOON.plusSeconds(60));
      paper.tick(NOON.plusSeconds(120));

      assertThat(paper.reported()).anyMatch(one -> one.contains("FILLED"));
      assertThat(paper.exposures())
          .filteredOn(one -> one.getStrategyId().equals(other))
          .isNotEmpty();
    }
  }
}
