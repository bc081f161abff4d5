package io.strategystreams.contract;

import io.strategystreams.core.mode.Mode;
import io.strategystreams.events.PaperFlow;
import io.strategystreams.events.StrategyConfig;
import io.strategystreams.events.StrategyControl;
import java.util.List;

/** The rules of what operators send. */
final class OperatorRules {

  private OperatorRules() {}

  static List<String> config(String key, StrategyConfig config) {
    Violations violations = new Violations();
    violations.key("strategy_id", config.getStrategyId(), key);
    violations.id("strategy_id", config.getStrategyId());
    violations.parses("mode", config.getMode(), Mode::of);
    violations.atLeastOne("version", config.getVersion());
    violations.atLeastOne("incarnation", config.getIncarnation());
    violations.notEmpty("yaml", config.getYaml());
    violations.bytes("yaml", config.getYaml(), Sizes.YAML_BYTES);
    violations.time("event_time", config.getEventTime());
    return violations.found();
  }

  /** What every flow must keep; what its kind needs is checked where flows are read. */
  static List<String> flow(String key, PaperFlow flow) {
    Violations violations = new Violations();
    violations.key("strategy_id", flow.getStrategyId(), key);
    violations.id("strategy_id", flow.getStrategyId());
    violations.known("kind", flow.getKind());
    if (mayFall(flow)) {
      violations.amount("amount", flow.getAmount());
    } else {
      violations.notNegative("amount", flow.getAmount());
    }
    violations.time("event_time", flow.getEventTime());
    return violations.found();
  }

  /** Funding goes both ways, and an index that was extrapolated too high is taken back. */
  private static boolean mayFall(PaperFlow flow) {
    return switch (flow.getKind()) {
      case FUNDING, LENDING_INTEREST, BORROW_INTEREST -> true;
      case UNKNOWN,
          OPEN,
          DEPOSIT,
          WITHDRAW,
          PAID,
          DUST,
          RISK_OVERRIDE,
          EQUITY_FRACTION,
          TARGET_LTV,
          REJECT_NEXT,
          PARTIAL_NEXT,
          GAS,
          REWARD ->
          false;
    };
  }

  /** Nothing but the key is asked of a control, so that a halt never fails for its wording. */
  static List<String> control(String key, StrategyControl control) {
    Violations violations = new Violations();
    violations.key("strategy_id", control.getStrategyId(), key);
    if (!control.getStrategyId().equals(Keys.EVERY_STRATEGY)) {
      violations.id("strategy_id", control.getStrategyId());
    }
    violations.time("event_time", control.getEventTime());
    return violations.found();
  }
}
