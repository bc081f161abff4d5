package io.strategystreams.paper.exchange;

import static io.strategystreams.paper.PaperFixtures.NOON;
import static io.strategystreams.paper.PaperFixtures.WEETH;
import static io.strategystreams.paper.PaperFixtures.board;
import static io.strategystreams.paper.PaperFixtures.ledger;
import static io.strategystreams.paper.PaperFixtures.withPerp;
import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.core.market.Venue;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.core.money.Token;
import io.strategystreams.core.plan.Action;
import io.strategystreams.core.plan.Side;
import io.strategystreams.paper.exchange.OrderGate.Allowed;
import io.strategystreams.paper.ledger.PaperLedger;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What never reaches a venue. */
class OrderGateTest {
  private final PaperLedger basis =
      ledger(Mode.ETH_BASIS, Token.USDT, "binance:BaseToken:ETH", "10");

  @Test
  void anOrderLivesUpToItsExpiryAndNotBeyond() {
    PaperOrder order = OrderFixture.stake(WEETH, "1").build();

    assertThat(gate(order, Allowed.EVERYTHING, 60)).isEmpty();
    assertThat(gate(order, Allowed.EVERYTHING, 61))
        .hasValue("expired at 2024-06-01T12:01:00Z, now is 2024-06-01T12:01:01Z");
  }

  @Test
  void haltedLetsNothingThroughNotEvenReductions() {
    assertThat(gate(exit(), Allowed.NOTHING, 0)).isPresent();
  }

  @Test
  void reduceOnlyLetsExitsDustRepaymentsTransfersAndReductionsThrough() {
    assertThat(passes(exit())).isTrue();
    assertThat(passes(OrderFixture.stake(WEETH, "1").action(Action.SELL_DUST).build())).isTrue();
    assertThat(passes(OrderFixture.repay("1").build())).isTrue();
    assertThat(
            passes(
                OrderFixture.transfer(Venue.BINANCE, Token.USDT, Venue.BYBIT, Token.USDT, "1")
                    .build()))
        .isTrue();
    assertThat(
            passes(OrderFixture.perp(Venue.BINANCE, Side.SHORT, "1", Token.BTC).reducing().build()))
        .isTrue();
    assertThat(passes(OrderFixture.withdraw(WEETH, "1").intent("deleverage").build())).isTrue();
  }

  @Test
  void reduceOnlyHoldsBackWhatOpensOrGrows() {
    assertThat(passes(OrderFixture.stake(WEETH, "1").build())).isFalse();
    assertThat(passes(OrderFixture.spot(Side.BUY, "1", "ETH/USDT").build())).isFalse();
    assertThat(
            passes(
                OrderFixture.perp(Venue.BINANCE, Side.LONG, "1", Token.BTC)
                    .intent("ml_long")
                    .build()))
        .isFalse();
  }

  @Test
  void reduceOnlyLetsAHedgeThroughThatBringsTheBookNearerToNeutral() {
    PaperOrder hedge = hedge("10");

    assertThat(OrderGate.reduces(hedge, basis, board())).isTrue();
    assertThat(OrderGate.reduces(hedge("20"), basis, board())).isFalse();
    assertThat(
            OrderGate.reduces(hedge, withPerp(basis, "bybit:Perp:ETHUSDT", "-10", "4000"), board()))
        .isFalse();
  }

  private boolean passes(PaperOrder order) {
    return gate(order, Allowed.REDUCTIONS, 0).isEmpty();
  }

  private Optional<String> gate(PaperOrder order, Allowed allowed, int seconds) {
    return OrderGate.refusal(order, allowed, basis, board(), NOON.plusSeconds(seconds));
  }

  private static PaperOrder exit() {
    return OrderFixture.unstake(WEETH, "1").action(Action.EXIT_PARTIAL).build();
  }

  private static PaperOrder hedge(String quantity) {
    return OrderFixture.perp(Venue.BYBIT, Side.SHORT, quantity, Token.ETH)
        .intent("basis_perp_short")
        .build();
  }
}
