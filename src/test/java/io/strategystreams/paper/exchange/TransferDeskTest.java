package io.strategystreams.paper.exchange;

import static io.strategystreams.paper.PaperFixtures.EIGEN;
import static io.strategystreams.paper.PaperFixtures.amount;
import static io.strategystreams.paper.PaperFixtures.board;
import static io.strategystreams.paper.PaperFixtures.ledger;
import static io.strategystreams.paper.PaperFixtures.withPerp;
import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.Venue;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.core.money.Token;
import io.strategystreams.core.plan.Side;
import io.strategystreams.paper.PaperFixtures;
import io.strategystreams.paper.ledger.Flow;
import io.strategystreams.paper.ledger.FlowRules;
import io.strategystreams.paper.ledger.PaperLedger;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Transfers, wrapping, and dust on its way to be sold. */
class TransferDeskTest extends VenueCase {
  private final PaperLedger spread =
      ledger(
          Mode.USDT_ETH_STAKING_HEDGED_SIMPLE,
          Token.USDT,
          "binance:BaseToken:ETH",
          "5",
          "wallet:BaseToken:WETH",
          "2",
          "wallet:BaseToken:ETH",
          "1",
          "bybit:BaseToken:USDT",
          "1000");

  @Test
  void ethLeavingAnExchangeArrivesAsWethAndEntersAsEth() {
    assertDeltas(
        filled(transfer(Venue.BINANCE, Token.ETH, Venue.WALLET, Token.WETH, "5"), spread),
        "binance:BaseToken:ETH",
        "-5",
        "wallet:BaseToken:WETH",
        "5");
    assertDeltas(
        filled(transfer(Venue.WALLET, Token.WETH, Venue.BINANCE, Token.ETH, "2"), spread),
        "wallet:BaseToken:WETH",
        "-2",
        "binance:BaseToken:ETH",
        "2");
    assertRefused(
        transfer(Venue.BINANCE, Token.ETH, Venue.WALLET, Token.ETH, "5"),
        spread,
        "ETH from binance arrives at wallet as WETH, was ETH");
  }

  @Test
  void walletToWalletWrapsAndUnwraps() {
    assertDeltas(
        filled(transfer(Venue.WALLET, Token.ETH, Venue.WALLET, Token.WETH, "1"), spread),
        "wallet:BaseToken:ETH",
        "-1",
        "wallet:BaseToken:WETH",
        "1");
    assertDeltas(
        filled(transfer(Venue.WALLET, Token.WETH, Venue.WALLET, Token.ETH, "1"), spread),
        "wallet:BaseToken:WETH",
        "-1",
        "wallet:BaseToken:ETH",
        "1");
  }

  @Test
  void sendsTheLesserOfPlannedAndPresentUpToOnePercentShort() {
    assertDeltas(
        filled(transfer(Venue.BYBIT, Token.USDT, Venue.BINANCE, Token.USDT, "1010"), spread),
        "bybit:BaseToken:USDT",
        "-1000",
        "binance:BaseToken:USDT",
        "1000");
    assertRefused(
        transfer(Venue.BYBIT, Token.USDT, Venue.BINANCE, Token.USDT, "1011"),
        spread,
        "holds 1000, the order spends 1011");
  }

  @Test
  void afterOtherStepsSendsWhateverIsThere() {
    assertDeltas(
        filled(
            transfer(Venue.BYBIT, Token.USDT, Venue.BINANCE, Token.USDT, "4000").inStep(2), spread),
        "bybit:BaseToken:USDT",
        "-1000",
        "binance:BaseToken:USDT",
        "1000");
    assertRefused(
        transfer(Venue.OKX, Token.USDT, Venue.BINANCE, Token.USDT, "1").inStep(2),
        spread,
        "holds 0, the order spends 1");
  }

  @Test
  void leavesTheMarginThatPerpsNeed() {
    PaperLedger open = withPerp(spread, "bybit:Perp:ETHUSDT", "-4", "4000");

    filled(transfer(Venue.BYBIT, Token.USDT, Venue.BINANCE, Token.USDT, "200"), open);
    assertRefused(
        transfer(Venue.BYBIT, Token.USDT, Venue.BINANCE, Token.USDT, "201"),
        open,
        "the margin behind bybit");
  }

  @Test
  void goesNowhereButWalletAndExchanges() {
    assertRefused(
        transfer(Venue.WALLET, Token.WETH, Venue.AAVE, Token.WETH, "1"),
        spread,
        "between the wallet and exchanges, was aave_v3");
  }

  private OrderFixture transfer(Venue from, Token out, Venue to, Token in, String quantity) {
    return OrderFixture.transfer(from, out, to, in, quantity);
  }

  @Test
  void dustShrinksBySaleOnly() {
    PaperLedger dusty =
        FlowRules.apply(
            ledger(Mode.ETH_STAKING_ONLY, Token.ETH),
            new Flow.Dust(
                "s",
                Instrument.base(Venue.WALLET, EIGEN),
                EIGEN,
                amount("50"),
                PaperFixtures.NOON));

    PaperLedger moved =
        ((Outcome.Filled)
                exchange.execute(
                    OrderFixture.transfer(Venue.WALLET, EIGEN, Venue.BINANCE, EIGEN, "50").build(),
                    dusty,
                    board(),
                    false))
            .ledger();
    PaperLedger sold =
        ((Outcome.Filled)
                exchange.execute(
                    OrderFixture.spot(Side.SELL, "49.5", "EIGEN/ETH").build(),
                    moved,
                    board(),
                    false))
            .ledger();

    assertThat(moved.dust()).isEqualTo(Map.of(EIGEN, amount("50")));
    assertThat(sold.dust().get(EIGEN)).isEqualByComparingTo("0.5");
  }
}
