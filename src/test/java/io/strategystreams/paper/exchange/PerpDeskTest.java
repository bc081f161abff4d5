package io.strategystreams.paper.exchange;

import static io.strategystreams.paper.PaperFixtures.board;
import static io.strategystreams.paper.PaperFixtures.ledger;
import static io.strategystreams.paper.PaperFixtures.withPerp;
import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.Venue;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.core.money.Decimals;
import io.strategystreams.core.money.Token;
import io.strategystreams.core.plan.Side;
import io.strategystreams.paper.ledger.PaperLedger;
import org.junit.jupiter.api.Test;

/** Perp trades: fees, realised P&amp;L by margin scope, margin. */
class PerpDeskTest extends VenueCase {
  private final PaperLedger hedged =
      ledger(Mode.USDT_ETH_STAKING_HEDGED_SIMPLE, Token.USDT, "bybit:BaseToken:USDT", "10000");

  @Test
  void shortPaysItsFeeAtTheVenue() {
    Fill fill = filled(OrderFixture.perp(Venue.BYBIT, Side.SHORT, "2.5", Token.ETH), hedged);

    assertDeltas(fill, "bybit:Perp:ETHUSDT", "-2.5", "bybit:BaseToken:USDT", "-5.5");
    assertThat(Decimals.plain(fill.fee())).isEqualTo("5.5");
  }

  @Test
  void closingRealisesTheGainAgainstTheEntryPrice() {
    PaperLedger open = withPerp(hedged, "bybit:Perp:ETHUSDT", "-2.5", "4200");

    Fill fill = filled(OrderFixture.perp(Venue.BYBIT, Side.LONG, "1", Token.ETH).reducing(), open);

    assertDeltas(fill, "bybit:Perp:ETHUSDT", "1", "bybit:BaseToken:USDT", "197.8");
  }

  @Test
  void growingAveragesTheEntryPriceAndRealisesNothing() {
    PaperLedger open = withPerp(hedged, "bybit:Perp:ETHUSDT", "-1", "4300");
    PaperOrder more = OrderFixture.perp(Venue.BYBIT, Side.SHORT, "2", Token.ETH).build();

    Outcome.Filled done = (Outcome.Filled) exchange.execute(more, open, board(), false);

    assertThat(done.ledger().entries().get(Instrument.parse("bybit:Perp:ETHUSDT")))
        .isEqualByComparingTo("4100");
    assertDeltas(only(done), "bybit:Perp:ETHUSDT", "-2", "bybit:BaseToken:USDT", "-4.4");
  }

  @Test
  void turningClosesTheOldAndOpensTheNewAtThePrice() {
    PaperLedger longBtc =
        withPerp(
            ledger(
                Mode.ML_BTC_DIRECTIONAL_USDT_MARGIN, Token.USDT, "binance:BaseToken:USDT", "60000"),
            "binance:Perp:BTCUSDT",
            "1",
            "50000");
    PaperOrder turn = OrderFixture.perp(Venue.BINANCE, Side.SHORT, "1.5", Token.BTC).build();

    Outcome.Filled done = (Outcome.Filled) exchange.execute(turn, longBtc, board(), false);

    assertDeltas(only(done), "binance:Perp:BTCUSDT", "-1.5", "binance:BaseToken:USDT", "9955");
    assertThat(done.ledger().entries().get(Instrument.parse("binance:Perp:BTCUSDT")))
        .isEqualByComparingTo("60000");
  }

  @Test
  void portfolioScopeBooksAtBinanceAndMayDip() {
    PaperLedger basis = ledger(Mode.ETH_BASIS, Token.USDT, "binance:BaseToken:ETH", "2.5");

    Fill fill =
        filled(
            OrderFixture.perp(Venue.BYBIT, Side.SHORT, "2.5", Token.ETH)
                .naming("binance:BaseToken:USDT"),
            basis);

    assertDeltas(fill, "bybit:Perp:ETHUSDT", "-2.5", "binance:BaseToken:USDT", "-5.5");
  }

  @Test
  void btcMarginPaysAndEarnsInBtcAtTheFillPrice() {
    PaperLedger open =
        withPerp(
            ledger(Mode.ML_BTC_DIRECTIONAL_BTC_MARGIN, Token.BTC, "binance:BaseToken:BTC", "10"),
            "binance:Perp:BTCUSDT",
            "10",
            "50000");

    Fill fill =
        filled(OrderFixture.perp(Venue.BINANCE, Side.SHORT, "6", Token.BTC).reducing(), open);

    assertDeltas(fill, "binance:Perp:BTCUSDT", "-6", "binance:BaseToken:BTC", "0.997");
    assertThat(fill.feeToken()).isEqualTo(Token.BTC);
    assertThat(fill.fee()).isEqualByComparingTo("0.003");
  }

  @Test
  void reduceOnlyTradesAtMostThePositionAndNeverWithoutOne() {
    PaperLedger open = withPerp(hedged, "bybit:Perp:ETHUSDT", "-1", "4000");

    Fill fill = filled(OrderFixture.perp(Venue.BYBIT, Side.LONG, "2", Token.ETH).reducing(), open);

    assertThat(fill.amount()).isEqualByComparingTo("1");
    assertRefused(
        OrderFixture.perp(Venue.BYBIT, Side.LONG, "2", Token.ETH).reducing(),
        hedged,
        "needs a position the other way, bybit:Perp:ETHUSDT was 0");
  }

  @Test
  void opensOnlyWithMarginBehindIt() {
    assertRefused(
        OrderFixture.perp(Venue.BYBIT, Side.SHORT, "60", Token.ETH),
        hedged,
        "the margin behind bybit must be at least 0.05 of the notional 240000, would be 9868");
    assertRefused(
        OrderFixture.perp(Venue.OKX, Side.SHORT, "1", Token.ETH),
        hedged,
        "okx:BaseToken:USDT holds 0, the order would leave -2");
  }

  @Test
  void aLossBeyondTheVenuesMarginIsRefusedInVenueScope() {
    PaperLedger under = withPerp(hedged, "bybit:Perp:ETHUSDT", "-10", "2900");

    assertRefused(
        OrderFixture.perp(Venue.BYBIT, Side.LONG, "10", Token.ETH).reducing(),
        under,
        "where at least 0 must stay");
  }

  @Test
  void aCoveredLossInPortfolioScopeNeverTrapsThePosition() {
    PaperLedger ethShares =
        withPerp(
            ledger(Mode.ETH_BASIS, Token.ETH, "binance:BaseToken:ETH", "10"),
            "bybit:Perp:ETHUSDT",
            "-10",
            "3000");

    Fill fill =
        filled(OrderFixture.perp(Venue.BYBIT, Side.LONG, "10", Token.ETH).reducing(), ethShares);

    assertDeltas(fill, "bybit:Perp:ETHUSDT", "10", "binance:BaseToken:USDT", "-10022");
  }

  @Test
  void refusesAnOrderThatExpectsItsFeeElsewhere() {
    assertRefused(
        OrderFixture.perp(Venue.BYBIT, Side.SHORT, "1", Token.ETH).naming("binance:BaseToken:USDT"),
        hedged,
        "with margin scope VENUE it is booked on bybit:BaseToken:USDT");
  }
}
