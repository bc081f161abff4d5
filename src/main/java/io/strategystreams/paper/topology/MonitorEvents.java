package io.strategystreams.paper.topology;

import io.strategystreams.core.exposure.Withdrawal;
import io.strategystreams.core.money.Token;
import io.strategystreams.events.Exposure;
import io.strategystreams.events.RiskAssessment;
import io.strategystreams.paper.ledger.Lending;
import io.strategystreams.paper.ledger.PaperLedger;
import io.strategystreams.paper.ledger.Prices;
import io.strategystreams.paper.ledger.RiskRules;
import io.strategystreams.paper.ledger.UnpricedMarketException;
import io.strategystreams.paper.ledger.Valuation;
import io.strategystreams.paper.ledger.Watch;
import io.strategystreams.paper.ledger.WithdrawalRequest;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the monitor says of a strategy. */
final class MonitorEvents {
  private static final int RATIO_DECIMALS = 12;

  /**
   * @throws UnpricedMarketException if something held cannot be valued
   */
  Exposure exposure(Watch watch, Prices prices, Instant now) {
    PaperLedger ledger = watch.ledger();
    Token shareClass = ledger.profile().shareClass();
    Withdrawal withdrawal =
        ledger.pendingWithdrawal().map(WithdrawalRequest::reported).orElse(Withdrawal.NONE);
    Map<String, BigDecimal> dust = new LinkedHashMap<>();
    ledger.dust().forEach((token, amount) -> dust.put(token.symbol(), amount));
    return Exposure.newBuilder()
        .setStrategyId(ledger.profile().strategyId())
        .setShareClass(shareClass.symbol())
        .setTotalExposure(Valuation.of(ledger, prices).in(shareClass, prices))
        .setPositions(Amounts.written(ledger.positions().asMap()))
        .setDustTokens(dust)
        .setWithdrawalRequested(withdrawal.requested())
        .setWithdrawalAmount(withdrawal.amount())
        .setLastReportOffset(watch.lastReportOffset())
        .setUnrealisedPnl(Amounts.written(Valuation.unrealised(ledger, shareClass, prices)))
        .setEventTime(now)
        .build();
  }

  /** What cannot be reckoned for want of a price is absent. */
  RiskAssessment risk(Watch watch, RiskRules.Reading reading, Instant now) {
    boolean override = watch.limits().overridesAt(now);
    Optional<Lending> loan = Optional.ofNullable(reading.loan());
    Map<String, Double> ratios = new LinkedHashMap<>();
    reading.margins().forEach((scope, ratio) -> ratios.put(scope, rounded(ratio)));
    return RiskAssessment.newBuilder()
        .setStrategyId(watch.ledger().profile().strategyId())
        .setRiskOverride(override)
        .setMaxEquityFraction(number(watch.limits().maxEquityFraction()))
        .setTargetLtv(number(watch.limits().targetLtv()))
        .setLtv(loan.flatMap(Lending::loanToValue).map(MonitorEvents::rounded).orElse(null))
        .setHealthFactor(
            loan.flatMap(Lending::healthFactor).map(MonitorEvents::rounded).orElse(null))
        .setMarginRatios(ratios)
        .setBreaches(breaches(watch, reading, override))
        .setEventTime(now)
        .build();
  }

  private static List<String> breaches(Watch watch, RiskRules.Reading reading, boolean override) {
    List<String> breaches = new ArrayList<>(reading.breaches());
    if (override) {
      breaches.add("everything is ordered out until " + watch.limits().overrideUntil());
    }
    return breaches;
  }

  private static Double number(BigDecimal value) {
    return value == null ? null : value.doubleValue();
  }

  private static Double rounded(BigDecimal ratio) {
    return ratio.setScale(RATIO_DECIMALS, RoundingMode.HALF_EVEN).doubleValue();
  }
}
