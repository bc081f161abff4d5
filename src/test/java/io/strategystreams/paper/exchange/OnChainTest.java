package io.strategystreams.paper.exchange;

import static io.strategystreams.paper.PaperFixtures.WEETH;
import static io.strategystreams.paper.PaperFixtures.amount;
import static io.strategystreams.paper.PaperFixtures.board;
import static io.strategystreams.paper.PaperFixtures.ledger;
import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.Venue;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.core.money.Token;
import io.strategystreams.paper.PaperFixtures;
import io.strategystreams.paper.ledger.PaperLedger;
import org.junit.jupiter.api.Test;

/** Lending, staking and swaps, to the last decimal; and what they are refused for. */
class OnChainTest extends VenueCase {
  private final PaperLedger staked =
      ledger(
          Mode.ETH_LEVERAGED,
          Token.ETH,
          "wallet:BaseToken:WETH",
          "10",
          "wallet:BaseToken:ETH",
          "3",
          "etherfi:LST:weETH",
          "7",
          "aave_v3:aToken:aweETH",
          "100",
          "aave_v3:debtToken:debtWETH",
          "50");

  @Test
  void suppliesEthFromTheWalletAndLstFromItsProtocol() {
    assertDeltas(
        filled(OrderFixture.supply(Token.ETH, "3"), staked),
        "wallet:BaseToken:ETH",
        "-3",
        "aave_v3:aToken:aETH",
        "3");
    assertDeltas(
        filled(OrderFixture.supply(WEETH, "7"), staked),
        "etherfi:LST:weETH",
        "-7",
        "aave_v3:aToken:aweETH",
        "7");
  }

  @Test
  void withdrawsWhatTheLoanCanSpare() {
    assertDeltas(
        filled(OrderFixture.withdraw(WEETH, "40"), staked),
        "aave_v3:aToken:aweETH",
        "-40",
        "etherfi:LST:weETH",
        "40");
    assertRefused(
        OrderFixture.withdraw(WEETH, "50"),
        staked,
        "must not exceed 48.36, what the collateral bears, would be 50");
  }

  @Test
  void borrowsWithinTheLimitAndRepays() {
    assertDeltas(
        filled(OrderFixture.borrow("46"), staked),
        "aave_v3:debtToken:debtWETH",
        "46",
        "wallet:BaseToken:WETH",
        "46");
    assertRefused(OrderFixture.borrow("47"), staked, "must not exceed 96.72");
    assertDeltas(
        filled(OrderFixture.repay("8"), staked),
        "aave_v3:debtToken:debtWETH",
        "-8",
        "wallet:BaseToken:WETH",
        "-8");
  }

  @Test
  void repaysAtMostTheDebt() {
    PaperLedger small =
        ledger(
            Mode.ETH_LEVERAGED,
            Token.ETH,
            "wallet:BaseToken:WETH",
            "10",
            "aave_v3:debtToken:debtWETH",
            "4");

    Fill fill = filled(OrderFixture.repay("4.000000000000000001"), small);

    assertThat(fill.amount()).isEqualByComparingTo("4");
    assertRefused(OrderFixture.repay("5"), small, "must not exceed the debt 4, was 5");
  }

  @Test
  void stakesAtTheRateRoundedDown() {
    assertDeltas(
        filled(OrderFixture.stake(WEETH, "10"), staked),
        "wallet:BaseToken:WETH",
        "-10",
        "etherfi:LST:weETH",
        "9.615384615384615384");
  }

  @Test
  void unstakesIntoTheQueueFirst() {
    PaperOrder order = OrderFixture.unstake(WEETH, "7").build();

    Outcome.Queued queued = (Outcome.Queued) exchange.execute(order, staked, board(), false);

    assertDeltas(queued.accepted(), "etherfi:LST:weETH", "-7", "etherfi:Unstaking:WETH", "7.28");
    assertDeltas(queued.finished(), "etherfi:LST:weETH", "-7", "wallet:BaseToken:WETH", "7.28");
    assertThat(queued.ledger().amount(Instrument.unstaking(Venue.ETHERFI)))
        .isEqualByComparingTo("7.28");
  }

  @Test
  void swapsAtTheDexPriceLessSlippageWithinTheTolerance() {
    assertDeltas(
        filled(OrderFixture.swap(WEETH, "7").tolerance("0.002").reference("1.03"), staked),
        "etherfi:LST:weETH",
        "-7",
        "wallet:BaseToken:WETH",
        "7.21");
    PaperExchange slipping = new PaperExchange(PaperFixtures.desk(), VenueSettings.defaults(3));
    for (int i = 0; i < 100; i++) {
      PaperOrder order =
          OrderFixture.swap(WEETH, "1").tolerance("0.001").reference("1.03").id("o" + i).build();
      Fill fill = only(slipping.execute(order, staked, board(), false));
      assertThat(fill.price()).isBetween(amount("1.02897"), amount("1.03"));
    }
  }

  @Test
  void aSwapBelowReferencePriceLessToleranceIsRefused() {
    assertRefused(
        OrderFixture.swap(WEETH, "7").tolerance("0.002").reference("1.04"),
        staked,
        "must bring at least 1.03792 WETH per LST");
  }

  @Test
  void flashLoansExistOnlyInGroups() {
    assertRefused(OrderFixture.flashBorrow("5"), staked, "outside an atomic group");
  }

  @Test
  void refusesWhatIsNotThere() {
    assertRefused(
        OrderFixture.stake(WEETH, "11"),
        staked,
        "wallet:BaseToken:WETH holds 10, the order spends 11");
  }

  @Test
  void refusesWithoutAPrice() {
    PaperOrder order = OrderFixture.stake(WEETH, "1").build();

    Outcome outcome =
        exchange.execute(order, staked, board().without("etherfi:Rate:weETH/WETH"), false);

    assertThat(((Outcome.Refused) outcome).reason()).contains("no price of etherfi:Rate:weETH");
  }
}
