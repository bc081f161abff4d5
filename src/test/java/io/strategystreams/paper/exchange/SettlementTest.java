package io.strategystreams.paper.exchange;

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
import io.strategystreams.core.plan.OrderStatus;
import io.strategystreams.core.plan.Side;
import io.strategystreams.paper.PaperFixtures;
import io.strategystreams.paper.PaperFixtures.Board;
import io.strategystreams.paper.ledger.Flow;
import io.strategystreams.paper.ledger.LastBar;
import io.strategystreams.paper.ledger.PaperLedger;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of an account between its orders, by the executor as it is. */
class SettlementTest {
  private static final String PERP = "bybit:Perp:ETHUSDT";
  private static final String BYBIT_USDT = "bybit:BaseToken:USDT";
  private static final Instant SIXTEEN = Instant.parse("2024-06-01T16:00:00Z");

  private final PaperDesk desk =
      new PaperDesk(
          PaperFixtures.desk(), VenueCase.EXACT, Duration.ofDays(7), Duration.ofMinutes(1));

  @Test
  void aBalanceGrowsWithItsIndexAndADebtWithItsOwn() {
    Board prices =
        board()
            .put("aave_v3:Rate:aweETH/weETH", "1.01")
            .put("aave_v3:Rate:debtWETH/WETH", "1.05")
            .put("etherfi:Rate:weETH/WETH", "1");
    Account account = settled(looped("100", "60"), prices, NOON);

    prices.put("aave_v3:Rate:aweETH/weETH", "1.0201").put("aave_v3:Rate:debtWETH/WETH", "1.0521");
    Turn turn = tick(account, prices, NOON.plusSeconds(60));

    assertThat(held(turn, "aave_v3:aToken:aweETH")).isEqualTo("101");
    assertThat(held(turn, "aave_v3:debtToken:debtWETH")).isEqualTo("60.12");
    assertThat(turn.told())
        .containsExactly(
            new Flow.LendingInterest(
                "eth_leveraged",
                Instrument.parse("aave_v3:aToken:aweETH"),
                amount("1"),
                NOON.plusMillis(59_999)),
            new Flow.BorrowInterest(
                "eth_leveraged",
                Instrument.parse("aave_v3:debtToken:debtWETH"),
                amount("0.12"),
                NOON.plusMillis(59_999)));
    assertThat(tick(turn.account(), prices, NOON.plusSeconds(120)).told()).isEmpty();
  }

  @Test
  void whatIsSuppliedLaterGrowsFromItsOwnIndex() {
    Board prices = board().put("aave_v3:Rate:aUSDT/USDT", "1.1");
    Account account =
        Account.of(ledger(Mode.PURE_LENDING_USDT, Token.USDT, "wallet:BaseToken:USDT", "1000"));

    Turn supplied =
        desk.order(
            account,
            OrderFixture.supply(Token.USDT, "1000").build(),
            OrderGate.Allowed.EVERYTHING,
            prices,
            NOON);
    prices.put("aave_v3:Rate:aUSDT/USDT", "1.111");
    Turn turn = tick(supplied.account(), prices, NOON.plusSeconds(60));

    assertThat(held(turn, "aave_v3:aToken:aUSDT")).isEqualTo("1010");
  }

  @ParameterizedTest
  @CsvSource({
    "-2.5, 0.0001, 1", // a short is paid 2.5 × 4000 × 0.0001
    "-2.5, -0.0002, -2",
    "1, 0.0001, -0.4",
  })
  void fundingIsPaidAtEightHours(String quantity, String rate, String cash) {
    Board prices = board().bar(PERP, "4000", "4000", "4000", rate, NOON);
    Account account = settled(hedged("10000", quantity, "4000"), prices, NOON);

    Turn before = tick(account, prices, SIXTEEN.minusSeconds(1));
    Turn at = tick(before.account(), prices, SIXTEEN);
    Turn after = tick(at.account(), prices, SIXTEEN.plusSeconds(60));

    assertThat(before.told()).isEmpty();
    assertThat(after.told()).isEmpty();
    assertThat(at.told())
        .containsExactly(
            new Flow.Funding(
                "usdt_eth_staking_hedged_simple",
                Instrument.parse(PERP),
                Instrument.parse(BYBIT_USDT),
                amount(cash),
                SIXTEEN.minusMillis(1)));
    assertThat(new BigDecimal(held(at, BYBIT_USDT)))
        .isEqualByComparingTo(new BigDecimal("10000").add(new BigDecimal(cash)));
  }

  /** 0.0001 per 8 hours on 2.5 × 4000, from 12:00 to 16:00: one payment an hour is 4 of 0.125. */
  @ParameterizedTest
  @CsvSource({"1, 0.5", "2, 0.5", "4, 0.5", "8, 1"})
  void fundingIsPaidByThePerpsOwnInterval(int hours, String cash) {
    Board prices = board().put(PERP, funded("0.0001", hours, SIXTEEN.minusSeconds(1)));
    Account account = settled(hedged("10000", "-2.5", "4000"), prices, NOON);

    Turn turn = tick(account, prices, SIXTEEN);

    assertThat(new BigDecimal(held(turn, BYBIT_USDT)).subtract(new BigDecimal("10000")))
        .isEqualByComparingTo(cash);
  }

  @Test
  void aRateIsPaidForAtMostADayAfterItWasTold() {
    Board prices = board().put(PERP, funded("0.0001", 8, NOON));
    Account account = settled(hedged("10000", "-2.5", "4000"), prices, NOON);

    Turn week = tick(account, prices, NOON.plus(Duration.ofDays(7)));

    assertThat(held(week, BYBIT_USDT)).isEqualTo("10003");
  }

  @Test
  void ofBtcMarginFundingIsPaidInBtc() {
    Board prices = board().bar("binance:Perp:BTCUSDT", "60000", "60000", "60000", "0.0001", NOON);
    PaperLedger ledger =
        withPerp(
            ledger(Mode.ML_BTC_DIRECTIONAL_BTC_MARGIN, Token.BTC, "binance:BaseToken:BTC", "10"),
            "binance:Perp:BTCUSDT",
            "10",
            "60000");

    Turn turn = tick(settled(ledger, prices, NOON), prices, SIXTEEN);

    assertThat(held(turn, "binance:BaseToken:BTC")).isEqualTo("9.999");
  }

  @Test
  void anOrderComesAfterTheFundingThatFellDue() {
    Board prices = board().bar(PERP, "4000", "4000", "4000", "0.0001", NOON);
    Instant beforeEight = Instant.parse("2024-06-01T07:59:59Z");
    Account account = settled(hedged("10000", "-2.5", "4000"), prices, beforeEight);

    Turn turn =
        desk.order(
            account,
            OrderFixture.perp(Venue.BYBIT, Side.LONG, "2.5", Token.ETH).reducing().build(),
            OrderGate.Allowed.EVERYTHING,
            prices,
            NOON);

    assertThat(turn.told()).hasSize(1);
    assertThat(turn.told().get(0).eventTime()).isBefore(NOON);
    assertThat(held(turn, PERP)).isEqualTo("0");
  }

  /** Entered at 60000: profit at 63000, loss at 57000 for a long, the other way for a short. */
  @ParameterizedTest
  @CsvSource({
    "LONG, 61000, 63500, 59000, 63000, take profit at 63000",
    "LONG, 61000, 62999, 59000, , ",
    "LONG, 58000, 60500, 56500, 57000, stop loss at 57000",
    "LONG, 60000, 63500, 56500, 57000, stop loss at 57000", // both: the worse first
    "LONG, 55000, 56000, 54000, 56000, stop loss at 57000", // gapped: no better than the bar
    "SHORT, 59000, 61000, 56500, 57000, take profit at 57000",
    "SHORT, 62000, 63500, 59000, 63000, stop loss at 63000",
    "SHORT, 60000, 63500, 56500, 63000, stop loss at 63000",
    "SHORT, 65000, 66000, 64000, 64000, stop loss at 63000",
  })
  void triggersAreMetByTheBarTheWorseFirst(
      Side side, String close, String high, String low, String at, String reason) {
    Board prices = board();
    Account account =
        Account.of(
            ledger(
                Mode.ML_BTC_DIRECTIONAL_USDT_MARGIN,
                Token.USDT,
                "binance:BaseToken:USDT",
                "60000"));
    boolean isLong = side == Side.LONG;
    Turn opened =
        desk.order(
            account,
            OrderFixture.perp(Venue.BINANCE, side, "1", Token.BTC)
                .triggers(isLong ? "63000" : "57000", isLong ? "57000" : "63000")
                .build(),
            OrderGate.Allowed.EVERYTHING,
            prices,
            NOON.plusSeconds(1));
    // The bar that ended before the position was there says nothing of it.
    assertThat(
            tick(
                    opened.account(),
                    prices.bar("binance:Perp:BTCUSDT", "60000", "70000", "50000", null, NOON),
                    NOON.plusSeconds(60))
                .reports())
        .isEmpty();

    prices.bar("binance:Perp:BTCUSDT", close, high, low, null, NOON.plusSeconds(3600));
    Turn turn = tick(opened.account(), prices, NOON.plusSeconds(3600));

    if (at == null) {
      assertThat(turn.reports()).isEmpty();
      return;
    }
    OrderReport report = turn.reports().get(0);
    assertThat(report.status()).isEqualTo(OrderStatus.FILLED);
    assertThat(report.reason()).isEqualTo(reason);
    assertThat(report.isOfVenue()).isTrue();
    assertThat(report.fill().price()).isEqualByComparingTo(at);
    BigDecimal gain = new BigDecimal(at).subtract(new BigDecimal("60000"));
    BigDecimal fees =
        new BigDecimal(at).add(new BigDecimal("60000")).multiply(new BigDecimal("0.0005"));
    assertThat(new BigDecimal(held(turn, "binance:BaseToken:USDT")))
        .isEqualByComparingTo(
            new BigDecimal("60000").add(isLong ? gain : gain.negate()).subtract(fees));
    assertThat(turn.account().upkeep().openings()).isEmpty();
  }

  /** The price jumps over the stop between two bars: what is traded first is the open. */
  @ParameterizedTest
  @CsvSource({
    "LONG, 55500, 58000, 54000, 56000, 55500",
    "LONG, 57500, 58000, 54000, 56000, 57000",
    "SHORT, 64500, 66000, 62000, 64000, 64500",
    "SHORT, 62500, 66000, 62000, 64000, 63000",
  })
  void aGapThroughAStopIsFilledAtTheOpen(
      Side side, String open, String high, String low, String close, String at) {
    boolean isLong = side == Side.LONG;
    Account account =
        Account.of(
            ledger(
                Mode.ML_BTC_DIRECTIONAL_USDT_MARGIN,
                Token.USDT,
                "binance:BaseToken:USDT",
                "60000"));
    Board prices = board();
    Turn opened =
        desk.order(
            account,
            OrderFixture.perp(Venue.BINANCE, side, "1", Token.BTC)
                .triggers(isLong ? "70000" : "50000", isLong ? "57000" : "63000")
                .build(),
            OrderGate.Allowed.EVERYTHING,
            prices,
            NOON.plusSeconds(1));

    prices.put(
        "binance:Perp:BTCUSDT",
        new LastBar(
            amount(close),
            amount(open),
            amount(high),
            amount(low),
            null,
            8,
            NOON.plusSeconds(3600)));
    Turn turn = tick(opened.account(), prices, NOON.plusSeconds(3600));

    assertThat(turn.reports().get(0).fill().price()).isEqualByComparingTo(at);
  }

  /** Margin 2000 − 10 (4170 − 4000) is still above maintenance at the low, and not at the open. */
  @Test
  void aGapThroughTheLiquidationPriceIsFilledAtTheOpen() {
    Account account = settled(hedged("2000", "-10", "4000"), board(), NOON);
    Board prices =
        board()
            .put(
                PERP,
                new LastBar(
                    amount("4170"),
                    amount("4165"),
                    amount("4200"),
                    amount("3990"),
                    null,
                    8,
                    NOON.plusSeconds(3600)));

    Turn turn = tick(account, prices, NOON.plusSeconds(3600));

    assertThat(turn.reports().get(0).status()).isEqualTo(OrderStatus.LIQUIDATED);
    assertThat(turn.reports().get(0).fill().price()).isEqualByComparingTo("4165");
  }

  private static LastBar funded(String rate, int hours, Instant endedAt) {
    BigDecimal price = amount("4000");
    return new LastBar(price, null, price, price, Double.valueOf(rate), hours, endedAt);
  }

  /**
   * 10 ETH short from 4000 on a margin of 2000: margin 2000 − 10 (p − 4000) is 1 % of 10 p at p =
   * 42000 / 10.1.
   */
  @Test
  void aRiseThatEatsTheMarginLiquidatesWhereItIsEaten() {
    Account account = settled(hedged("2000", "-10", "4000"), board(), NOON);
    Board prices = board().bar(PERP, "4170", "4200", "3990", null, NOON.plusSeconds(3600));

    Turn turn = tick(account, prices, NOON.plusSeconds(3600));

    OrderReport report = turn.reports().get(0);
    assertThat(report.status()).isEqualTo(OrderStatus.LIQUIDATED);
    BigDecimal price =
        new BigDecimal("42000").divide(new BigDecimal("10.1"), 18, RoundingMode.HALF_EVEN);
    assertThat(report.fill().price()).isEqualByComparingTo(price);
    // 1 % of the notional was left; half of it is the fee.
    BigDecimal left = price.multiply(BigDecimal.TEN).multiply(new BigDecimal("0.005"));
    assertThat(new BigDecimal(held(turn, BYBIT_USDT)).subtract(left).abs())
        .isLessThan(new BigDecimal("1e-15"));
    assertThat(held(turn, PERP)).isEqualTo("0");
  }

  @Test
  void aBarThatStopsShortOfItLiquidatesNothing() {
    Account account = settled(hedged("2000", "-10", "4000"), board(), NOON);
    Board prices = board().bar(PERP, "4150", "4158", "3990", null, NOON.plusSeconds(3600));

    assertThat(tick(account, prices, NOON.plusSeconds(3600)).reports()).isEmpty();
  }

  @Test
  void beyondTheMarginTheInsuranceFundPays() {
    Account account = settled(hedged("2000", "-10", "4000"), board(), NOON);
    Board prices = board().bar(PERP, "5000", "5100", "4900", null, NOON.plusSeconds(3600));

    Turn turn = tick(account, prices, NOON.plusSeconds(3600));

    assertThat(held(turn, BYBIT_USDT)).isEqualTo("0");
    Fill fill = turn.reports().get(0).fill();
    assertThat(fill.price()).isEqualByComparingTo("4200");
    assertThat(fill.fee()).isZero();
  }

  @Test
  void anUnhealthyLoanIsHalfRepaidForItsBonus() {
    // Threshold 0.95: 57.5 / 60 is unhealthy, and its health factor 0.99 above 0.95.
    Board prices = board().put("etherfi:Rate:weETH/WETH", "1");
    Account account = settled(looped("60", "57.5"), prices, NOON);

    Turn turn = tick(account, prices, NOON.plusSeconds(60));

    assertThat(turn.reports().get(0).status()).isEqualTo(OrderStatus.LIQUIDATED);
    assertThat(held(turn, "aave_v3:debtToken:debtWETH")).isEqualTo("28.75");
    assertThat(held(turn, "aave_v3:aToken:aweETH")).isEqualTo("30.9625"); // 60 − 28.75 × 1.01
  }

  @Test
  void aBadlyUnhealthyLoanIsRepaidWhole() {
    Board prices = board().put("etherfi:Rate:weETH/WETH", "0.99");
    Account account = settled(looped("60", "59.5"), prices, NOON);

    Turn turn = tick(account, prices, NOON.plusSeconds(60));

    // 59.5 × 1.01 / 0.99 is more than there is: all of the collateral goes, for 59.4 / 1.01.
    assertThat(held(turn, "aave_v3:aToken:aweETH")).isEqualTo("0");
    assertThat(new BigDecimal(held(turn, "aave_v3:debtToken:debtWETH")))
        .isBetween(new BigDecimal("0.688118"), new BigDecimal("0.688119"));
  }

  @Test
  void gasIsBurntByTheTransactionAndMovesNoBalance() {
    Board prices = board().put("wallet:Rate:gas/ETH", "0.00000001");
    Account account =
        Account.of(ledger(Mode.PURE_LENDING_USDT, Token.USDT, "wallet:BaseToken:USDT", "1000"));

    Turn turn =
        desk.order(
            account,
            OrderFixture.supply(Token.USDT, "1000").build(),
            OrderGate.Allowed.EVERYTHING,
            prices,
            NOON);

    assertThat(turn.told()).containsExactly(new Flow.Gas("strategy", amount("0.0022"), NOON));
    assertThat(held(turn, "aave_v3:aToken:aUSDT")).isEqualTo("1000");
  }

  @Test
  void aRewardIsPaidByWhatWasHeldOnAverage() {
    Account account = Account.of(looped("10", "0"));
    StakeHistory stakes =
        new StakeHistory(
            List.of(
                change("2024-06-01T00:00:00Z", "10"),
                change("2024-06-03T00:00:00Z", "40"),
                change("2024-06-09T00:00:00Z", "0")));
    Account held =
        account.with(
            new Upkeep(null, account.upkeep().indices(), account.upkeep().openings(), stakes));

    Flow.Dust dust =
        desk.reward(
                held,
                new Flow.Reward(
                    "eth_leveraged",
                    Instrument.parse("wallet:BaseToken:EIGEN"),
                    new Token("weETH"),
                    new BigDecimal("0.2"),
                    Instant.parse("2024-06-02T00:00:00Z"),
                    Instant.parse("2024-06-05T00:00:00Z"),
                    Instant.parse("2024-06-10T00:00:00Z")),
                board())
            .orElseThrow();

    // One day of 10 and two of 40 are 30 on average; × r 1.04 × 0.2.
    assertThat(dust.amount()).isEqualByComparingTo("6.24");
  }

  private static StakeHistory.Change change(String since, String quantity) {
    return new StakeHistory.Change(new Token("weETH"), Instant.parse(since), amount(quantity));
  }

  private static PaperLedger looped(String collateral, String debt) {
    return ledger(
        Mode.ETH_LEVERAGED,
        Token.ETH,
        "aave_v3:aToken:aweETH",
        collateral,
        "aave_v3:debtToken:debtWETH",
        debt);
  }

  private static PaperLedger hedged(String margin, String quantity, String entry) {
    return withPerp(
        ledger(Mode.USDT_ETH_STAKING_HEDGED_SIMPLE, Token.USDT, BYBIT_USDT, margin),
        PERP,
        quantity,
        entry);
  }

  /** An account as it is once it was settled at a time. */
  private Account settled(PaperLedger ledger, Board prices, Instant at) {
    Account account = Account.of(ledger);
    Upkeep known =
        account
            .upkeep()
            .after(List.of(OrderFixture.borrow("1").build()), ledger, ledger, prices, at);
    return account.with(known).with(known.settled(at));
  }

  private Turn tick(Account account, Board prices, Instant at) {
    return desk.tick(account, prices, at, true);
  }

  private static String held(Turn turn, String instrument) {
    return Decimals.plain(turn.account().ledger().amount(Instrument.parse(instrument)));
  }
}
