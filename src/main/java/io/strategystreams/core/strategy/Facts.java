package io.strategystreams.core.strategy;

import static io.strategystreams.core.money.Decimals.atLeastZero;

import io.strategystreams.core.exposure.Exposure;
import io.strategystreams.core.exposure.Positions;
import io.strategystreams.core.exposure.RiskAssessment;
import io.strategystreams.core.market.MarketCatalogue;
import io.strategystreams.core.market.PriceBoard;
import io.strategystreams.core.market.Venue;
import io.strategystreams.core.mode.StrategyParameters;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * A situation as rules 2 and 3 of the five standard actions read it.
 *
 * @param exit why everything goes out (rule 2), empty otherwise
 * @param equity E, share class units
 * @param unpaid W, share class units; zero where nothing is asked back, the whole equity where all
 *     is
 * @param fraction φ, 0..1
 * @param investable E' = max(0, φ·(E − W)); zero under rule 2
 */
record Facts(
    Situation situation,
    Composition composition,
    PriceBoard prices,
    Optional<Reason> exit,
    BigDecimal equity,
    BigDecimal unpaid,
    BigDecimal fraction,
    BigDecimal investable) {

  static Facts of(Situation situation) {
    StrategyParameters parameters = situation.parameters();
    Exposure exposure = situation.exposure();
    BigDecimal equity = exposure.equity();
    boolean override = situation.riskAssessment().map(RiskAssessment::override).orElse(false);
    Optional<BigDecimal> partial = exposure.withdrawal().partial(equity);
    Optional<Reason> exit =
        override
            ? Optional.of(Reason.RISK_OVERRIDE)
            : partial.isEmpty() ? Optional.of(Reason.WITHDRAWAL_FULL) : Optional.empty();
    BigDecimal fraction =
        situation.riskAssessment().map(RiskAssessment::maxEquityFraction).orElse(BigDecimal.ONE);
    BigDecimal unpaid = partial.orElse(atLeastZero(equity));
    BigDecimal investable =
        exit.isPresent()
            ? BigDecimal.ZERO
            : atLeastZero(fraction.multiply(equity.subtract(unpaid)));
    return new Facts(
        situation,
        Composition.of(parameters.mode()),
        new PriceBoard(situation.market(), situation.now(), parameters.freshness().price()),
        exit,
        equity,
        unpaid,
        fraction,
        investable);
  }

  boolean exits() {
    return exit.isPresent();
  }

  boolean overridden() {
    return exit.filter(reason -> reason == Reason.RISK_OVERRIDE).isPresent();
  }

  boolean isWithdrawing() {
    return unpaid.signum() > 0;
  }

  StrategyParameters parameters() {
    return situation.parameters();
  }

  MarketCatalogue catalogue() {
    return situation.catalogue();
  }

  Positions positions() {
    return situation.exposure().positions();
  }

  Venue home() {
    return composition.home();
  }

  BigDecimal threshold() {
    return parameters().trading().deviationThreshold();
  }
}
