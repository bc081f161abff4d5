package io.strategystreams.core.strategy;

import static io.strategystreams.core.fixture.OrderText.orders;
import static io.strategystreams.core.fixture.OrderText.plain;
import static io.strategystreams.core.fixture.SituationBuilder.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.core.fixture.ExposureBuilder;
import io.strategystreams.core.fixture.SituationBuilder;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.core.plan.Action;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** «The five standard actions, and when», on the simplest book: USDT lent on Aave. */
class StandardActionsTest {
  /** The specification's own example of a decide line. */
  @Test
  void whatLiesIdleBeyondTheThresholdIsSupplied() {
    Verdict verdict = lent("900", "100").evaluate();

    assertThat(verdict.action()).isEqualTo(Action.ENTRY_PARTIAL);
    assertThat(orders(verdict)).containsExactly("entry_partial: SUPPLY aave_v3 100 USDT");
    assertThat(plain(verdict.targets())).containsExactly(entry("aave_v3:aToken:aUSDT", "1000"));
    assertThat(plain(verdict.current())).containsExactly(entry("aave_v3:aToken:aUSDT", "900"));
    assertThat(verdict.deviation()).isEqualTo(.1);
    assertThat(verdict.equity()).isEqualByComparingTo("1000");
  }

  @Test
  void exactlyTheThresholdDoesNothing() {
    Verdict verdict = lent("980", "20").evaluate();

    assertThat(verdict.action()).isEqualTo(Action.NONE);
    assertThat(verdict.reason()).isEqualTo(Reason.ON_TARGET);
  }

  @Test
  void justAboveTheThresholdActs() {
    assertThat(orders(lent("979.999999", "20.000001").evaluate()))
        .containsExactly("entry_partial: SUPPLY aave_v3 20.000001 USDT");
  }

  @Test
  void noLegOpenIsAFullEntry() {
    Verdict verdict = lent("0", "1000").evaluate();

    assertThat(verdict.action()).isEqualTo(Action.ENTRY_FULL);
    assertThat(verdict.reason()).isEqualTo(Reason.NO_POSITION);
  }

  @Test
  void anOverrideExitsInFull() {
    Verdict verdict = lent("900", "100").override().evaluate();

    assertThat(verdict.action()).isEqualTo(Action.EXIT_FULL);
    assertThat(verdict.reason()).isEqualTo(Reason.RISK_OVERRIDE);
    assertThat(orders(verdict)).containsExactly("exit_full: WITHDRAW aave_v3 900 USDT");
  }

  @Test
  void anOverrideStandsAboveAPartialWithdrawal() {
    assertThat(lent("900", "100").withdraw("1").override().evaluate().action())
        .isEqualTo(Action.EXIT_FULL);
  }

  @Test
  void aWithdrawalWithoutAmountExitsInFull() {
    Verdict verdict = lent("900", "100").exposure(ExposureBuilder::withdrawAll).evaluate();

    assertThat(verdict.action()).isEqualTo(Action.EXIT_FULL);
    assertThat(verdict.reason()).isEqualTo(Reason.WITHDRAWAL_FULL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1000", "1000.000001", "5000"})
  void aWithdrawalOfAtLeastTheEquityExitsInFull(String amount) {
    assertThat(lent("900", "100").withdraw(amount).evaluate().action()).isEqualTo(Action.EXIT_FULL);
  }

  @Test
  void justLessThanTheEquityIsAPartialExit() {
    assertThat(lent("900", "100").withdraw("999.999999").evaluate().action())
        .isEqualTo(Action.EXIT_PARTIAL);
  }

  @Test
  void aWithdrawalFreesWhatIsNotAtHome() {
    Verdict verdict = lent("900", "100").withdraw("300").evaluate();

    assertThat(verdict.action()).isEqualTo(Action.EXIT_PARTIAL);
    assertThat(orders(verdict)).containsExactly("exit_partial: WITHDRAW aave_v3 200 USDT");
  }

  @Test
  void aWithdrawalWithinTheCashAtHomeFreesNothing() {
    assertThat(lent("900", "100").withdraw("100").evaluate().action()).isEqualTo(Action.NONE);
  }

  @Test
  void whileAWithdrawalExceedsTheCashLegsAreNotJudgedByTheThreshold() {
    assertThat(orders(lent("1000", "0").withdraw("1").evaluate()))
        .containsExactly("exit_partial: WITHDRAW aave_v3 1 USDT");
  }

  @Test
  void effectiveEquityIsTheFractionOfWhatRemains() {
    // φ(E − W) = .5 · (1000 − 200)
    Verdict verdict =
        lent("1000", "0").withdraw("200").risk(risk -> risk.maxEquityFraction(".5")).evaluate();

    assertThat(orders(verdict)).containsExactly("exit_partial: WITHDRAW aave_v3 600 USDT");
  }

  @Test
  void effectiveEquityStaysWhenAWithdrawalIsPaid() {
    Verdict before = lent("800", "200").withdraw("200").evaluate();
    Verdict after = lent("800", "0").evaluate();

    assertThat(plain(after.targets())).isEqualTo(plain(before.targets()));
  }

  @Test
  void aFractionOfZeroClosesTheLegAsAPartialExit() {
    Verdict verdict = lent("900", "100").risk(risk -> risk.maxEquityFraction("0")).evaluate();

    assertThat(verdict.action()).isEqualTo(Action.EXIT_PARTIAL);
    assertThat(orders(verdict)).containsExactly("exit_partial: WITHDRAW aave_v3 900 USDT");
  }

  @Test
  void negativeEquityIsTreatedAsNone() {
    assertThat(lent("0", "0").exposure(e -> e.equity("-5")).evaluate().action())
        .isEqualTo(Action.NONE);
  }

  @Test
  void fundsAtAnotherVenueAreTransferredBeforeTheLegGrows() {
    Verdict verdict = lent("0", "400").holding("binance:BaseToken:USDT", "600").evaluate();

    assertThat(orders(verdict))
        .containsExactly(
            "funding_transfer: TRANSFER USDT binance→wallet 600 USDT",
            "entry_full: SUPPLY aave_v3 1000 USDT");
  }

  @Test
  void ethFromAnExchangeIsUnwrappedForLending() {
    Verdict verdict = given(Mode.PURE_LENDING_ETH).holding("binance:BaseToken:ETH", "5").evaluate();

    assertThat(orders(verdict))
        .containsExactly(
            "funding_transfer: TRANSFER ETH binance→wallet 5 ETH",
            "funding_transfer: TRANSFER WETH wallet→wallet 5 WETH",
            "entry_full: SUPPLY aave_v3 5 ETH");
  }

  @Test
  void shareClassAwayFromHomeComesHomeWhileAWithdrawalIsUnpaid() {
    Verdict verdict =
        lent("800", "0").holding("okx:BaseToken:USDT", "200").withdraw("200").evaluate();

    assertThat(verdict.action()).isEqualTo(Action.EXIT_PARTIAL);
    assertThat(orders(verdict)).containsExactly("settlement: TRANSFER USDT okx→wallet 200 USDT");
  }

  private static java.util.Map.Entry<String, String> entry(String key, String value) {
    return java.util.Map.entry(key, value);
  }

  private static SituationBuilder lent(String supplied, String wallet) {
    return given(Mode.PURE_LENDING_USDT)
        .holding("aave_v3:aToken:aUSDT", supplied)
        .holding("wallet:BaseToken:USDT", wallet);
  }
}
