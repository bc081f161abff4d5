package io.strategystreams.contract;

import static io.strategystreams.testing.SampleEvents.NOON;
import static io.strategystreams.testing.SampleEvents.STRATEGY;
import static io.strategystreams.testing.SampleEvents.amount;
import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.core.exposure.Exposure;
import io.strategystreams.core.exposure.RiskAssessment;
import io.strategystreams.core.exposure.Withdrawal;
import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.Market;
import io.strategystreams.core.market.Prediction;
import io.strategystreams.core.market.Quote;
import io.strategystreams.core.market.Signal;
import io.strategystreams.core.money.Token;
import io.strategystreams.core.plan.OrderStatus;
import io.strategystreams.core.plan.Report;
import io.strategystreams.core.strategy.Reason;
import io.strategystreams.events.ReportStatus;
import io.strategystreams.testing.SampleEvents;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EventReaderTest {

  @Test
  void aPriceBecomesAQuote() {
    Quote quote = EventReader.quote(SampleEvents.price().setFundingRate(0.0001).build());

    assertThat(quote.market()).isEqualTo(Market.parse("binance:Spot:ETH/USDT"));
    assertThat(quote.price()).isEqualByComparingTo("3780.5");
    assertThat(quote.bid()).isEqualByComparingTo("3780.4");
    assertThat(quote.ask()).isEqualByComparingTo("3780.6");
    assertThat(quote.funding()).contains(0.0001);
    assertThat(quote.eventTime()).isEqualTo(NOON);
  }

  @ParameterizedTest
  @EnumSource(io.strategystreams.events.Signal.class)
  void everySignalIsRead(io.strategystreams.events.Signal signal) {
    Prediction prediction =
        EventReader.prediction(SampleEvents.prediction().setSignal(signal).setSd(null).build());

    assertThat(prediction)
        .isEqualTo(new Prediction("BTC", Signal.valueOf(signal.name()), 0.9, null, "5min", NOON));
  }

  @Test
  void anExposureSaysWhereTheMoneyIs() {
    Exposure exposure =
        EventReader.exposure(
            SampleEvents.exposure()
                .setWithdrawalRequested(true)
                .setWithdrawalAmount(amount("7"))
                .build());

    assertThat(exposure.strategyId()).isEqualTo(STRATEGY);
    assertThat(exposure.shareClass()).isEqualTo(Token.USDT);
    assertThat(exposure.equity()).isEqualByComparingTo("1000000");
    assertThat(exposure.positions().amount(Instrument.parse("bybit:Perp:ETHUSDT")))
        .isEqualByComparingTo("-132.25");
    assertThat(exposure.dust()).containsOnlyKeys(new Token("EIGEN"));
    assertThat(exposure.withdrawal()).isEqualTo(new Withdrawal(true, amount("7")));
    assertThat(exposure.reportOffset()).contains(41L);
    assertThat(exposure.eventTime()).isEqualTo(NOON);
  }

  @Test
  void ratiosBecomeTheDecimalsOfTheirShortestText() {
    RiskAssessment risk =
        EventReader.risk(SampleEvents.risk().setRiskOverride(true).setTargetLtv(null).build());

    assertThat(risk.override()).isTrue();
    assertThat(risk.maxEquityFraction()).isEqualTo(new BigDecimal("0.95"));
    assertThat(risk.ltvTarget()).isEmpty();
    assertThat(risk.marginRatio("okx")).contains(new BigDecimal("0.41"));
    assertThat(risk.eventTime()).isEqualTo(NOON);
  }

  @ParameterizedTest
  @EnumSource(ReportStatus.class)
  void everyReportStatusIsRead(ReportStatus status) {
    Report report =
        EventReader.report(SampleEvents.report().setStatus(status).setReason("why").build(), 12);

    assertThat(report.knownStatus())
        .isEqualTo(
            Arrays.stream(OrderStatus.values())
                .filter(known -> known.name().equals(status.name()))
                .findFirst());
    assertThat(report.filled()).isEqualByComparingTo("132.25");
    assertThat(report.deltas()).hasSize(2);
    assertThat(report.detail()).isEqualTo("why");
    assertThat(report.offset()).isEqualTo(12);
    assertThat(report.eventTime()).isEqualTo(NOON);
  }

  @Test
  void theCoresReasonsAreTheContracts() {
    List<String> core = Arrays.stream(Reason.values()).map(Enum::name).toList();
    List<String> contract =
        Arrays.stream(io.strategystreams.events.Reason.values()).map(Enum::name).toList();

    assertThat(contract.get(0)).isEqualTo("UNKNOWN");
    assertThat(contract.subList(1, contract.size())).isEqualTo(core);
  }
}
