package io.strategystreams.paper.exchange;

import static io.strategystreams.paper.PaperFixtures.amount;
import static io.strategystreams.paper.PaperFixtures.board;
import static io.strategystreams.paper.PaperFixtures.ledger;
import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.Venue;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.core.money.Decimals;
import io.strategystreams.core.money.Token;
import io.strategystreams.core.plan.Side;
import io.strategystreams.paper.PaperFixtures;
import io.strategystreams.paper.ledger.PaperLedger;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

/** Spot trades, to the last decimal; and what they are refused for. */
class SpotDeskTest extends VenueCase {
  private final PaperLedger rich =
      ledger(
          Mode.ETH_BASIS,
          Token.USDT,
          "binance:BaseToken:USDT",
          "10000",
          "binance:BaseToken:ETH",
          "2",
          "binance:BaseToken:EIGEN",
          "100");

  @Test
  void buysBasePaysQuoteAndFee() {
    Fill fill = filled(OrderFixture.spot(Side.BUY, "1.5", "ETH/USDT"), rich);

    assertDeltas(fill, "binance:BaseToken:ETH", "1.5", "binance:BaseToken:USDT", "-6006");
    assertThat(Decimals.plain(fill.price())).isEqualTo("4000");
    assertThat(Decimals.plain(fill.fee())).isEqualTo("6");
    assertThat(fill.feeToken()).isEqualTo(Token.USDT);
  }

  @Test
  void sellsBaseGetsQuoteLessFee() {
    Fill fill = filled(OrderFixture.spot(Side.SELL, "1.5", "ETH/USDT"), rich);

    assertDeltas(fill, "binance:BaseToken:ETH", "-1.5", "binance:BaseToken:USDT", "5994");
  }

  @Test
  void aPairWithoutAMarketTradesThroughUsdt() {
    Fill fill = filled(OrderFixture.spot(Side.SELL, "100", "EIGEN/ETH"), rich);

    assertDeltas(fill, "binance:BaseToken:EIGEN", "-100", "binance:BaseToken:ETH", "0.0999");
    assertThat(fill.feeToken()).isEqualTo(Token.ETH);
  }

  @Test
  void refusesWhatIsNoMultipleOfTheLot() {
    assertRefused(OrderFixture.spot(Side.BUY, "1.00005", "ETH/USDT"), rich, "lot 0.0001");
  }

  @Test
  void refusesWhatIsBelowTheMinimumNotionalThroughUsdtToo() {
    assertRefused(OrderFixture.spot(Side.BUY, "0.001", "ETH/USDT"), rich, "at least 5, was 4");
    assertRefused(OrderFixture.spot(Side.SELL, "1", "EIGEN/ETH"), rich, "at least 5, was 4");
  }

  @Test
  void refusesWhatTheBalanceDoesNotAllow() {
    PaperLedger poor = ledger(Mode.PURE_LENDING_USDT, Token.USDT, "binance:BaseToken:USDT", "4000");

    assertRefused(
        OrderFixture.spot(Side.BUY, "1", "ETH/USDT"),
        poor,
        "binance:BaseToken:USDT holds 4000, the order would leave -4 where at least 0");
  }

  @Test
  void inPortfolioScopeUsdtMayDipToOnePercentOfEquity() {
    PaperLedger basis = ledger(Mode.ETH_BASIS, Token.USDT, "binance:BaseToken:USDT", "4000");

    Fill fill = filled(OrderFixture.spot(Side.BUY, "1", "ETH/USDT"), basis);

    assertDeltas(fill, "binance:BaseToken:ETH", "1", "binance:BaseToken:USDT", "-4004");
    assertRefused(
        OrderFixture.spot(Side.BUY, "1.01", "ETH/USDT"), basis, "where at least -40 must stay");
  }

  @Test
  void slipsWithinTheCeilingAlwaysAgainstTheOrderAndAlwaysTheSame() {
    PaperExchange slipping = new PaperExchange(PaperFixtures.desk(), VenueSettings.defaults(7));
    for (int i = 0; i < 200; i++) {
      PaperOrder buy = OrderFixture.spot(Side.BUY, "1", "ETH/USDT").id("o" + i).build();
      PaperOrder sell = OrderFixture.spot(Side.SELL, "1", "ETH/USDT").id("o" + i).build();

      Fill bought = only(slipping.execute(buy, rich, board(), false));
      Fill sold = only(slipping.execute(sell, rich, board(), false));

      assertThat(bought.price()).isBetween(amount("4000"), amount("4002"));
      assertThat(sold.price()).isBetween(amount("3998"), amount("4000"));
      BigDecimal cost = bought.deltas().get(Instrument.base(Venue.BINANCE, Token.USDT)).negate();
      assertThat(cost).as("price × (1 + fee + ceiling)").isLessThanOrEqualTo(amount("4006"));
      assertThat(only(slipping.execute(buy, rich, board(), false))).isEqualTo(bought);
    }
  }

  @Test
  void aLimitHoldsOrNothingIsDone() {
    assertRefused(
        OrderFixture.spot(Side.BUY, "1", "ETH/USDT").limit("3999"), rich, "limit 3999 is not met");
    assertThat(filled(OrderFixture.spot(Side.SELL, "1", "ETH/USDT").limit("4000"), rich).price())
        .isEqualByComparingTo("4000");
  }

  @Test
  void partsAddUpToTheWhole() {
    PaperOrder order = OrderFixture.spot(Side.BUY, "0.0003", "ETH/USDT").build();
    PaperOrder bigger = OrderFixture.spot(Side.BUY, "1.0001", "ETH/USDT").build();

    assertThat(exchange.execute(order, rich, board(), true)).isInstanceOf(Outcome.Refused.class);
    Outcome.Filled inParts = (Outcome.Filled) exchange.execute(bigger, rich, board(), true);
    Outcome.Filled atOnce = (Outcome.Filled) exchange.execute(bigger, rich, board(), false);

    assertThat(inParts.fills()).hasSize(2);
    assertThat(inParts.fills().get(0).amount()).isEqualByComparingTo("0.5");
    assertThat(inParts.fills().get(1)).isEqualTo(atOnce.fills().get(0));
    assertThat(inParts.ledger()).isEqualTo(atOnce.ledger());
  }
}
