package io.strategystreams.paper.attribution;

import static io.strategystreams.core.plan.OrderStatus.FILLED;
import static io.strategystreams.core.plan.OrderStatus.LIQUIDATED;
import static io.strategystreams.paper.attribution.Component.BASIS;
import static io.strategystreams.paper.attribution.Component.BORROW_INTEREST;
import static io.strategystreams.paper.attribution.Component.FEES;
import static io.strategystreams.paper.attribution.Component.FUNDING;
import static io.strategystreams.paper.attribution.Component.GAS;
import static io.strategystreams.paper.attribution.Component.LENDING_INTEREST;
import static io.strategystreams.paper.attribution.Component.LIQUIDATION;
import static io.strategystreams.paper.attribution.Component.PRICE;
import static io.strategystreams.paper.attribution.Component.REWARDS;
import static io.strategystreams.paper.attribution.Component.SLIPPAGE;
import static io.strategystreams.paper.attribution.Component.STAKING_YIELD;
import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.core.plan.Operation;
import io.strategystreams.core.plan.Side;
import org.junit.jupiter.api.Test;

/** Each component where a pencil suffices. */
class ComponentsByHandTest {
  private static final String SPOT_ETH = "binance:Spot:ETH/USDT";
  private static final String MARK_ETH = "bybit:Perp:ETHUSDT";
  private static final String MARK_BTC = "binance:Perp:BTCUSDT";
  private static final String RATE = "etherfi:Rate:weETH/WETH";

  @Test
  void depositsAndPaymentsAreNoProfit() {
    HandBook book =
        HandBook.inUsdt()
            .paidIn("wallet:BaseToken:USDT", "1000")
            .paidIn("binance:BaseToken:ETH", "2")
            .paidOut("wallet:BaseToken:USDT", "300")
            .assertEarned()
            .assertEquity("8700");
    assertThat(book.statement().paidIn()).isEqualByComparingTo("9000");
    assertThat(book.statement().paidOut()).isEqualByComparingTo("300");
  }

  @Test
  void fundingIsTheCashReceived() {
    HandBook.inUsdt().funding("bybit:BaseToken:USDT", "12.5").assertEarned(FUNDING, "12.5");
    HandBook.inEth().funding("bybit:BaseToken:USDT", "-12.5").assertEarned(FUNDING, "-0.003125");
    HandBook.inBtc().funding("binance:BaseToken:BTC", "0.01").assertEarned(FUNDING, "0.01");
  }

  @Test
  void aBalanceEarnsWhatItsPriceMovesBy() {
    HandBook.inUsdt()
        .paidIn("binance:BaseToken:ETH", "2")
        .prices(SPOT_ETH, "4100")
        .assertEarned(PRICE, "200")
        .assertEquity("8200");
  }

  @Test
  void aBookInEthEarnsByItsUsdtWhenEthFalls() {
    HandBook.inEth()
        .paidIn("wallet:BaseToken:WETH", "10")
        .paidIn("wallet:BaseToken:USDT", "4000")
        .prices(SPOT_ETH, "3200")
        .assertEarned(PRICE, "0.25")
        .assertEquity("11.25");
  }

  @Test
  void aDebtEarnsWhenItsTokenFalls() {
    HandBook.inUsdt()
        .paidIn("binance:BaseToken:USDT", "10000")
        .done(
            Operation.BORROW, "2", "aave_v3:debtToken:debtWETH", "2", "wallet:BaseToken:WETH", "2")
        .paidOut("wallet:BaseToken:WETH", "2")
        .prices(SPOT_ETH, "3900")
        .assertEarned(PRICE, "200");
  }

  @Test
  void aPerpIsPriceAsFarAsSpotMovedAndBasisBeyond() {
    HandBook.inUsdt()
        .paidIn("bybit:BaseToken:USDT", "10000")
        .traded("bybit", Side.SHORT, "ETHUSDT", "2", "4000", null, "bybit:Perp:ETHUSDT", "-2")
        .prices(SPOT_ETH, "4100", MARK_ETH, "4105")
        .assertEarned(PRICE, "-200", BASIS, "-10")
        .prices(MARK_ETH, "4101")
        .assertEarned(PRICE, "-200", BASIS, "-2")
        .assertEquity("9798");
  }

  @Test
  void unrealisedGainOfABookInEthIsWorthLessEthAsEthRises() {
    // 2 ETH short, entered at 4000, mark at 3000: 2000 USDT, that is 2000/4000 ETH at spot's 4000.
    HandBook.inEth()
        .paidIn("wallet:BaseToken:ETH", "10")
        .traded("bybit", Side.SHORT, "ETHUSDT", "2", "4000", null, "bybit:Perp:ETHUSDT", "-2")
        .prices(MARK_ETH, "3000")
        .assertEarned(BASIS, "0.5")
        // Spot to 5000, mark to 4000: −2·1000/5000, and 2000·(1/5000 − 1/4000).
        .prices(MARK_ETH, "4000", SPOT_ETH, "5000")
        .assertEarned(BASIS, "0.5", PRICE, "-0.5")
        .assertEquity("10");
  }

  @Test
  void lendingAndBorrowingEarnAndCostWhatTheyGrowBy() {
    HandBook.inUsdt()
        .lent("aave_v3:aToken:aUSDT", "3.25")
        .lent("aave_v3:aToken:aweETH", "0.01")
        .owed("aave_v3:debtToken:debtWETH", "0.002")
        .assertEarned(LENDING_INTEREST, "44.85", BORROW_INTEREST, "-8")
        .assertEquity("36.85");
  }

  @Test
  void stakingYieldIsTheRiseOfTheRateAtTheNewPrice() {
    HandBook.inUsdt()
        .paidIn("etherfi:LST:weETH", "6")
        .paidIn("aave_v3:aToken:aweETH", "4")
        .prices(RATE, "1.05", SPOT_ETH, "5000")
        .assertEarned(STAKING_YIELD, "500", PRICE, "10400")
        .assertEquity("52500");
  }

  @Test
  void whatWaitsInTheQueueHasNoYield() {
    HandBook.inEth()
        .paidIn("etherfi:LST:weETH", "10")
        .done(Operation.UNSTAKE, "0", "etherfi:LST:weETH", "-10", "etherfi:Unstaking:WETH", "10.4")
        .prices(RATE, "1.05")
        .assertEarned()
        .assertEquity("10.4");
  }

  @Test
  void rewardsCountAtTheirPriceWhenTheyComeThenByPrice() {
    HandBook.inUsdt()
        .dust("wallet:BaseToken:EIGEN", "100")
        .assertEarned(REWARDS, "400")
        .prices("binance:Spot:EIGEN/USDT", "3.5")
        .assertEarned(REWARDS, "400", PRICE, "-50");
  }

  @Test
  void aSpotTradeCostsItsFeeAndWhatItIsWorseThanTheMarket() {
    HandBook.inUsdt()
        .paidIn("binance:BaseToken:USDT", "10000")
        .traded(
            "binance",
            Side.BUY,
            "ETH/USDT",
            "2",
            "4002",
            "8.004",
            "binance:BaseToken:ETH",
            "2",
            "binance:BaseToken:USDT",
            "-8012.004")
        .assertEarned(SLIPPAGE, "-4", FEES, "-8.004")
        .traded(
            "binance",
            Side.SELL,
            "ETH/USDT",
            "1",
            "3999",
            "3.999",
            "binance:BaseToken:ETH",
            "-1",
            "binance:BaseToken:USDT",
            "3995.001")
        .assertEarned(SLIPPAGE, "-5", FEES, "-12.003")
        .assertEquity("9982.997");
  }

  @Test
  void aPerpTradeIsMeasuredAgainstTheMark() {
    HandBook.inUsdt()
        .prices(MARK_ETH, "4010")
        .paidIn("bybit:BaseToken:USDT", "10000")
        .traded(
            "bybit",
            Side.SHORT,
            "ETHUSDT",
            "2",
            "4008",
            "4",
            "bybit:Perp:ETHUSDT",
            "-2",
            "bybit:BaseToken:USDT",
            "-4")
        .assertEarned(SLIPPAGE, "-4", FEES, "-4")
        // Closed at 4013 for a loss of 2·5, of which 2·2 were known at the mark.
        .traded(
            "bybit",
            Side.LONG,
            "ETHUSDT",
            "2",
            "4013",
            "4",
            "bybit:Perp:ETHUSDT",
            "2",
            "bybit:BaseToken:USDT",
            "-14")
        .assertEarned(SLIPPAGE, "-10", FEES, "-8")
        .assertEquity("9982");
  }

  @Test
  void coinMarginBooksItsGainAtThePerpsPrice() {
    HandBook.inBtc()
        .paidIn("binance:BaseToken:BTC", "10")
        .traded("binance", Side.LONG, "BTCUSDT", "1", "50000", null, "binance:Perp:BTCUSDT", "1")
        .prices(MARK_BTC, "62500")
        .assertEarned(BASIS, "0.25")
        // 12500 USDT are 0.2 BTC at 62500; at spot they were valued 0.25.
        .traded(
            "binance",
            Side.SHORT,
            "BTCUSDT",
            "1",
            "62500",
            "0.001",
            "binance:Perp:BTCUSDT",
            "-1",
            "binance:BaseToken:BTC",
            "0.199")
        .assertEarned(BASIS, "0.2", FEES, "-0.001")
        .assertEquity("10.199");
  }

  @Test
  void aSwapLosesTheDiscountOfTheDexAndItsSlippage() {
    HandBook.inUsdt()
        .paidIn("etherfi:LST:weETH", "10")
        .swapped("weETH", "10", "1.02", "etherfi:LST:weETH", "-10", "wallet:BaseToken:WETH", "10.2")
        .assertEarned(BASIS, "-400", SLIPPAGE, "-400")
        .assertEquity("40800");
  }

  @Test
  void aFlashLoanCostsWhatIsRepaidBeyondIt() {
    HandBook.inEth()
        .paidIn("wallet:BaseToken:WETH", "1")
        .done(Operation.FLASH_BORROW, "100", "wallet:BaseToken:WETH", "100")
        .assertEquity("1")
        .done(Operation.FLASH_REPAY, "100.05", "wallet:BaseToken:WETH", "-100.05")
        .assertEarned(FEES, "-0.05")
        .assertEquity("0.95");
  }

  @Test
  void gasIsACostOutsideOfEquity() {
    HandBook book =
        HandBook.inUsdt()
            .paidIn("wallet:BaseToken:USDT", "1000")
            .gas("0.002")
            .assertEarned(GAS, "-8")
            .assertEquity("1000");
    assertThat(book.statement().accountedEquity()).isEqualByComparingTo("992");
    assertThat(book.statement().profit()).isEqualByComparingTo("-8");
  }

  @Test
  void aTriggerIsTheMarketsDoingButForItsFee() {
    longOfTwoAtMark4100()
        .closedByVenue(
            FILLED, "2", "4080", "5", "bybit:Perp:ETHUSDT", "-2", "bybit:BaseToken:USDT", "155")
        .assertEarned(PRICE, "-40", BASIS, "200", FEES, "-5")
        .assertEquity("10155");
  }

  @Test
  void aForcedCloseCostsItsFeeAndItsPenalty() {
    longOfTwoAtMark4100()
        .closedByVenue(
            LIQUIDATED,
            "2",
            "4080",
            "25",
            "bybit:Perp:ETHUSDT",
            "-2",
            "bybit:BaseToken:USDT",
            "135")
        .assertEarned(PRICE, "-40", BASIS, "200", LIQUIDATION, "-25")
        .assertEquity("10135");
  }

  @Test
  void aLiquidatedLoanCostsTheLiquidatorsBonus() {
    HandBook.inUsdt()
        .paidIn("aave_v3:aToken:aweETH", "10")
        .done(
            Operation.BORROW, "5", "aave_v3:debtToken:debtWETH", "5", "wallet:BaseToken:WETH", "5")
        // 2 weETH worth 2.08 WETH are taken for 2 WETH of debt.
        .closedByVenue(
            LIQUIDATED,
            "2",
            "1",
            null,
            "aave_v3:aToken:aweETH",
            "-2",
            "aave_v3:debtToken:debtWETH",
            "-2")
        .assertEarned(LIQUIDATION, "-320")
        .assertEquity("41280");
  }

  @Test
  void aTransferAndALoanEarnNothing() {
    HandBook.inUsdt()
        .paidIn("wallet:BaseToken:WETH", "5")
        .done(Operation.TRANSFER, "5", "wallet:BaseToken:WETH", "-5", "binance:BaseToken:ETH", "5")
        .assertEarned()
        .assertEquity("20000");
  }

  @Test
  void whatCannotBeValuedYetCountsWhenItsPriceComes() {
    HandBook book =
        HandBook.inUsdt().paidIn("wallet:BaseToken:USDT", "1000").paidIn("lido:LST:wstETH", "2");
    assertThat(book.statement().paidIn()).isEqualByComparingTo("1000");
    book.prices("lido:Rate:wstETH/WETH", "1.2").assertEarned().assertEquity("10600");
    assertThat(book.statement().paidIn()).isEqualByComparingTo("10600");
  }

  private static HandBook longOfTwoAtMark4100() {
    return HandBook.inUsdt()
        .paidIn("bybit:BaseToken:USDT", "10000")
        .traded("bybit", Side.LONG, "ETHUSDT", "2", "4000", null, "bybit:Perp:ETHUSDT", "2")
        .prices(MARK_ETH, "4100")
        .assertEarned(BASIS, "200");
  }
}
