package io.strategystreams.paper.exchange;

import static io.strategystreams.paper.PaperFixtures.WEETH;
import static io.strategystreams.paper.PaperFixtures.board;
import static io.strategystreams.paper.PaperFixtures.ledger;
import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.core.mode.Mode;
import io.strategystreams.core.money.Decimals;
import io.strategystreams.core.money.Token;
import io.strategystreams.paper.PaperFixtures;
import io.strategystreams.paper.ledger.PaperLedger;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Flash-loan groups: strategies.md's worked example, and all or nothing. */
class AtomicGroupTest {
  private static final String R = "1.0381626525752412";
  private final AtomicGroup group =
      new AtomicGroup(
          new PaperExchange(
              PaperFixtures.desk(),
              VenueSettings.defaults(1).withSlippage(BigDecimal.ZERO, BigDecimal.ZERO)));
  private final PaperFixtures.Board prices = board().put("etherfi:Rate:weETH/WETH", R);
  private final PaperLedger hundred =
      ledger(Mode.ETH_LEVERAGED, Token.ETH, "wallet:BaseToken:WETH", "100");

  @Test
  void leversUpAsTheWorkedExampleWithoutFee() {
    List<PaperOrder> up =
        up(
            "185.714285714285714285",
            "0",
            "285.714285714285714285",
            "275.211485411799161084",
            "185.714285714285714285");

    assertHoldings(
        group.execute(up, hundred, prices),
        "aave_v3:aToken:aweETH",
        "275.211485411799161084",
        "aave_v3:debtToken:debtWETH",
        "185.714285714285714285");
  }

  @Test
  void leversUpAsTheWorkedExampleWithFee() {
    List<PaperOrder> up =
        up(
            "185.449358059914407988",
            "0.092724679029957204",
            "285.449358059914407988",
            "274.956296445297492818",
            "185.542082738944365192");

    assertHoldings(
        group.execute(up, hundred, prices),
        "aave_v3:aToken:aweETH",
        "274.956296445297492818",
        "aave_v3:debtToken:debtWETH",
        "185.542082738944365192");
  }

  @Test
  void aRateThatMovedSuppliesWhatStakingBrought() {
    prices.put("etherfi:Rate:weETH/WETH", "1.0385");
    List<PaperOrder> up =
        up(
            "185.714285714285714285",
            "0",
            "285.714285714285714285",
            "275.211485411799161084",
            "185.714285714285714285");

    assertHoldings(
        group.execute(up, hundred, prices),
        "aave_v3:aToken:aweETH",
        "275.122085425407524588",
        "aave_v3:debtToken:debtWETH",
        "185.714285714285714285");
  }

  @Test
  void aRateThatMovedTooFarRejectsAll() {
    prices.put("etherfi:Rate:weETH/WETH", "1.05");
    List<PaperOrder> up =
        up(
            "185.714285714285714285",
            "0",
            "285.714285714285714285",
            "275.211485411799161084",
            "185.714285714285714285");

    assertRefused(group.execute(up, hundred, prices), "order 3 of the group, SUPPLY: etherfi:LST");
  }

  @Test
  void delevers() {
    PaperLedger levered =
        ledger(
            Mode.ETH_LEVERAGED,
            Token.ETH,
            "aave_v3:aToken:aweETH",
            "100",
            "aave_v3:debtToken:debtWETH",
            "60");
    prices.put("etherfi:Rate:weETH/WETH", "1.04").put("uniswap:Spot:weETH/WETH", "1");

    AtomicGroup.Result result = group.execute(down("10.3", "60", "10.3", "10.3"), levered, prices);

    assertHoldings(result, "aave_v3:aToken:aweETH", "89.7", "aave_v3:debtToken:debtWETH", "49.7");
  }

  /** Between decision and execution debt and collateral grew by a hundredth of a per cent. */
  @Test
  void aWholeLoanIsRepaidWithWhatItGrewByMeanwhile() {
    PaperLedger levered =
        ledger(
            Mode.ETH_LEVERAGED,
            Token.ETH,
            "aave_v3:aToken:aweETH",
            "100.01",
            "aave_v3:debtToken:debtWETH",
            "60.006");
    prices.put("etherfi:Rate:weETH/WETH", "1.04").put("uniswap:Spot:weETH/WETH", "1");
    List<PaperOrder> whole = down("60", "100", "100", "60");

    AtomicGroup.Result result = group.execute(whole, levered, prices);

    assertHoldings(result, "etherfi:LST:weETH", "0.01", "wallet:BaseToken:WETH", "39.994");
    List<Fill> fills = ((AtomicGroup.Result.Filled) result).fills();
    for (int i = 0; i < fills.size(); i++) {
      assertThat(fills.get(i).amount()).isEqualByComparingTo(whole.get(i).amount().value());
    }
  }

  @Test
  void aPartOfALoanIsRepaidAsOrdered() {
    PaperLedger levered =
        ledger(
            Mode.ETH_LEVERAGED,
            Token.ETH,
            "aave_v3:aToken:aweETH",
            "100",
            "aave_v3:debtToken:debtWETH",
            "60.1");
    prices.put("etherfi:Rate:weETH/WETH", "1.04").put("uniswap:Spot:weETH/WETH", "1");

    assertHoldings(
        group.execute(down("60", "60", "60", "60"), levered, prices),
        "aave_v3:aToken:aweETH",
        "40",
        "aave_v3:debtToken:debtWETH",
        "0.1");
  }

  @Test
  void aFlashLoanThatIsNotRepaidWithItsFeeRejectsAll() {
    List<PaperOrder> up =
        up(
            "185.714285714285714285",
            "0.1",
            "285.714285714285714285",
            "275.211485411799161084",
            "185.714285714285714285");

    assertRefused(
        group.execute(up, hundred, prices),
        "the flash loan must be repaid within the group, still owed was 0.1");
  }

  @Test
  void theRepaymentMustBeThereInFull() {
    List<PaperOrder> up =
        up(
            "185.714285714285714285",
            "0",
            "285.714285714285714285",
            "275.211485411799161084",
            "185.714285714285714284");

    assertRefused(
        group.execute(
            List.of(
                up.get(0),
                up.get(1),
                up.get(2),
                up.get(3),
                OrderFixture.flashRepay("185.714285714285714285").inGroup("g", 5).build()),
            hundred,
            prices),
        "order 5 of the group, FLASH_REPAY: wallet:BaseToken:WETH holds 185.714285714285714284");
  }

  @Test
  void collateralMustCarryTheDebtWithinTheGroupToo() {
    List<PaperOrder> noSupply =
        List.of(
            OrderFixture.flashBorrow("50").inGroup("g", 1).build(),
            OrderFixture.borrow("50").inGroup("g", 2).build(),
            OrderFixture.flashRepay("50").inGroup("g", 3).build());

    assertRefused(group.execute(noSupply, hundred, prices), "a debt without collateral");
  }

  @Test
  void unstakingCannotBeAtomic() {
    PaperLedger staked = ledger(Mode.ETH_LEVERAGED, Token.ETH, "etherfi:LST:weETH", "10");

    assertRefused(
        group.execute(
            List.of(OrderFixture.unstake(WEETH, "1").inGroup("g", 1).build()), staked, prices),
        "cannot be atomic");
  }

  private static List<PaperOrder> up(
      String flash, String fee, String stake, String lst, String borrow) {
    return List.of(
        OrderFixture.flashBorrow(flash).flashFee(fee).inGroup("g", 1).build(),
        OrderFixture.stake(WEETH, stake).inGroup("g", 2).build(),
        OrderFixture.supply(WEETH, lst).inGroup("g", 3).build(),
        OrderFixture.borrow(borrow).inGroup("g", 4).build(),
        OrderFixture.flashRepay(borrow).flashFee(fee).inGroup("g", 5).build());
  }

  private static List<PaperOrder> down(String x, String debt, String y, String back) {
    return List.of(
        OrderFixture.flashBorrow(x).inGroup("g", 1).build(),
        OrderFixture.repay(x).inGroup("g", 2).build(),
        OrderFixture.withdraw(WEETH, y).inGroup("g", 3).build(),
        OrderFixture.swap(WEETH, y).tolerance("0.002").reference("1").inGroup("g", 4).build(),
        OrderFixture.flashRepay(back).inGroup("g", 5).build());
  }

  private static void assertHoldings(AtomicGroup.Result result, String... expected) {
    assertThat(result).isInstanceOf(AtomicGroup.Result.Filled.class);
    PaperLedger ledger = ((AtomicGroup.Result.Filled) result).ledger();
    Map<String, String> actual = new TreeMap<>();
    ledger
        .positions()
        .asMap()
        .forEach((key, value) -> actual.put(key.toString(), Decimals.plain(value)));
    Map<String, String> wanted = new TreeMap<>();
    for (int i = 0; i < expected.length; i += 2) {
      wanted.put(expected[i], expected[i + 1]);
    }
    assertThat(actual).isEqualTo(wanted);
  }

  private static void assertRefused(AtomicGroup.Result result, String reason) {
    assertThat(result).isInstanceOf(AtomicGroup.Result.Refused.class);
    assertThat(((AtomicGroup.Result.Refused) result).reason()).contains(reason);
  }
}
