package io.strategystreams.core.strategy;

import static io.strategystreams.core.fixture.SituationBuilder.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.core.exposure.Exposure;
import io.strategystreams.core.fixture.Defaults;
import io.strategystreams.core.fixture.RandomBooks;
import io.strategystreams.core.fixture.SituationBuilder;
import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.core.money.Decimals;
import io.strategystreams.core.plan.Action;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an exposure claims beside what its positions are worth. */
class ValuedEquityTest {
  private static final Instrument PERP = Instrument.parse("bybit:Perp:ETHUSDT");

  @ParameterizedTest
  @EnumSource
  void whatIsClaimedOfAnyConsistentBookAgreesWithItsPositions(Mode mode) {
    RandomBooks books = new RandomBooks(mode, 12, true);
    for (int each = 0; each < 200; each++) {
      Situation situation = books.next().build();
      ValuedEquity valued = valued(situation);

      assertThat(valued.agrees()).as("%s", situation.exposure()).isTrue();
    }
  }

  @Test
  void growthOnAnEquityThatPositionsDoNotShowIsHeld() {
    Verdict verdict =
        given(Mode.PURE_LENDING_USDT)
            .holding("wallet:BaseToken:USDT", "50000")
            .exposure(seen -> seen.equity("5000000"))
            .evaluate();

    assertImplausible(verdict);
    assertThat(verdict.detail())
        .startsWith("total_exposure must be within 2500 of 50000")
        .contains("was 5000000");
    assertThat(verdict.targets()).isEmpty();
  }

  @Test
  void aBookFullyInvestedTellsOfTheEquityItCannotShow() {
    assertImplausible(
        given(Mode.PURE_LENDING_USDT)
            .holding("aave_v3:aToken:aUSDT", "50000")
            .exposure(seen -> seen.equity("5000000"))
            .evaluate());
  }

  @Test
  void anEquityFarBelowThePositionsShrinksNothing() {
    assertImplausible(
        given(Mode.PURE_LENDING_USDT)
            .holding("aave_v3:aToken:aUSDT", "1700")
            .exposure(seen -> seen.equity("5"))
            .evaluate());
  }

  @Test
  void aWithdrawalFreesAtMostTheLowerOfBoth() {
    SituationBuilder low =
        given(Mode.PURE_LENDING_USDT)
            .holding("aave_v3:aToken:aUSDT", "1700")
            .exposure(seen -> seen.equity("5"))
            .withdraw("1000");
    SituationBuilder high =
        given(Mode.PURE_LENDING_USDT)
            .holding("aave_v3:aToken:aUSDT", "1700")
            .exposure(seen -> seen.equity("5000"))
            .withdraw("1000");

    assertThat(amounts(low)).containsExactly("5");
    assertThat(amounts(high)).containsExactly("1000");
  }

  @Test
  void anOverrideAndAWithdrawalOfAllGoOnWhateverIsClaimed() {
    SituationBuilder overridden =
        given(Mode.PURE_LENDING_USDT)
            .holding("aave_v3:aToken:aUSDT", "1700")
            .exposure(seen -> seen.equity("5"))
            .override();
    SituationBuilder leaving =
        given(Mode.PURE_LENDING_USDT)
            .holding("aave_v3:aToken:aUSDT", "1700")
            .exposure(seen -> seen.equity("5").withdrawAll());

    assertThat(amounts(overridden)).containsExactly("1700");
    assertThat(amounts(leaving)).containsExactly("1700");
  }

  @Test
  void tooMuchDebtIsRepaidWhateverIsClaimed() {
    Verdict verdict =
        given(Mode.ETH_LEVERAGED)
            .holding("aave_v3:aToken:aweETH", "100")
            .holding("aave_v3:debtToken:debtWETH", "80")
            .exposure(seen -> seen.equity("500"))
            .evaluate();

    assertThat(verdict.action()).isEqualTo(Action.EXIT_PARTIAL);
    assertThat(verdict.reason()).isEqualTo(Reason.LTV_ABOVE_TARGET);
  }

  @Test
  void unrealisedProfitIsPartOfTheValueWhereItIsReported() {
    Exposure seen = basis("-10").build().exposure().withUnrealised(Map.of(PERP, amount("6000")));

    assertThat(valued(basis("-10"), seen).valued()).isEqualByComparingTo("46000");
  }

  @Test
  void noMoreProfitIsBelievedThanThePerpCanHaveMade() {
    Exposure seen = basis("-10").build().exposure().withUnrealised(Map.of(PERP, amount("5000000")));
    Exposure other =
        basis("0")
            .build()
            .exposure()
            .withUnrealised(Map.of(Instrument.parse("okx:Perp:ETHUSDT"), amount("5000000")));

    assertThat(valued(basis("-10"), seen).valued()).isEqualByComparingTo("80000");
    assertThat(valued(basis("0"), other).valued()).isEqualByComparingTo("40000");
  }

  @Test
  void whereProfitIsNotReportedTheBoundIsWiderByThePerpsNotional() {
    assertThat(valued(basis("-10").build()).tolerance()).isEqualByComparingTo("42000");
    assertThat(valued(basis("0").build()).tolerance()).isEqualByComparingTo("2000");
  }

  @Test
  void aTokenThatNoMarketPricesIsWorthNothing() {
    ValuedEquity valued =
        valued(
            given(Mode.PURE_LENDING_USDT)
                .holding("wallet:BaseToken:USDT", "100")
                .holding("wallet:BaseToken:AIRDROP", "1000000")
                .exposure(seen -> seen.equity("100"))
                .build());

    assertThat(valued.valued()).isEqualByComparingTo("100");
    assertThat(valued.agrees()).isTrue();
  }

  @Test
  void aMissingPriceContradictsNothingAndStopsGrowthOnly() {
    SituationBuilder unpriced =
        given(Mode.PURE_LENDING_USDT)
            .holding("wallet:BaseToken:USDT", "1000")
            .holding("wallet:BaseToken:ETH", "1")
            .exposure(seen -> seen.equity("5000"))
            .withoutPrice("binance:Spot:ETH/USDT")
            .withoutPrice("binance:Perp:ETHUSDT")
            .withoutPrice("bybit:Perp:ETHUSDT")
            .withoutPrice("okx:Perp:ETHUSDT");

    assertThat(valued(unpriced.build()).isContradicted()).isFalse();
    assertThat(unpriced.evaluate().reason()).isEqualTo(Reason.PRICE_MISSING);
    assertThat(unpriced.evaluate().detail()).contains("binance:Spot:ETH/USDT");
  }

  @Test
  void aPriceThatCameAfterTheExposureMayHaveMovedByAJump() {
    assertThat(valued(claiming("36000", Defaults.NOON)).isContradicted()).isTrue();
    assertThat(valued(claiming("36000", Defaults.NOON.minusSeconds(60))).agrees()).isTrue();
    assertThat(valued(claiming("20000", Defaults.NOON.minusSeconds(60))).isContradicted()).isTrue();
  }

  /** 10 ETH at 4,000 are worth 40,000. */
  private static Situation claiming(String equity, Instant at) {
    return given(Mode.ETH_BASIS)
        .holding("binance:BaseToken:ETH", "10")
        .price("binance:Spot:ETH/USDT", "4000")
        .exposure(seen -> seen.equity(equity).at(at))
        .build();
  }

  private static void assertImplausible(Verdict verdict) {
    assertThat(verdict.action()).isEqualTo(Action.NONE);
    assertThat(verdict.reason()).isEqualTo(Reason.EQUITY_IMPLAUSIBLE);
  }

  private static SituationBuilder basis(String perp) {
    return given(Mode.ETH_BASIS)
        .holding("binance:BaseToken:ETH", "10")
        .holding("bybit:Perp:ETHUSDT", perp)
        .price("binance:Spot:ETH/USDT", "4000")
        .price("bybit:Perp:ETHUSDT", "4000");
  }

  private static ValuedEquity valued(Situation situation) {
    return ValuedEquity.of(situation.exposure(), situation.parameters(), situation.market());
  }

  private static ValuedEquity valued(SituationBuilder situation, Exposure exposure) {
    Situation built = situation.build();
    return ValuedEquity.of(exposure, built.parameters(), built.market());
  }

  private static List<String> amounts(SituationBuilder situation) {
    return situation.evaluate().planned().orElseThrow().orders().stream()
        .map(order -> Decimals.plain(order.amount().value()))
        .toList();
  }

  private static BigDecimal amount(String text) {
    return new BigDecimal(text);
  }
}
