package io.strategystreams.paper.topology;

import static io.strategystreams.paper.PaperFixtures.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.core.money.Token;
import io.strategystreams.events.ControlState;
import io.strategystreams.paper.PaperFlows;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Kafka Streams revives a task whose transaction was aborted: the same processors meet the same
 * record again, on the stores of before.
 */
class RevivedPaperTest {
  private static final String LENDER = "lender";
  private static final String STAKER = "staker";

  /** Orders, claims, payments, groups, halts: what time alone changes included. */
  private static List<Object> lived(PaperDriver paper) {
    List<Object> said = new ArrayList<>();
    try (paper) {
      paper.prices(NOON);
      paper.flow(
          PaperFlows.open(LENDER, Mode.PURE_LENDING_USDT, Token.USDT, new BigDecimal(1000), NOON));
      paper.flow(
          PaperFlows.open(STAKER, Mode.ETH_STAKING_ONLY, Token.ETH, new BigDecimal(100), NOON));
      paper.order(OrderEvent.supply(LENDER, "o1", "400").build());
      paper.order(OrderEvent.supply(LENDER, "o1", "400").build());
      paper.flow(
          PaperFlows.deposit(
              STAKER, Instrument.parse("wallet:BaseToken:WETH"), BigDecimal.TEN, NOON));
      paper.order(OrderEvent.stake(STAKER, "s1", "10").build());
      paper.order(OrderEvent.unstake(STAKER, "u1", "2").build());
      paper.order(OrderEvent.grouped(OrderEvent.supply(LENDER, "g1", "10"), "g", 1, 2).build());
      paper.flow(PaperFlows.withdraw(LENDER, new BigDecimal(100), NOON));
      Instant now = NOON;
      for (int hour = 0; hour < 26; hour++) {
        now = now.plus(Duration.ofMinutes(30));
        paper.prices(now).tick(now).tick(now.plusSeconds(1));
        if (hour == 3) {
          paper.control(LENDER, ControlState.HALTED);
          paper.order(OrderEvent.at(OrderEvent.withdraw(LENDER, "w1", "1"), now).build());
        }
        said.addAll(paper.reports());
        said.addAll(paper.exposures());
        said.addAll(paper.risk());
        said.addAll(paper.payments());
      }
    }
    return said;
  }

  @Test
  void tasksRevivedAfterEveryRecordGoOnAsIfNothingHadHappened() {
    List<Object> whole = lived(new PaperDriver());

    for (String occasion : List.of("PAID", "expired incomplete", "FILLED", "HALTED")) {
      assertThat(whole).as(occasion).anyMatch(event -> event.toString().contains(occasion));
    }
    assertThat(lived(PaperDriver.reviving())).isEqualTo(whole);
  }
}
