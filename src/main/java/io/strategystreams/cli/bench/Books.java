package io.strategystreams.cli.bench;

import io.strategystreams.config.Configuration;
import io.strategystreams.config.ModeFile;
import io.strategystreams.core.exposure.Exposure;
import io.strategystreams.core.exposure.Positions;
import io.strategystreams.core.exposure.RiskAssessment;
import io.strategystreams.core.exposure.Withdrawal;
import io.strategystreams.core.guard.MarketBook;
import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.plan.PlannedOrder;
import io.strategystreams.core.strategy.Situation;
import io.strategystreams.core.strategy.Strategies;
import io.strategystreams.core.strategy.Verdict;
import io.strategystreams.paper.ledger.StrategyProfile;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;

/** What a strategy holds before its first plan, and where its plans lead at the same prices. */
final class Books {
  private static final int PLANS = 4;

  private final Configuration configuration;
  private final MarketBook market;
  private final Instant now;
  private final Strategies rules = new Strategies();

  Books(Configuration configuration, MarketBook market, Instant now) {
    this.configuration = configuration;
    this.market = market;
    this.now = now;
  }

  /** The demo's capital, idle at the mode's home. */
  Positions idle(ModeFile mode) {
    Instrument home =
        Instrument.base(StrategyProfile.homeOf(mode.mode()), mode.parameters().shareClass());
    return Positions.of(Map.of(home, equity(mode)));
  }

  BigDecimal equity(ModeFile mode) {
    return configuration.application().demo().capital().get(mode.parameters().shareClass());
  }

  /** Every order of the plans filled as expected, until there is none. */
  Positions atTarget(ModeFile mode) {
    Positions positions = idle(mode);
    for (int plan = 0; plan < PLANS; plan++) {
      Verdict verdict = verdict(mode, positions);
      if (verdict.planned().isEmpty()) {
        return positions;
      }
      for (PlannedOrder order : verdict.planned().get().orders()) {
        positions = positions.plus(order.expectedDeltas());
      }
    }
    throw new IllegalStateException(
        mode.mode().id() + " must be at its targets after " + PLANS + " plans, and is not");
  }

  private Verdict verdict(ModeFile mode, Positions positions) {
    Exposure exposure =
        Exposure.of(
            mode.mode().id(),
            mode.parameters().shareClass(),
            equity(mode),
            positions,
            Map.of(),
            Withdrawal.NONE,
            null,
            now);
    return rules.evaluate(
        new Situation(
            mode.parameters(),
            configuration.markets(),
            market.sight(mode.parameters().pace().maxPriceJump()),
            exposure,
            RiskAssessment.of(mode.mode().id(), false, null, null, Map.of(), now),
            null,
            null,
            now));
  }
}
