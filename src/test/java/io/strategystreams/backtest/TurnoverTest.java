package io.strategystreams.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.core.money.Token;
import io.strategystreams.events.ExecutionReport;
import io.strategystreams.events.ReportStatus;
import io.strategystreams.testing.SampleEvents;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TurnoverTest {
  private final Turnover turnover = new Turnover(Token.USDT);

  /** Stop loss and take profit are FILLED. */
  @ParameterizedTest
  @EnumSource(
      value = ReportStatus.class,
      names = {"FILLED", "LIQUIDATED"})
  void aPerpThatTheVenueClosedIsATrade(ReportStatus status) {
    turnover.reported(closing(status, "binance:Perp:BTCUSDT"), new PriceBook());

    assertThat(turnover.notional()).isEqualByComparingTo("28500");
  }

  @Test
  void collateralThatWasTakenIsNone() {
    turnover.reported(
        closing(ReportStatus.LIQUIDATED, "aave_v3:debtToken:debtWETH"), new PriceBook());

    assertThat(turnover.notional()).isZero();
  }

  private static ExecutionReport closing(ReportStatus status, String instrument) {
    return SampleEvents.report()
        .setOrderId("11111111-1111-5111-8111-111111111111")
        .setClosesOrderId("22222222-2222-5222-8222-222222222222")
        .setStatus(status)
        .setFilledAmount(SampleEvents.amount("0.5"))
        .setAveragePrice(SampleEvents.amount("57000"))
        .setDeltas(Map.of(instrument, SampleEvents.amount("-0.5")))
        .build();
  }
}
