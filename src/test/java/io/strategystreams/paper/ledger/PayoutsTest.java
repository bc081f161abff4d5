package io.strategystreams.paper.ledger;

import static io.strategystreams.paper.PaperFixtures.EIGEN;
import static io.strategystreams.paper.PaperFixtures.NOON;
import static io.strategystreams.paper.PaperFixtures.amount;
import static io.strategystreams.paper.PaperFixtures.board;
import static io.strategystreams.paper.PaperFixtures.ledger;
import static io.strategystreams.paper.PaperFixtures.withPerp;
import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.Venue;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.core.money.Decimals;
import io.strategystreams.core.money.Token;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When a withdrawal is paid, from what, and when it is settled. */
class PayoutsTest {
  private static final Instant LATER = NOON.plus(Duration.ofHours(1));
  private final Payouts payouts = new Payouts(Duration.ofHours(1), new BigDecimal("0.05"));

  @Test
  void nothingIsPaidBeforeTheNoticeHasPassed() {
    PaperLedger asked =
        ask(ledger(Mode.PURE_LENDING_USDT, Token.USDT, "wallet:BaseToken:USDT", "100"), "40");

    assertThat(payouts.due(asked, board(), LATER.minusMillis(1))).isEmpty();
    assertThat(paid(asked)).containsExactly("wallet:BaseToken:USDT 40");
  }

  @Test
  void whatIsThereIsPaidAndTheRestWaits() {
    PaperLedger asked =
        ask(
            ledger(
                Mode.PURE_LENDING_USDT,
                Token.USDT,
                "wallet:BaseToken:USDT",
                "30",
                "aave_v3:aToken:aUSDT",
                "70"),
            "40");

    PaperLedger after = pay(asked);

    assertThat(after.pendingWithdrawal().orElseThrow().amount()).isEqualByComparingTo("10");
    assertThat(after.amount(Instrument.base(Venue.WALLET, Token.USDT))).isZero();
    assertThat(payouts.due(after, board(), LATER)).isEmpty();
  }

  @Test
  void ethSharesInTheWalletPayFromWethToo() {
    PaperLedger asked =
        ask(
            ledger(
                Mode.ETH_STAKING_ONLY,
                Token.ETH,
                "wallet:BaseToken:ETH",
                "1",
                "wallet:BaseToken:WETH",
                "5"),
            "4");

    assertThat(paid(asked)).containsExactly("wallet:BaseToken:ETH 1", "wallet:BaseToken:WETH 3");
    assertThat(pay(asked).pendingWithdrawal()).isEmpty();
  }

  @Test
  void everythingIsPaidOnceNothingElseIsHeld() {
    PaperLedger open =
        ask(
            ledger(
                Mode.ETH_STAKING_ONLY,
                Token.ETH,
                "wallet:BaseToken:WETH",
                "5",
                "etherfi:Unstaking:WETH",
                "5"),
            null);
    PaperLedger free =
        ask(
            ledger(
                Mode.ETH_STAKING_ONLY,
                Token.ETH,
                "wallet:BaseToken:ETH",
                "0.5",
                "wallet:BaseToken:WETH",
                "5"),
            null);

    assertThat(paid(open)).isEmpty();
    assertThat(paid(free))
        .containsExactly("wallet:BaseToken:ETH 0.5", "wallet:BaseToken:WETH 5 settles");
    assertThat(pay(free).pendingWithdrawal()).isEmpty();
  }

  @Test
  void crumbsAndUnsoldDustDoNotHoldBackEverything() {
    PaperLedger crumbs =
        ask(
            FlowRules.apply(
                ledger(
                    Mode.BTC_BASIS,
                    Token.USDT,
                    "binance:BaseToken:USDT",
                    "100000",
                    "binance:BaseToken:BTC",
                    "0.000009",
                    "bybit:BaseToken:USDT",
                    "0.5"),
                new Flow.Dust(
                    "s", Instrument.base(Venue.WALLET, EIGEN), EIGEN, amount("1000"), NOON)),
            null);

    assertThat(paid(crumbs)).containsExactly("binance:BaseToken:USDT 100000 settles");
  }

  @Test
  void moreThanThereIsSettlesOnceAllIsPaid() {
    PaperLedger asked =
        ask(ledger(Mode.PURE_LENDING_USDT, Token.USDT, "wallet:BaseToken:USDT", "100"), "150");

    assertThat(paid(asked)).containsExactly("wallet:BaseToken:USDT 100 settles");
    PaperLedger empty = ask(ledger(Mode.PURE_LENDING_USDT, Token.USDT), "50");
    assertThat(paid(empty)).containsExactly("wallet:BaseToken:USDT 0 settles");
  }

  @Test
  void theMarginOfOpenPerpsStays() {
    PaperLedger open =
        withPerp(
            ledger(
                Mode.ML_BTC_DIRECTIONAL_USDT_MARGIN, Token.USDT, "binance:BaseToken:USDT", "60000"),
            "binance:Perp:BTCUSDT",
            "1",
            "60000");

    assertThat(paid(ask(open, "57000"))).containsExactly("binance:BaseToken:USDT 57000");
    assertThat(paid(ask(open, "57001"))).isEmpty();
  }

  @Test
  void requestsAddUpAndEverythingSwallowsThem() {
    PaperLedger asked = ask(ask(ledger(Mode.PURE_LENDING_USDT, Token.USDT), "10"), "5");

    assertThat(asked.withdrawal().amount()).isEqualByComparingTo("15");
    assertThat(ask(asked, null).withdrawal().isEverything()).isTrue();
  }

  private List<String> paid(PaperLedger ledger) {
    return payouts.due(ledger, board(), LATER).stream()
        .map(
            paid ->
                paid.instrument()
                    + " "
                    + Decimals.plain(paid.amount())
                    + (paid.settles() ? " settles" : ""))
        .toList();
  }

  private PaperLedger pay(PaperLedger ledger) {
    PaperLedger after = ledger;
    for (Flow.Paid paid : payouts.due(ledger, board(), LATER)) {
      after = FlowRules.apply(after, paid);
    }
    return after;
  }

  private static PaperLedger ask(PaperLedger ledger, String amount) {
    return FlowRules.apply(
        ledger, new Flow.Withdraw("s", amount == null ? null : amount(amount), NOON));
  }
}
