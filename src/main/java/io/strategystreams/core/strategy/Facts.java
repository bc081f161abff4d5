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
    BigDecimal equity = situation.exposure().equity();
    return of(situation, equity, equity);
  }

  /**
   * The same where what the exposure claims contradicts its positions: reductions are reckoned from
   * the higher of the two, so that nothing shrinks that either would keep, and a withdrawal frees
   * at most the lower.
   */
  Facts contradictedBy(ValuedEquity valued) {
    return of(situation, valued.higher(), valued.lower());
  }

  /**
   * @param equity E
   * @param freeable the most that a withdrawal of a part frees
   */
  private static Facts of(Situation situation, BigDecimal equity, BigDecimal freeable) {
    StrategyParameters parameters = situation.parameters();
    Exposure exposure = situation.exposure();
    boolean override = situation.riskAssessment().map(RiskAssessment::override).orElse(false);
    Optional<BigDecimal> partial = exposure.withdrawal().partial(equity);
    Optional<Reason> exit =
        override
            ? Optional.of(Reason.RISK_OVERRIDE)
            : partial.isEmpty() ? Optional.of(Reason.WITHDRAWAL_FULL) : Optional.empty();
    BigDecimal fraction =
        situation.riskAssessment().map(RiskAssessment::maxEquityFraction).orElse(BigDecimal.ONE);
    BigDecimal unpaid =
        partial.map(asked -> asked.min(atLeastZero(freeable))).orElse(atLeastZero(equity));
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

  /** What the positions are worth beside what the exposure claims. */
  ValuedEquity valued() {
    return ValuedEquity.of(situation.exposure(), situation.parameters(), situation.market());
  }

  boolean exits() {
    return exit.isPresent();
  }

  boolean overridden() {
    return exit.filter(reason -> reason == Reason.RISK_OVERRIDE).isPresent();
  }

  /** Whether everything goes out whatever the equity is: an override, or all is asked back. */
  boolean exitsAtAnyEquity() {
    return overridden() || (exits() && situation.exposure().withdrawal().amount() == null);
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
