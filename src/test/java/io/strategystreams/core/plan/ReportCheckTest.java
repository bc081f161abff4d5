package io.strategystreams.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.core.exposure.Positions;
import io.strategystreams.core.guard.MarketBook;
import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.Market;
import io.strategystreams.core.market.MarketRules;
import io.strategystreams.core.market.Quote;
import io.strategystreams.core.market.Venue;
import io.strategystreams.core.money.Token;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What an executor may report of each operation, and what it may not, with the usual tolerance:
 * fill 0.02, interest 0.001, price 0.2, unrealised 1. A report is written as status, filled amount,
 * {@code fee=amount:token} where there is one, and deltas.
 */
class ReportCheckTest {
  private static final Token WEETH = new Token("weETH");
  private static final MarketRules RULES = new MarketRules(d("0.0001"), d("5"), d("0.001"));

  /** The book before each order; more than an order takes. */
  private static final Positions HELD =
      Positions.of(
          PlanFixtures.deltas(
              "wallet:BaseToken:WETH=50",
              "wallet:BaseToken:USDT=5000",
              "binance:BaseToken:USDT=90000",
              "binance:BaseToken:ETH=50",
              "etherfi:LST:weETH=50",
              "aave_v3:aToken:aweETH=50",
              "aave_v3:debtToken:debtWETH=20",
              "bybit:Perp:ETHUSDT=-50"));

  private static BigDecimal d(String text) {
    return new BigDecimal(text);
  }

  private static PlannedOrder planned(Consumer<PlanDraft> content) {
    PlanDraft draft = new PlanDraft(HELD);
    content.accept(draft);
    return draft.steps().get(0).orders().get(0);
  }

  private static PlannedOrder onChain(Consumer<ChainOrders> content) {
    return planned(
        draft -> content.accept(new ChainOrders(draft, WEETH, Venue.ETHERFI, d("0.002"))));
  }

  private static PlannedOrder buy() {
    return planned(
        draft ->
            new ExchangeOrders(draft, d("0.005"))
                .buy(Token.ETH, Token.USDT, d("10"), RULES, d("2000"), Intent.ENTRY_FULL));
  }

  private static PlannedOrder sell() {
    return planned(
        draft ->
            new ExchangeOrders(draft, d("0.005"))
                .sell(
                    Token.ETH,
                    Token.USDT,
                    d("10"),
                    RULES,
                    Optional.of(d("2000")),
                    Intent.EXIT_FULL,
                    Sizing.FIXED));
  }

  private static PlannedOrder close(Instrument feeAccount) {
    return planned(
        draft ->
            new ExchangeOrders(draft, d("0.005"))
                .perp(
                    Venue.BYBIT,
                    Token.ETH,
                    d("10"),
                    RULES,
                    Optional.of(d("2000")),
                    feeAccount,
                    true,
                    null,
                    Intent.EXIT_FULL));
  }

  private static PlannedOrder transfer() {
    return planned(
        draft ->
            new TransferOrders(draft)
                .move(
                    Instrument.base(Venue.WALLET, Token.USDT),
                    Venue.BINANCE,
                    d("100"),
                    Intent.FUNDING_TRANSFER,
                    Sizing.FIXED));
  }

  private static MarketBook market() {
    MarketBook market = new MarketBook();
    market.take(
        Quote.of(Market.spot(Token.ETH, Token.USDT), d("2000"), PlanFixtures.NOON), Set.of());
    market.take(Quote.of(Market.dex(WEETH), d("1.05"), PlanFixtures.NOON), Set.of());
    market.take(
        Quote.of(Market.rate(Venue.ETHERFI, WEETH), d("1.05"), PlanFixtures.NOON), Set.of());
    market.take(
        Quote.of(Market.perp(Venue.BYBIT, Token.ETH), d("2000"), PlanFixtures.NOON), Set.of());
    return market;
  }

  private static Optional<String> contradiction(PlannedOrder sent, boolean first, String text) {
    String[] words = text.trim().split(" +");
    BigDecimal fee = null;
    Token feeToken = null;
    SortedMap<Instrument, BigDecimal> deltas = new TreeMap<>();
    for (String word : List.of(words).subList(2, words.length)) {
      String[] parts = word.split("=");
      if (parts[0].equals("fee")) {
        fee = d(parts[1].split(":")[0]);
        feeToken = new Token(parts[1].split(":")[1]);
      } else {
        deltas.put(Instrument.parse(parts[0]), d(parts[1]));
      }
    }
    Report report =
        new Report(
            "order",
            "plan",
            OrderStatus.valueOf(words[0]),
            d(words[1]),
            fee,
            feeToken,
            deltas,
            null,
            null,
            1,
            PlanFixtures.NOON);
    return new ReportCheck(Tolerance.USUAL, List.of(market().lastSeen()))
        .contradiction(sent, first, report);
  }

  private static void isTrue(PlannedOrder sent, String report) {
    assertThat(contradiction(sent, true, report)).as(report).isEmpty();
  }

  private static void isFalse(PlannedOrder sent, String report) {
    assertThat(contradiction(sent, true, report)).as(report).isPresent();
  }

  private static void check(PlannedOrder sent, boolean honest, String report) {
    if (honest) {
      isTrue(sent, report);
    } else {
      isFalse(sent, report);
    }
  }

  /** Exactly what was bought, at a price within 0.22 of the one expected. */
  @ParameterizedTest
  @CsvSource({
    "true, FILLED 10 binance:BaseToken:ETH=10 binance:BaseToken:USDT=-20020",
    "true, FILLED 10 binance:BaseToken:ETH=10 binance:BaseToken:USDT=-24400",
    "false, FILLED 10 binance:BaseToken:ETH=10 binance:BaseToken:USDT=-24500",
    "true, FILLED 10 binance:BaseToken:ETH=10 binance:BaseToken:USDT=-15620",
    "false, FILLED 10 binance:BaseToken:ETH=10 binance:BaseToken:USDT=-15500",
    "false, FILLED 10 binance:BaseToken:ETH=10 binance:BaseToken:USDT=20020",
    "false, FILLED 10 binance:BaseToken:ETH=10",
    "false, FILLED 10 binance:BaseToken:ETH=9.99 binance:BaseToken:USDT=-20000",
    "true, FILLED 10 fee=0.01:ETH binance:BaseToken:ETH=9.99 binance:BaseToken:USDT=-20000",
    "false, FILLED 10 fee=1:ETH binance:BaseToken:ETH=9 binance:BaseToken:USDT=-20000",
    "true, PARTIALLY_FILLED 4 binance:BaseToken:ETH=4 binance:BaseToken:USDT=-8008",
    "true, CANCELLED 4 binance:BaseToken:ETH=4 binance:BaseToken:USDT=-8008",
    "true, EXPIRED 0",
    "false, EXPIRED 0 binance:BaseToken:ETH=4 binance:BaseToken:USDT=-8008",
    "false, FILLED 9.9999 binance:BaseToken:ETH=9.9999 binance:BaseToken:USDT=-20020",
    "false, FILLED 10.0001 binance:BaseToken:ETH=10.0001 binance:BaseToken:USDT=-20020",
    "false, REJECTED 4 binance:BaseToken:ETH=4 binance:BaseToken:USDT=-8008",
    "false, REJECTED 0 binance:BaseToken:ETH=10 binance:BaseToken:USDT=-20020"
  })
  void aPurchase(boolean honest, String report) {
    check(buy(), honest, report);
  }

  @ParameterizedTest
  @CsvSource({
    "true, FILLED 10 binance:BaseToken:ETH=-10 binance:BaseToken:USDT=19980",
    "true, FILLED 10 binance:BaseToken:ETH=-10 binance:BaseToken:USDT=16000",
    "false, FILLED 10 binance:BaseToken:ETH=-10 binance:BaseToken:USDT=15000",
    "false, FILLED 10 binance:BaseToken:ETH=-10 binance:BaseToken:USDT=19980000",
    "false, FILLED 10 binance:BaseToken:ETH=-10000 binance:BaseToken:USDT=19980000",
    "false, FILLED 10 binance:BaseToken:ETH=10 binance:BaseToken:USDT=-19980"
  })
  void aSale(boolean honest, String report) {
    check(sell(), honest, report);
  }

  /** A fee may be paid in a token that the order does not touch, at a place of the order. */
  @ParameterizedTest
  @CsvSource({
    "true, fee=0.01:BNB binance:BaseToken:BNB=-0.01",
    "true, fee=0.01:BNB binance:BaseToken:BNB=-0.005",
    "false, fee=0.01:BNB binance:BaseToken:BNB=-0.02",
    "false, fee=0.01:BNB binance:BaseToken:BNB=0.01",
    "false, fee=0.01:BNB okx:BaseToken:BNB=-0.01",
    "false, fee=0.01:USDT binance:BaseToken:BNB=-0.01",
    "false, binance:BaseToken:BNB=-0.01",
    "true, fee=0.002:WETH wallet:BaseToken:WETH=-0.002"
  })
  void aFeeInAnotherToken(boolean honest, String fee) {
    check(buy(), honest, "FILLED 10 binance:BaseToken:ETH=10 binance:BaseToken:USDT=-20000 " + fee);
    check(buy(), honest, "REJECTED 0 " + fee);
  }

  /** 10 LST at 1.05 less slippage of 0.002: 10.479 WETH, or 10.5 by the market. */
  @ParameterizedTest
  @CsvSource({
    "true, FILLED 10 etherfi:LST:weETH=-10 wallet:BaseToken:WETH=10.479",
    "true, FILLED 10 etherfi:LST:weETH=-10 wallet:BaseToken:WETH=8.2",
    "false, FILLED 10 etherfi:LST:weETH=-10 wallet:BaseToken:WETH=8.1",
    "true, FILLED 10 etherfi:LST:weETH=-10 wallet:BaseToken:WETH=12.8",
    "false, FILLED 10 etherfi:LST:weETH=-10 wallet:BaseToken:WETH=12.9",
    "false, FILLED 10 etherfi:LST:weETH=-10000 wallet:BaseToken:WETH=10479",
    "false, FILLED 10 etherfi:LST:weETH=-10 wallet:BaseToken:WETH=10479",
    "false, FILLED 10 etherfi:LST:weETH=10 wallet:BaseToken:WETH=-10.479",
    "true, FILLED 9.8 etherfi:LST:weETH=-9.8 wallet:BaseToken:WETH=10.27",
    "false, FILLED 9.7 etherfi:LST:weETH=-9.7 wallet:BaseToken:WETH=10.16",
    "false, FILLED 10 etherfi:LST:weETH=-5 wallet:BaseToken:WETH=10.479"
  })
  void aSwap(boolean honest, String report) {
    check(
        onChain(chain -> chain.swap(d("10"), Optional.of(d("1.05")), false, Intent.EXIT_FULL)),
        honest,
        report);
  }

  /** What came of a swap without a known price is judged by the market; it has one. */
  @ParameterizedTest
  @CsvSource({
    "true, FILLED 10 etherfi:LST:weETH=-10 wallet:BaseToken:WETH=10.5",
    "false, FILLED 10 etherfi:LST:weETH=-10 wallet:BaseToken:WETH=10500"
  })
  void aSwapThatExpectedNoProceeds(boolean honest, String report) {
    check(
        onChain(chain -> chain.swap(d("10"), Optional.empty(), false, Intent.EXIT_FULL)),
        honest,
        report);
  }

  /** 10 WETH at 1.05: 9.5238 LST. */
  @ParameterizedTest
  @CsvSource({
    "true, FILLED 10 wallet:BaseToken:WETH=-10 etherfi:LST:weETH=9.5238",
    "true, FILLED 10 wallet:BaseToken:WETH=-10 etherfi:LST:weETH=9.34",
    "false, FILLED 10 wallet:BaseToken:WETH=-10 etherfi:LST:weETH=9.3",
    "true, FILLED 10 wallet:BaseToken:WETH=-10 etherfi:LST:weETH=9.71",
    "false, FILLED 10 wallet:BaseToken:WETH=-10 etherfi:LST:weETH=9.8",
    "false, FILLED 10 wallet:BaseToken:WETH=-10",
    "false, FILLED 10 wallet:BaseToken:WETH=-9 etherfi:LST:weETH=9.5238",
    "false, FILLED 10 wallet:BaseToken:WETH=-10000 etherfi:LST:weETH=9523.8",
    "false, FILLED 10 wallet:BaseToken:WETH=10 etherfi:LST:weETH=-9.5238"
  })
  void aStake(boolean honest, String report) {
    check(
        onChain(chain -> chain.stake(d("10"), d("1.05"), Intent.ENTRY_FULL, Sizing.FIXED)),
        honest,
        report);
  }

  /** All of the LST enters the queue before any of it counts as filled. */
  @ParameterizedTest
  @CsvSource({
    "true, ACCEPTED 0 etherfi:LST:weETH=-10 etherfi:Unstaking:WETH=10.5",
    "true, ACCEPTED 0",
    "true, PARTIALLY_FILLED 4 etherfi:LST:weETH=-10 etherfi:Unstaking:WETH=6.3 wallet:BaseToken:WETH=4.2",
    "true, FILLED 10 etherfi:LST:weETH=-10 wallet:BaseToken:WETH=10.5",
    "true, FILLED 10 etherfi:LST:weETH=-10 wallet:BaseToken:WETH=10.3",
    "false, FILLED 10 etherfi:LST:weETH=-10 wallet:BaseToken:WETH=10.2",
    "false, FILLED 10 etherfi:LST:weETH=-10 wallet:BaseToken:WETH=10.8",
    "false, ACCEPTED 0 etherfi:LST:weETH=-10 etherfi:Unstaking:WETH=10500",
    "false, ACCEPTED 0 etherfi:LST:weETH=-11 etherfi:Unstaking:WETH=10.5",
    "false, ACCEPTED 0 etherfi:LST:weETH=-10 lido:Unstaking:WETH=10.5",
    "false, FILLED 10 etherfi:LST:weETH=-9 wallet:BaseToken:WETH=10.5",
    "false, FILLED 10 etherfi:LST:weETH=-10 wallet:BaseToken:WETH=-10.5",
    "false, FILLED 10 etherfi:LST:weETH=-10"
  })
  void anUnstake(boolean honest, String report) {
    check(
        onChain(chain -> chain.unstake(d("10"), Optional.of(d("1.05")), Intent.EXIT_FULL)),
        honest,
        report);
  }

  @ParameterizedTest
  @CsvSource({
    "true, FILLED 1000 wallet:BaseToken:USDT=-1000 aave_v3:aToken:aUSDT=1000",
    "true, FILLED 1000 wallet:BaseToken:USDT=-1000 aave_v3:aToken:aUSDT=985",
    "false, FILLED 1000 wallet:BaseToken:USDT=-1000 aave_v3:aToken:aUSDT=975",
    "true, FILLED 1000 wallet:BaseToken:USDT=-1000 aave_v3:aToken:aUSDT=1015",
    "false, FILLED 1000 wallet:BaseToken:USDT=-1000 aave_v3:aToken:aUSDT=1025",
    "true, FILLED 985 wallet:BaseToken:USDT=-985 aave_v3:aToken:aUSDT=985",
    "false, FILLED 1000 wallet:BaseToken:USDT=-985 aave_v3:aToken:aUSDT=985",
    "false, FILLED 975 wallet:BaseToken:USDT=-975 aave_v3:aToken:aUSDT=975",
    "false, FILLED 1000 wallet:BaseToken:USDT=-1001 aave_v3:aToken:aUSDT=1001",
    "false, FILLED 1000 wallet:BaseToken:USDT=-1000 aave_v3:aToken:aweETH=1000",
    "true, FILLED 1000 fee=0.01:ETH wallet:BaseToken:USDT=-1000 aave_v3:aToken:aUSDT=1000 wallet:BaseToken:ETH=-0.01"
  })
  void aSupply(boolean honest, String report) {
    check(
        onChain(chain -> chain.supply(Token.USDT, d("1000"), Intent.ENTRY_FULL, Sizing.FIXED)),
        honest,
        report);
  }

  @ParameterizedTest
  @CsvSource({
    "true, FILLED 10 aave_v3:debtToken:debtWETH=10 wallet:BaseToken:WETH=10",
    "true, FILLED 10 aave_v3:debtToken:debtWETH=10.1 wallet:BaseToken:WETH=10",
    "false, FILLED 10 aave_v3:debtToken:debtWETH=10.3 wallet:BaseToken:WETH=10",
    "false, FILLED 10 aave_v3:debtToken:debtWETH=10 wallet:BaseToken:WETH=10.1",
    "false, FILLED 10 aave_v3:debtToken:debtWETH=10 wallet:BaseToken:WETH=10000",
    "false, FILLED 10 wallet:BaseToken:WETH=10",
    "false, FILLED 10 aave_v3:debtToken:debtWETH=10",
    "false, FILLED 10 aave_v3:debtToken:debtWETH=-10 wallet:BaseToken:WETH=-10"
  })
  void aBorrowing(boolean honest, String report) {
    check(onChain(chain -> chain.borrow(d("10"), Intent.ENTRY_FULL)), honest, report);
  }

  /** Of a debt of 20. */
  @ParameterizedTest
  @CsvSource({
    "true, FILLED 10 wallet:BaseToken:WETH=-10 aave_v3:debtToken:debtWETH=-10",
    "false, FILLED 10.001 wallet:BaseToken:WETH=-10.001 aave_v3:debtToken:debtWETH=-10.001",
    "false, FILLED 10 wallet:BaseToken:WETH=-10.001 aave_v3:debtToken:debtWETH=-10.001",
    "false, FILLED 10 wallet:BaseToken:WETH=-10 aave_v3:debtToken:debtWETH=-9.7",
    "false, FILLED 10 wallet:BaseToken:WETH=-10 aave_v3:debtToken:debtWETH=10"
  })
  void aRepaymentOfAPart(boolean honest, String report) {
    PlannedOrder repay = onChain(chain -> chain.repay(d("10"), Intent.EXIT_PARTIAL));

    assertThat(repay.fullBalance()).isFalse();
    check(repay, honest, report);
  }

  /** May exceed its amount by max_accrued_interest, 0.001 of 20, and by no more. */
  @ParameterizedTest
  @CsvSource({
    "true, FILLED 20 wallet:BaseToken:WETH=-20 aave_v3:debtToken:debtWETH=-20",
    "true, FILLED 20 wallet:BaseToken:WETH=-20.02 aave_v3:debtToken:debtWETH=-20.02",
    "true, FILLED 20.02 wallet:BaseToken:WETH=-20.02 aave_v3:debtToken:debtWETH=-20.02",
    "false, FILLED 20.021 wallet:BaseToken:WETH=-20.021 aave_v3:debtToken:debtWETH=-20.021",
    "false, FILLED 20.02 wallet:BaseToken:WETH=-20.03 aave_v3:debtToken:debtWETH=-20.03",
    "false, FILLED 20 wallet:BaseToken:WETH=-20.03 aave_v3:debtToken:debtWETH=-20.03"
  })
  void aRepaymentOfAllThereIs(boolean honest, String report) {
    PlannedOrder repay = onChain(chain -> chain.repay(d("20"), Intent.EXIT_FULL));

    assertThat(repay.fullBalance()).isTrue();
    check(repay, honest, report);
  }

  /** Of collateral of 50. */
  @ParameterizedTest
  @CsvSource({
    "true, 50, FILLED 50.05 aave_v3:aToken:aweETH=-50.05 etherfi:LST:weETH=50.05",
    "false, 50, FILLED 50.06 aave_v3:aToken:aweETH=-50.06 etherfi:LST:weETH=50.06",
    "false, 50, FILLED 50 aave_v3:aToken:aweETH=-50 etherfi:LST:weETH=52",
    "true, 10, FILLED 10 aave_v3:aToken:aweETH=-10 etherfi:LST:weETH=10",
    "false, 10, FILLED 10.01 aave_v3:aToken:aweETH=-10.01 etherfi:LST:weETH=10.01",
    "false, 10, FILLED 10 aave_v3:aToken:aweETH=-10.01 etherfi:LST:weETH=10.01"
  })
  void aWithdrawalOfCollateral(boolean honest, String amount, String report) {
    check(onChain(chain -> chain.withdraw(WEETH, d(amount), Intent.EXIT_FULL)), honest, report);
  }

  @ParameterizedTest
  @CsvSource({
    "true, FILLED 10 wallet:BaseToken:WETH=10",
    "false, FILLED 10 wallet:BaseToken:WETH=10000",
    "false, FILLED 10 wallet:BaseToken:WETH=-10",
    "false, FILLED 11 wallet:BaseToken:WETH=11"
  })
  void aFlashLoan(boolean honest, String report) {
    check(
        onChain(chain -> chain.flashBorrow(d("10"), BigDecimal.ZERO, false, Intent.ENTRY_FULL)),
        honest,
        report);
    check(
        onChain(chain -> chain.flashRepay(d("10"), BigDecimal.ZERO, false, Intent.ENTRY_FULL)),
        honest,
        report.replace("WETH=-", "WETH=+").replace("WETH=1", "WETH=-1"));
  }

  /** A network's fee is at most half of what is sent. */
  @ParameterizedTest
  @CsvSource({
    "true, FILLED 100 wallet:BaseToken:USDT=-100 binance:BaseToken:USDT=100",
    "true, FILLED 100 fee=1:USDT wallet:BaseToken:USDT=-100 binance:BaseToken:USDT=99",
    "true, FILLED 100 fee=1:USDT wallet:BaseToken:USDT=-101 binance:BaseToken:USDT=100",
    "true, FILLED 100 fee=50:USDT wallet:BaseToken:USDT=-100 binance:BaseToken:USDT=50",
    "false, FILLED 100 fee=60:USDT wallet:BaseToken:USDT=-100 binance:BaseToken:USDT=40",
    "false, FILLED 100 wallet:BaseToken:USDT=-100 binance:BaseToken:USDT=97",
    "false, FILLED 100 wallet:BaseToken:USDT=-100 binance:BaseToken:USDT=100.01",
    "false, FILLED 100 wallet:BaseToken:USDT=-100 binance:BaseToken:USDT=2000000",
    "false, FILLED 100 wallet:BaseToken:USDT=-2000000 binance:BaseToken:USDT=2000000",
    "false, FILLED 100 wallet:BaseToken:USDT=-100 bybit:BaseToken:USDT=100"
  })
  void aTransfer(boolean honest, String report) {
    check(transfer(), honest, report);
  }

  /** After other steps it sends the lesser of planned and present. */
  @Test
  void aLaterTransferMaySendLess() {
    String less = "FILLED 30 wallet:BaseToken:USDT=-30 binance:BaseToken:USDT=30";

    assertThat(contradiction(transfer(), false, less)).isEmpty();
    assertThat(contradiction(transfer(), true, less)).isPresent();
    assertThat(contradiction(transfer(), false, "FILLED 0")).isPresent();
    assertThat(
            contradiction(
                transfer(), false, "FILLED 30 wallet:BaseToken:USDT=-30 binance:BaseToken:USDT=60"))
        .isPresent();
  }

  /** Profit and loss of 10 ETH: at most their notional of 20,000 and a fee of 0.01 of it. */
  @ParameterizedTest
  @CsvSource({
    "true, FILLED 10 bybit:Perp:ETHUSDT=10 bybit:BaseToken:USDT=-20",
    "true, FILLED 10 bybit:Perp:ETHUSDT=10",
    "true, FILLED 10 bybit:Perp:ETHUSDT=10 bybit:BaseToken:USDT=20200",
    "false, FILLED 10 bybit:Perp:ETHUSDT=10 bybit:BaseToken:USDT=20201",
    "true, FILLED 10 bybit:Perp:ETHUSDT=10 bybit:BaseToken:USDT=-20200",
    "false, FILLED 10 bybit:Perp:ETHUSDT=10 bybit:BaseToken:USDT=-20201",
    "true, FILLED 10 bybit:Perp:ETHUSDT=10 binance:BaseToken:USDT=-20",
    "false, FILLED 10 bybit:Perp:ETHUSDT=10 okx:BaseToken:USDT=-20",
    "false, FILLED 10 bybit:Perp:ETHUSDT=10 bybit:Perp:BTCUSDT=1",
    "false, FILLED 10 bybit:Perp:ETHUSDT=-10 bybit:BaseToken:USDT=-20",
    "false, FILLED 10 bybit:Perp:ETHUSDT=11 bybit:BaseToken:USDT=-20",
    "false, FILLED 10 bybit:BaseToken:USDT=-20",
    "false, FILLED 9 bybit:Perp:ETHUSDT=9 bybit:BaseToken:USDT=-20",
    "true, CANCELLED 9 bybit:Perp:ETHUSDT=9 bybit:BaseToken:USDT=-18",
    "false, CANCELLED 9 bybit:Perp:ETHUSDT=10 bybit:BaseToken:USDT=-18"
  })
  void aPerpetual(boolean honest, String report) {
    check(close(Instrument.base(Venue.BYBIT, Token.USDT)), honest, report);
  }

  /** What is settled in the asset is bounded by the quantity. */
  @ParameterizedTest
  @CsvSource({
    "true, FILLED 10 bybit:Perp:ETHUSDT=10 bybit:BaseToken:ETH=-0.01",
    "true, FILLED 10 bybit:Perp:ETHUSDT=10 bybit:BaseToken:ETH=10.1",
    "false, FILLED 10 bybit:Perp:ETHUSDT=10 bybit:BaseToken:ETH=10.11"
  })
  void aPerpetualOfCoinMargin(boolean honest, String report) {
    check(close(Instrument.base(Venue.BYBIT, Token.ETH)), honest, report);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "99999999999999999999"})
  void noOperationIsFilledWithNothingOrWithoutBound(String filled) {
    for (PlannedOrder order :
        List.of(
            buy(),
            sell(),
            close(Instrument.base(Venue.BYBIT, Token.USDT)),
            transfer(),
            onChain(chain -> chain.borrow(d("10"), Intent.ENTRY_FULL)),
            onChain(chain -> chain.repay(d("20"), Intent.EXIT_FULL)),
            onChain(chain -> chain.unstake(d("10"), Optional.empty(), Intent.EXIT_FULL)))) {
      assertThat(contradiction(order, false, "FILLED " + filled))
          .as("%s", order.operation())
          .hasValueSatisfying(why -> assertThat(why).contains("filled_amount", "was " + filled));
    }
  }
}
