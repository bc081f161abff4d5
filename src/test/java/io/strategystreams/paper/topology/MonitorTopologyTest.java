package io.strategystreams.paper.topology;

import static io.strategystreams.paper.PaperFixtures.EIGEN;
import static io.strategystreams.paper.PaperFixtures.NOON;
import static io.strategystreams.paper.PaperFixtures.WEETH;
import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.contract.ContractRules;
import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.Venue;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.core.money.Decimals;
import io.strategystreams.core.money.Token;
import io.strategystreams.events.Exposure;
import io.strategystreams.events.PaperFlow;
import io.strategystreams.events.RiskAssessment;
import io.strategystreams.events.Side;
import io.strategystreams.paper.PaperBooks;
import io.strategystreams.paper.PaperFlows;
import io.strategystreams.paper.ledger.RiskRules;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the monitor publishes, and when. */
class MonitorTopologyTest {
  private static final String LENDER = "lender";
  private PaperDriver paper;

  @BeforeEach
  void open() {
    paper = new PaperDriver();
    paper.prices(NOON);
    paper.flow(
        PaperFlows.open(LENDER, Mode.PURE_LENDING_USDT, Token.USDT, new BigDecimal(1000), NOON));
  }

  @AfterEach
  void close() {
    paper.close();
  }

  @Test
  void riskOnTheFirstTickOfAnInstantExposuresOnTheNext() {
    paper.tick(NOON);
    assertThat(paper.risk()).hasSize(1);
    assertThat(paper.exposures()).isEmpty();

    paper.tick(NOON.plusSeconds(1));
    assertThat(paper.risk()).isEmpty();
    List<Exposure> exposures = paper.exposures();
    assertThat(exposures).hasSize(1);
    assertThat(exposures.get(0).getEventTime()).isEqualTo(NOON.plusSeconds(1));
    assertThat(exposures.get(0).getTotalExposure()).isEqualByComparingTo("1000");
    assertThat(exposures.get(0).getLastReportOffset()).isNull();

    paper.tick(NOON.plusSeconds(2)).tick(NOON.plusSeconds(3599));
    assertThat(paper.risk()).isEmpty();
    assertThat(paper.exposures()).isEmpty();
    paper.tick(NOON.plusSeconds(3600)).tick(NOON.plusSeconds(3601));
    assertThat(paper.risk()).hasSize(1);
    assertThat(paper.exposures()).hasSize(1);
  }

  @Test
  void aTickSeenTwiceOwesTheExposuresStill() {
    paper.tick(NOON).tick(NOON);
    assertThat(paper.exposures()).isEmpty();

    paper.tick(NOON.plusMillis(1));
    assertThat(paper.exposures()).hasSize(1);
  }

  @Test
  void everyStrategyInTheOrderOfNamesStampedWithTheTick() {
    paper.flow(PaperFlows.open("a-staker", Mode.ETH_STAKING_ONLY, Token.ETH, BigDecimal.TEN, NOON));
    paper.tick(NOON).tick(NOON.plusSeconds(1));

    assertThat(paper.exposureRecords())
        .extracting(record -> record.key() + "@" + record.getRecordTime())
        .containsExactly("a-staker@2024-06-01T12:00:01Z", "lender@2024-06-01T12:00:01Z");
  }

  @Test
  void afterEachReportAnExposureWithItsOffsetAndNoRisk() {
    paper.order(OrderEvent.supply(LENDER, "o1", "400").build());

    List<Exposure> exposures = paper.exposures();
    assertThat(exposures).extracting(Exposure::getLastReportOffset).containsExactly(0L, 1L);
    assertThat(PaperDriver.positions(exposures.get(0)))
        .isEqualTo(Map.of("wallet:BaseToken:USDT", "1000"));
    assertThat(PaperDriver.positions(exposures.get(1)))
        .isEqualTo(Map.of("wallet:BaseToken:USDT", "600", "aave_v3:aToken:aUSDT", "400"));
    assertThat(paper.risk()).isEmpty();
  }

  @Test
  void aRejectionMovesTheOffsetAndNothingElse() {
    paper.order(OrderEvent.supply(LENDER, "o1", "4000").build());

    Exposure exposure = paper.exposures().get(0);
    assertThat(exposure.getLastReportOffset()).isZero();
    assertThat(exposure.getTotalExposure()).isEqualByComparingTo("1000");
  }

  @Test
  void unstakingCountsWhileItQueuesAndAfter() {
    paper.flow(PaperFlows.open("staker", Mode.ETH_STAKING_ONLY, Token.ETH, BigDecimal.ZERO, NOON));
    paper.flow(
        PaperFlows.deposit("staker", Instrument.lst(Venue.ETHERFI, WEETH), BigDecimal.TEN, NOON));
    paper.order(OrderEvent.unstake("staker", "o1", "5").build());

    Exposure queued = paper.exposures().get(0);
    assertThat(PaperDriver.positions(queued))
        .isEqualTo(Map.of("etherfi:LST:weETH", "5", "etherfi:Unstaking:WETH", "5.2"));
    assertThat(queued.getTotalExposure()).isEqualByComparingTo("10.4");
    paper.tick(NOON.plus(PaperDriver.UNSTAKING));
    assertThat(PaperDriver.positions(last(paper.exposures())))
        .isEqualTo(Map.of("etherfi:LST:weETH", "5", "wallet:BaseToken:WETH", "5.2"));
  }

  @Test
  void aPartialWithdrawalIsAnnouncedThenPaidAtATickThenGone() {
    paper.order(OrderEvent.supply(LENDER, "o1", "1000").build());
    paper.flow(PaperFlows.withdraw(LENDER, new BigDecimal(300), NOON));
    paper.exposures();

    paper.tick(NOON).tick(NOON.plusSeconds(1));
    Exposure announced = last(paper.exposures());
    assertThat(announced.getWithdrawalRequested()).isTrue();
    assertThat(announced.getWithdrawalAmount()).isEqualByComparingTo("300");
    assertThat(announced.getTotalExposure()).isEqualByComparingTo("1000");
    paper.order(
        OrderEvent.at(OrderEvent.withdraw(LENDER, "o2", "300"), NOON.plusSeconds(2)).build());
    assertThat(paper.payments()).isEmpty();

    Instant next = NOON.plus(PaperDriver.VALUATION);
    paper.exposures();
    paper.tick(next);
    assertThat(paper.payments())
        .singleElement()
        .satisfies(
            paid -> {
              assertThat(paid.getInstrument()).isEqualTo("wallet:BaseToken:USDT");
              assertThat(paid.getAmount()).isEqualByComparingTo("300");
            });
    paper.tick(next.plusSeconds(1));
    Exposure paid = last(paper.exposures());
    assertThat(paid.getWithdrawalRequested()).isFalse();
    assertThat(paid.getWithdrawalAmount()).isNull();
    assertThat(paid.getTotalExposure()).isEqualByComparingTo("700");
    assertBooksAgree(List.of(paid));
  }

  @Test
  void aFullWithdrawalIsPaidOnceNothingIsOpen() {
    paper.order(OrderEvent.supply(LENDER, "o1", "900").build());
    paper.flow(PaperFlows.withdrawAll(LENDER, NOON));
    Instant next = NOON.plus(PaperDriver.VALUATION);
    paper.exposures();
    paper.tick(next).tick(next.plusSeconds(1));
    Exposure asked = last(paper.exposures());
    assertThat(asked.getWithdrawalRequested()).isTrue();
    assertThat(asked.getWithdrawalAmount()).isNull();
    assertThat(paper.payments()).isEmpty();

    paper.order(
        OrderEvent.at(OrderEvent.withdraw(LENDER, "o2", "900"), next.plusSeconds(2)).build());
    paper.tick(next.plusSeconds(3)).tick(next.plusSeconds(3600)).tick(next.plusSeconds(3601));

    Exposure paid = last(paper.exposures());
    assertThat(paid.getWithdrawalRequested()).isFalse();
    assertThat(paid.getTotalExposure()).isZero();
    assertThat(paid.getPositions()).isEmpty();
    assertBooksAgree(List.of(paid));
  }

  @Test
  void aPaymentTakesEffectOnceTheTimeHasPassedItsOwn() {
    paper.flow(PaperFlows.withdraw(LENDER, new BigDecimal(300), NOON));
    Instant next = NOON.plus(PaperDriver.VALUATION);
    paper.tick(next);
    assertThat(paper.payments()).hasSize(1);

    paper.order(OrderEvent.at(OrderEvent.supply(LENDER, "o1", "100"), next).build());
    assertThat(last(paper.exposures()).getTotalExposure())
        .as("an exposure of the payment's own instant")
        .isEqualByComparingTo("1000");
    paper.order(OrderEvent.at(OrderEvent.supply(LENDER, "o2", "100"), next.plusMillis(1)).build());
    assertThat(last(paper.exposures()).getTotalExposure()).isEqualByComparingTo("700");
  }

  @Test
  void aRiskOverrideHoldsForItsDuration() {
    paper.flow(PaperFlows.riskOverride(LENDER, Duration.ofHours(2), NOON));

    assertThat(riskAt(0).getRiskOverride()).isTrue();
    assertThat(riskAt(1).getRiskOverride()).isTrue();
    RiskAssessment after = riskAt(2);
    assertThat(after.getRiskOverride()).isFalse();
    assertThat(after.getBreaches()).isEmpty();
  }

  @Test
  void limitsAreSaidUntilTheyAreLifted() {
    paper.flow(PaperFlows.equityFraction(LENDER, 0.5, NOON));
    paper.flow(PaperFlows.targetLtv(LENDER, 0.4, NOON));
    RiskAssessment limited = riskAt(0);
    assertThat(limited.getMaxEquityFraction()).isEqualTo(0.5);
    assertThat(limited.getTargetLtv()).isEqualTo(0.4);

    paper.flow(PaperFlows.equityFraction(LENDER, null, NOON));
    paper.flow(PaperFlows.targetLtv(LENDER, null, NOON));
    RiskAssessment lifted = riskAt(1);
    assertThat(lifted.getMaxEquityFraction()).isNull();
    assertThat(lifted.getTargetLtv()).isNull();
  }

  @Test
  void marginLoanAndProfitAreReckonedAtTheTicksPrices() {
    paper.flow(PaperFlows.open("basis", Mode.ETH_BASIS, Token.USDT, new BigDecimal("8100"), NOON));
    paper.order(OrderEvent.spot("basis", "o1", Side.BUY, "2").build());
    paper.order(OrderEvent.perp("basis", "o2", Side.SHORT, "2").build());
    paper.price("bybit:Perp:ETHUSDT", "4100", NOON.plusSeconds(1));
    paper.price("binance:Spot:ETH/USDT", "4100", NOON.plusSeconds(1));

    RiskAssessment risk = riskAt(1).getStrategyId().equals("basis") ? null : riskOf("basis", 2);

    Exposure exposure =
        paper.exposures().stream()
            .filter(e -> e.getStrategyId().equals("basis"))
            .reduce((first, second) -> second)
            .orElseThrow();
    assertThat(Decimals.plain(exposure.getTotalExposure())).isEqualTo("8087.6");
    assertThat(exposure.getPositions().get("binance:BaseToken:USDT")).isEqualByComparingTo("87.6");
    assertThat(risk.getMarginRatios()).containsKeys("bybit", "portfolio");
    assertThat(risk.getMarginRatios().get("portfolio")).isEqualTo(0.986292682927);
    assertThat(ContractRules.violations("basis", risk)).isEmpty();
    assertThat(ContractRules.violations("basis", exposure)).isEmpty();
  }

  @Test
  void loansAreReportedWithTheirHealth() {
    paper.flow(PaperFlows.open("levered", Mode.ETH_LEVERAGED, Token.ETH, BigDecimal.ZERO, NOON));
    paper.flow(PaperFlows.deposit("levered", Instrument.aToken(WEETH), new BigDecimal(100), NOON));
    paper.flow(
        PaperFlows.deposit("levered", Instrument.debtToken(Token.WETH), new BigDecimal(52), NOON));

    RiskAssessment risk = riskOf("levered", 0);

    assertThat(risk.getLtv()).isEqualTo(0.5);
    assertThat(risk.getHealthFactor()).isEqualTo(1.9);
  }

  @Test
  void interestIsInTheExposureOfItsInstantAndInTheBooks() {
    paper.price("aave_v3:Rate:aUSDT/USDT", "1", NOON);
    paper.flow(PaperFlows.open("saver", Mode.PURE_LENDING_USDT, Token.USDT, BigDecimal.ZERO, NOON));
    paper.flow(
        PaperFlows.deposit("saver", Instrument.aToken(Token.USDT), new BigDecimal(1000), NOON));
    paper.tick(NOON).tick(NOON.plusSeconds(1));
    paper.exposures();

    paper.price("aave_v3:Rate:aUSDT/USDT", "1.002", NOON.plusSeconds(3600));
    paper.tick(NOON.plusSeconds(3600)).tick(NOON.plusSeconds(3601));

    assertThat(paper.exposures())
        .filteredOn(exposure -> exposure.getStrategyId().equals("saver"))
        .singleElement()
        .satisfies(
            exposure ->
                assertThat(exposure.getPositions().get("aave_v3:aToken:aUSDT"))
                    .isEqualByComparingTo("1002"));
  }

  @Test
  void aBookBelowItsFloorIsOrderedOutAndStaysSoForAWhile() {
    paper.close();
    paper =
        new PaperDriver(
            PaperDriver.settings()
                .withRisk(
                    new RiskRules(
                        new BigDecimal("1.2"),
                        BigDecimal.ZERO,
                        Duration.ofHours(6),
                        new TreeMap<>(
                            Map.of(
                                Mode.ETH_LEVERAGED,
                                new RiskRules.Limits(new BigDecimal("0.75"), null))))));
    paper.prices(NOON);
    paper.flow(PaperFlows.open("levered", Mode.ETH_LEVERAGED, Token.ETH, BigDecimal.ZERO, NOON));
    paper.flow(PaperFlows.deposit("levered", Instrument.aToken(WEETH), new BigDecimal(100), NOON));
    paper.flow(
        PaperFlows.deposit("levered", Instrument.debtToken(Token.WETH), new BigDecimal(86), NOON));

    RiskAssessment risk = riskOf("levered", 0);

    assertThat(risk.getRiskOverride()).isTrue();
    assertThat(risk.getBreaches())
        .containsExactly(
            "loan to value 0.826923 is above max_ltv 0.75",
            "health factor 1.148837 is below the floor 1.2",
            "everything is ordered out until 2024-06-01T18:00:00Z");

    paper.flow(PaperFlows.deposit("levered", Instrument.aToken(WEETH), new BigDecimal(100), NOON));
    assertThat(riskOf("levered", 1).getBreaches())
        .containsExactly("everything is ordered out until 2024-06-01T18:00:00Z");
    assertThat(riskOf("levered", 6).getRiskOverride()).isFalse();
  }

  @Test
  void dustIsInPositionsAndInDustTokensAndLeavesWhenSold() {
    paper.flow(PaperFlows.open("eth", Mode.ETH_STAKING_ONLY, Token.ETH, BigDecimal.ONE, NOON));
    paper.flow(PaperFlows.dust("eth", Venue.BINANCE, EIGEN, new BigDecimal("50"), NOON));
    paper.tick(NOON).tick(NOON.plusSeconds(1));

    Exposure dusty = exposureOf("eth");
    assertThat(dusty.getDustTokens()).containsOnlyKeys("EIGEN");
    assertThat(dusty.getPositions().get("binance:BaseToken:EIGEN")).isEqualByComparingTo("50");
    assertThat(dusty.getTotalExposure()).isEqualByComparingTo("1.05");

    paper.order(
        OrderEvent.spot("eth", "o1", Side.SELL, "50")
            .setPair("EIGEN/ETH")
            .setAmountToken("EIGEN")
            .build());
    Exposure sold = exposureOf("eth");
    assertThat(sold.getDustTokens()).isEmpty();
    assertThat(sold.getPositions()).doesNotContainKey("binance:BaseToken:EIGEN");
  }

  @Test
  void aRewardTokenWithoutAPriceIsWorthNothingAndHidesNoBook() {
    paper.flow(PaperFlows.open("eth", Mode.ETH_STAKING_ONLY, Token.ETH, BigDecimal.ONE, NOON));
    paper.flow(
        PaperFlows.dust("eth", Venue.WALLET, new Token("ETHFI"), new BigDecimal("50"), NOON));
    paper.tick(NOON).tick(NOON.plusSeconds(1));

    assertThat(exposureOf("eth").getTotalExposure()).isEqualByComparingTo("1");
    assertThat(paper.skipped(PaperMeters.Skipped.UNPRICED_EXPOSURE)).isZero();
  }

  @Test
  void aMissingPriceWithholdsThatExposureOnly() {
    paper.flow(PaperFlows.open("eth", Mode.ETH_STAKING_ONLY, Token.ETH, BigDecimal.ONE, NOON));
    paper.flow(
        PaperFlows.deposit("eth", Instrument.parse("lido:LST:wstETH"), new BigDecimal("50"), NOON));
    paper.tick(NOON).tick(NOON.plusSeconds(1));

    assertThat(paper.exposures()).extracting(Exposure::getStrategyId).containsExactly(LENDER);
    assertThat(paper.risk()).hasSize(2);
    assertThat(paper.skipped(PaperMeters.Skipped.UNPRICED_EXPOSURE)).isEqualTo(1);

    paper.price("lido:Rate:wstETH/WETH", "1.16", NOON.plusSeconds(2));
    paper.tick(NOON.plusSeconds(3600)).tick(NOON.plusSeconds(3601));
    assertThat(paper.exposures()).hasSize(2);
  }

  @Test
  void positionsAndPaymentsSurviveARestart() {
    paper.order(OrderEvent.supply(LENDER, "o1", "400").build());
    paper.flow(PaperFlows.withdraw(LENDER, new BigDecimal(100), NOON));
    Instant next = NOON.plus(PaperDriver.VALUATION);
    paper.tick(next);
    try (PaperDriver restarted = paper.restarted()) {
      restarted.tick(next.plusSeconds(1));

      Exposure exposure = restarted.exposures().get(0);
      assertThat(PaperDriver.positions(exposure))
          .isEqualTo(Map.of("wallet:BaseToken:USDT", "500", "aave_v3:aToken:aUSDT", "400"));
      assertThat(exposure.getLastReportOffset()).isEqualTo(1);
      assertThat(exposure.getWithdrawalRequested()).isFalse();
    }
  }

  @Test
  void booksThatDoNotAgreeAreNamed() {
    paper.order(OrderEvent.supply(LENDER, "o1", "400").build());
    Exposure right = last(paper.exposures());
    Exposure wrong =
        Exposure.newBuilder(right)
            .setPositions(Map.of("wallet:BaseToken:USDT", new BigDecimal("601.000000000000000000")))
            .build();
    List<PaperFlow> flows = paper.allFlows();

    assertThat(PaperBooks.disagreements(flows, paper.allReports(), List.of(right))).isEmpty();
    assertThat(PaperBooks.disagreements(flows, paper.allReports(), List.of(wrong)))
        .containsExactly(
            "strategy lender: aave_v3:aToken:aUSDT is 0 by its last exposure and 400 by flows and"
                + " reports",
            "strategy lender: wallet:BaseToken:USDT is 601 by its last exposure and 600 by flows"
                + " and reports");
    assertThat(PaperBooks.disagreements(flows, paper.allReports(), List.of()))
        .containsExactly("strategy lender has flows or reports but no exposure");
  }

  private RiskAssessment riskAt(int hour) {
    return riskOf(LENDER, hour);
  }

  private RiskAssessment riskOf(String strategyId, int hour) {
    Instant instant = NOON.plus(Duration.ofHours(hour));
    paper.tick(instant).tick(instant.plusSeconds(1));
    return paper.risk().stream()
        .filter(risk -> risk.getStrategyId().equals(strategyId))
        .findFirst()
        .orElseThrow();
  }

  private Exposure exposureOf(String strategyId) {
    return paper.exposures().stream()
        .filter(exposure -> exposure.getStrategyId().equals(strategyId))
        .reduce((first, second) -> second)
        .orElseThrow();
  }

  private void assertBooksAgree(List<Exposure> exposures) {
    assertThat(PaperBooks.disagreements(paper.allFlows(), paper.allReports(), exposures)).isEmpty();
  }

  private static Exposure last(List<Exposure> exposures) {
    return exposures.get(exposures.size() - 1);
  }
}
