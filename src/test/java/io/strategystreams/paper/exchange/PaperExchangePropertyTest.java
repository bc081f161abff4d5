package io.strategystreams.paper.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.core.exposure.Positions;
import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.PositionType;
import io.strategystreams.core.money.Token;
import io.strategystreams.core.plan.Operation;
import io.strategystreams.paper.PaperFixtures;
import io.strategystreams.paper.ledger.MarginScope;
import io.strategystreams.paper.ledger.PaperLedger;
import io.strategystreams.paper.ledger.Places;
import io.strategystreams.paper.ledger.Prices;
import io.strategystreams.paper.ledger.Valuation;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every order on every ledger; walks at random, fixed seeds. */
class PaperExchangePropertyTest {
  private static final int STEPS = 150;
  private static final BigDecimal ROUNDING = new BigDecimal("0.000001");
  private final PaperExchange exchange =
      new PaperExchange(PaperFixtures.desk(), VenueSettings.defaults(99));
  private final AtomicGroup groups = new AtomicGroup(exchange);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
  void ordersKeepBalancesAndCreateNoValue(long seed) {
    RandomWalk walk = new RandomWalk(seed);
    PaperLedger ledger = walk.ledger();
    int filled = 0;
    for (int i = 0; i < STEPS; i++) {
      Prices prices = walk.board();
      PaperOrder order = walk.order(ledger);
      Outcome outcome = exchange.execute(order, ledger, prices, walk.chance());
      if (outcome instanceof Outcome.Filled done) {
        Fill whole = done.fills().get(done.fills().size() - 1);
        assertMoved(order, ledger, done.ledger(), whole.deltas());
        assertBalances(order, ledger, done.ledger(), prices);
        assertNoGain(order, ledger, done.ledger(), prices);
        assertThat(whole.amount()).isLessThanOrEqualTo(order.amount().value());
        ledger = done.ledger();
        filled++;
      } else if (outcome instanceof Outcome.Queued queued) {
        assertMoved(order, ledger, queued.ledger(), queued.accepted().deltas());
        assertBalances(order, ledger, queued.ledger(), prices);
        ledger = queued.ledger();
        filled++;
      }
    }
    assertThat(filled).as("orders that were filled").isGreaterThan(STEPS / 20);
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32})
  void aGroupIsDoneWholeOrNotAtAll(long seed) {
    RandomWalk walk = new RandomWalk(seed);
    PaperLedger ledger = walk.stakingLedger();
    int filled = 0;
    for (int i = 0; i < STEPS; i++) {
      Prices prices = walk.board();
      List<PaperOrder> group = walk.group(ledger);
      AtomicGroup.Result result = groups.execute(group, ledger, prices);
      if (result instanceof AtomicGroup.Result.Filled done) {
        assertThat(done.fills()).hasSameSizeAs(group);
        Positions sum = ledger.positions();
        for (Fill fill : done.fills()) {
          sum = sum.plus(fill.deltas());
        }
        assertThat(done.ledger().positions()).isEqualTo(sum);
        assertBalances(group.get(0), ledger, done.ledger(), prices);
        assertNoGain(group.get(0), ledger, done.ledger(), prices);
        ledger = done.ledger();
        filled++;
      }
      if (walk.chance()) {
        Outcome outcome = exchange.execute(walk.order(ledger), ledger, prices, false);
        ledger = outcome instanceof Outcome.Filled done ? done.ledger() : ledger;
      }
    }
    assertThat(filled).as("groups that were filled").isGreaterThan(STEPS / 50);
  }

  private static void assertMoved(
      PaperOrder order, PaperLedger before, PaperLedger after, Map<Instrument, BigDecimal> deltas) {
    assertThat(after.positions()).as("%s", order).isEqualTo(before.positions().plus(deltas));
  }

  private static void assertBalances(
      PaperOrder order, PaperLedger before, PaperLedger after, Prices prices) {
    boolean portfolio = after.profile().marginScope() == MarginScope.PORTFOLIO;
    for (Map.Entry<Instrument, BigDecimal> held : after.positions().asMap().entrySet()) {
      Instrument instrument = held.getKey();
      if (instrument.type() == PositionType.PERP || held.getValue().signum() >= 0) {
        continue;
      }
      assertThat(
              portfolio && instrument.isBase(Token.USDT) && Places.isExchange(instrument.venue()))
          .as("%s leaves %s at %s", order, instrument, held.getValue())
          .isTrue();
      BigDecimal floor =
          Valuation.of(before, prices).in(Token.USDT, prices).movePointLeft(2).negate();
      boolean sank = held.getValue().compareTo(before.amount(instrument)) < 0;
      if (sank && order.operation() != Operation.PERP_TRADE) {
        assertThat(held.getValue()).as("%s", order).isGreaterThanOrEqualTo(floor);
      }
    }
  }

  /** At the same prices nobody is richer for having traded. */
  private static void assertNoGain(
      PaperOrder order, PaperLedger before, PaperLedger after, Prices prices) {
    BigDecimal was = Valuation.of(before, prices).in(Token.USDT, prices);
    BigDecimal is = Valuation.of(after, prices).in(Token.USDT, prices);
    assertThat(is).as("%s", order).isLessThanOrEqualTo(was.add(ROUNDING));
  }
}
