package io.strategystreams.paper.topology;

import static io.strategystreams.paper.PaperFixtures.NOON;

import io.strategystreams.contract.Keys;
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
import org.apache.avro.specific.SpecificRecord;

/** Half a day of two strategies on paper. */
final class PaperLife {
  static final String LENDER = inTheFirstOfTwo("lender");
  static final String STAKER = inTheFirstOfTwo("staker");

  private PaperLife() {}

  private static String inTheFirstOfTwo(String name) {
    return Keys.partitionFor(name, 2) == 0 ? name : inTheFirstOfTwo(name + "a");
  }

  /**
   * Orders, claims, payments, groups, halts: what time alone changes included.
   *
   * @param between comes between any two records
   * @return what was said, in its order
   */
  static List<SpecificRecord> lived(PaperDriver paper, Runnable between) {
    List<SpecificRecord> said = new ArrayList<>();
    try (paper) {
      paper.prices(NOON);
      between.run();
      paper.flow(
          PaperFlows.open(LENDER, Mode.PURE_LENDING_USDT, Token.USDT, new BigDecimal(1000), NOON));
      between.run();
      paper.flow(
          PaperFlows.open(STAKER, Mode.ETH_STAKING_ONLY, Token.ETH, new BigDecimal(100), NOON));
      between.run();
      paper.order(OrderEvent.supply(LENDER, "o1", "400").build());
      between.run();
      paper.order(OrderEvent.supply(LENDER, "o1", "400").build());
      between.run();
      paper.flow(
          PaperFlows.deposit(
              STAKER, Instrument.parse("wallet:BaseToken:WETH"), BigDecimal.TEN, NOON));
      between.run();
      paper.order(OrderEvent.stake(STAKER, "s1", "10").build());
      between.run();
      paper.order(OrderEvent.unstake(STAKER, "u1", "2").build());
      between.run();
      paper.order(OrderEvent.grouped(OrderEvent.supply(LENDER, "g1", "10"), "g", 1, 2).build());
      between.run();
      paper.flow(PaperFlows.withdraw(LENDER, new BigDecimal(100), NOON));
      between.run();
      Instant now = NOON;
      for (int hour = 0; hour < 26; hour++) {
        now = now.plus(Duration.ofMinutes(30));
        paper.prices(now).tick(now).tick(now.plusSeconds(1));
        between.run();
        if (hour == 3) {
          paper.control(LENDER, ControlState.HALTED);
          between.run();
          paper.order(OrderEvent.at(OrderEvent.withdraw(LENDER, "w1", "1"), now).build());
          between.run();
        }
        said.addAll(paper.reports());
        said.addAll(paper.exposures());
        said.addAll(paper.risk());
        said.addAll(paper.payments());
      }
    }
    return said;
  }
}
