package io.strategystreams.paper.topology;

import io.strategystreams.core.exposure.Withdrawal;
import io.strategystreams.core.money.Decimals;
import io.strategystreams.core.money.Token;
import io.strategystreams.events.Exposure;
import io.strategystreams.events.RiskAssessment;
import io.strategystreams.paper.ledger.Lending;
import io.strategystreams.paper.ledger.Margins;
import io.strategystreams.paper.ledger.PaperLedger;
import io.strategystreams.paper.ledger.Prices;
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

  private final BigDecimal liquidationThreshold;

  /**
   * @param liquidationThreshold fraction of its collateral at which a loan is liquidated
   */
  MonitorEvents(BigDecimal liquidationThreshold) {
    this.liquidationThreshold = liquidationThreshold;
  }

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
        .setEventTime(now)
        .build();
  }

  /** What cannot be reckoned for want of a price is absent. */
  RiskAssessment risk(Watch watch, Prices prices, Instant now) {
    PaperLedger ledger = watch.ledger();
    boolean override = watch.limits().overridesAt(now);
    Optional<Lending> loan = loan(ledger, prices);
    Map<String, Double> ratios = new LinkedHashMap<>();
    Margins.ratios(ledger, prices).forEach((scope, ratio) -> ratios.put(scope, rounded(ratio)));
    return RiskAssessment.newBuilder()
        .setStrategyId(ledger.profile().strategyId())
        .setRiskOverride(override)
        .setMaxEquityFraction(number(watch.limits().maxEquityFraction()))
        .setTargetLtv(number(watch.limits().targetLtv()))
        .setLtv(loan.flatMap(Lending::loanToValue).map(MonitorEvents::rounded).orElse(null))
        .setHealthFactor(
            loan.flatMap(l -> l.healthFactor(liquidationThreshold))
                .map(MonitorEvents::rounded)
                .orElse(null))
        .setMarginRatios(ratios)
        .setBreaches(breaches(watch, loan, override))
        .setEventTime(now)
        .build();
  }

  private List<String> breaches(Watch watch, Optional<Lending> loan, boolean override) {
    List<String> breaches = new ArrayList<>();
    if (override) {
      breaches.add("risk override injected until " + watch.limits().overrideUntil());
    }
    loan.filter(l -> !l.within(liquidationThreshold))
        .ifPresent(
            l ->
                breaches.add(
                    "debt "
                        + Decimals.plain(Decimals.down(l.debt()))
                        + " exceeds the liquidation threshold of collateral "
                        + Decimals.plain(Decimals.down(l.collateral()))));
    return breaches;
  }

  private static Optional<Lending> loan(PaperLedger ledger, Prices prices) {
    try {
      return Optional.of(Lending.of(ledger, prices));
    } catch (UnpricedMarketException e) {
      return Optional.empty();
    }
  }

  private static Double number(BigDecimal value) {
    return value == null ? null : value.doubleValue();
  }

  private static Double rounded(BigDecimal ratio) {
    return ratio.setScale(RATIO_DECIMALS, RoundingMode.HALF_EVEN).doubleValue();
  }
}
