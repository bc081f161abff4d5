package io.strategystreams.paper.attribution;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strategystreams.core.plan.Operation;
import io.strategystreams.core.plan.Side;
import org.junit.jupiter.api.Test;

/** What equity alone does not show, and what the monitor shows when. */
class BooksAgainstExposuresTest {
  private static final String USDT = "wallet:BaseToken:USDT";

  @Test
  void whatTheExecutorTellsIsShownOnceTimeHasPassedIt() {
    HandBook book = HandBook.inUsdt().paidIn(USDT, "1000").paidOut(USDT, "300");
    assertThatCode(() -> book.exposed(0, "1000", USDT, "1000")).doesNotThrowAnyException();
    assertThatCode(() -> book.exposed(1, "700", USDT, "700")).doesNotThrowAnyException();
  }

  @Test
  void aPaymentThatTheMonitorForgotIsNamed() {
    HandBook book = HandBook.inUsdt().paidIn(USDT, "1000").paidOut(USDT, "300");
    assertThatThrownBy(() -> book.exposed(1, "1000", USDT, "1000"))
        .isInstanceOf(UnreconciledException.class)
        .hasMessageContaining(
            USDT + " in the exposure does not fit: by flows and reports it must be")
        .hasMessageContaining("must be 700, was 1000")
        .hasMessageContaining("moved by paper flow Open")
        .hasMessageContaining("paper flow Paid");
  }

  @Test
  void aTotalThatIsNotWhatThePositionsAreWorthIsNamed() {
    HandBook book = HandBook.inUsdt().paidIn(USDT, "1000");
    assertThatThrownBy(() -> book.exposed(1, "1000.000001", USDT, "1000"))
        .isInstanceOf(UnreconciledException.class)
        .hasMessageContaining("total_exposure does not fit")
        .hasMessageContaining("must be 1000, was 1000.000001");
  }

  @Test
  void aPerpSizeThatWasNotFilledIsNamedThoughItMovesNoEquityAtItsMark() {
    HandBook book = HandBook.inUsdt().paidIn("bybit:BaseToken:USDT", "10000");
    assertThatThrownBy(
            () ->
                book.traded(
                    "bybit",
                    Side.SHORT,
                    "ETHUSDT",
                    "2",
                    "4000",
                    null,
                    "bybit:Perp:ETHUSDT",
                    "-2.000001"))
        .isInstanceOf(UnreconciledException.class)
        .hasMessageContaining("order-0")
        .hasMessageContaining("must be the filled -2, was -2.000001");
  }

  @Test
  void aFlashLoanThatIsNotRepaidIsNamed() {
    HandBook book =
        HandBook.inEth()
            .paidIn("wallet:BaseToken:WETH", "1")
            .done(Operation.FLASH_BORROW, "100", "wallet:BaseToken:WETH", "100");
    assertThatThrownBy(() -> book.exposed(1, "101", "wallet:BaseToken:WETH", "101"))
        .isInstanceOf(UnreconciledException.class)
        .hasMessageContaining("a flash loan does not fit")
        .hasMessageContaining("still owed was 100");
  }

  @Test
  void aRewardThatNoMarketPricesIsWorthNothingUntilOneDoes() {
    HandBook.inUsdt()
        .paidIn(USDT, "10")
        .dust("wallet:BaseToken:ETHFI", "100")
        .assertEarned()
        .exposed(1, "10", USDT, "10", "wallet:BaseToken:ETHFI", "100")
        .prices("binance:Spot:ETHFI/USDT", "2")
        .assertEarned(Component.PRICE, "200")
        .exposed(2, "210", USDT, "10", "wallet:BaseToken:ETHFI", "100");
  }
}
