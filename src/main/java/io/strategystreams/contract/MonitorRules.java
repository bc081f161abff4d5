package io.strategystreams.contract;

import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.PositionType;
import io.strategystreams.core.money.Token;
import io.strategystreams.events.Exposure;
import io.strategystreams.events.RiskAssessment;
import java.math.BigDecimal;
import java.util.List;
import java.util.TreeMap;

/** The rules of what the monitors say of a strategy. */
final class MonitorRules {

  private MonitorRules() {}

  static List<String> exposure(String key, Exposure exposure) {
    Violations violations = new Violations();
    violations.key("strategy_id", exposure.getStrategyId(), key);
    violations.id("strategy_id", exposure.getStrategyId());
    violations.parses("share_class", exposure.getShareClass(), Token::new);
    violations.characters("share_class", exposure.getShareClass(), Sizes.NAME_CHARACTERS);
    violations.amount("total_exposure", exposure.getTotalExposure());
    violations.entries("positions", exposure.getPositions(), Sizes.HOLDINGS);
    violations.entries("dust_tokens", exposure.getDustTokens(), Sizes.HOLDINGS);
    new TreeMap<>(exposure.getPositions())
        .forEach((instrument, quantity) -> position(violations, instrument, quantity));
    new TreeMap<>(exposure.getDustTokens())
        .forEach(
            (token, amount) -> {
              violations.parses("dust_tokens", token, Token::new);
              violations.notNegative(Violations.entry("dust_tokens", token), amount);
            });
    violations.notNegative("withdrawal_amount", exposure.getWithdrawalAmount());
    if (exposure.getLastReportOffset() != null) {
      violations.notNegative("last_report_offset", exposure.getLastReportOffset());
    }
    if (exposure.getUnrealisedPnl() != null) {
      new TreeMap<>(exposure.getUnrealisedPnl())
          .forEach((perp, profit) -> profit(violations, perp, profit));
    }
    violations.time("event_time", exposure.getEventTime());
    return violations.found();
  }

  static List<String> risk(String key, RiskAssessment risk) {
    Violations violations = new Violations();
    violations.key("strategy_id", risk.getStrategyId(), key);
    violations.id("strategy_id", risk.getStrategyId());
    violations.fraction("max_equity_fraction", risk.getMaxEquityFraction());
    violations.fraction("target_ltv", risk.getTargetLtv());
    violations.notNegative("ltv", risk.getLtv());
    violations.notNegative("health_factor", risk.getHealthFactor());
    violations.entries("margin_ratios", risk.getMarginRatios(), Sizes.MARGIN_RATIOS);
    new TreeMap<>(risk.getMarginRatios())
        .forEach(
            (scope, ratio) -> {
              violations.notEmpty("a key of margin_ratios", scope);
              violations.finite(Violations.entry("margin_ratios", scope), ratio);
            });
    violations.time("event_time", risk.getEventTime());
    return violations.found();
  }

  private static void position(Violations violations, String instrument, BigDecimal quantity) {
    String field = Violations.entry("positions", instrument);
    try {
      if (maySinkBelowZero(Instrument.parse(instrument).type())) {
        violations.amount(field, quantity);
      } else {
        violations.notNegative(field, quantity);
      }
    } catch (IllegalArgumentException e) {
      violations.parses("positions", instrument, Instrument::parse);
    }
  }

  private static void profit(Violations violations, String perp, BigDecimal profit) {
    violations.parses("unrealised_pnl", perp, MonitorRules::perp);
    violations.amount(Violations.entry("unrealised_pnl", perp), profit);
  }

  private static Instrument perp(String text) {
    Instrument instrument = Instrument.parse(text);
    if (instrument.type() != PositionType.PERP) {
      throw new IllegalArgumentException(
          "unrealised profit and loss is of a venue:Perp:symbol, was " + text);
    }
    return instrument;
  }

  /** Perps are signed; under portfolio margin a balance may be owed. */
  private static boolean maySinkBelowZero(PositionType type) {
    return switch (type) {
      case BASE_TOKEN, PERP -> true;
      case LST, A_TOKEN, DEBT_TOKEN, UNSTAKING -> false;
    };
  }
}
