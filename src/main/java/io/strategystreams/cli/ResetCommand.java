package io.strategystreams.cli;

import io.strategystreams.cluster.ClusterAccess;
import io.strategystreams.core.guard.ControlState;
import io.strategystreams.core.money.Decimals;
import io.strategystreams.events.Order;
import io.strategystreams.events.StrategyConfig;
import io.strategystreams.operate.ConfigBoard;
import io.strategystreams.operate.ConfigChange;
import io.strategystreams.operate.ControlBoard;
import io.strategystreams.operate.PublishedConfig;
import io.strategystreams.operate.PublishedConfigs;
import io.strategystreams.operate.RefusedException;
import io.strategystreams.operate.StrategyTrace;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Begins a strategy anew, its positions as they are. */
@Command(
    name = "reset",
    mixinStandardHelpOptions = true,
    header = "Makes strategies forget their plans and counters and begin anew.",
    description = {
      "",
      "Shows what would be dropped, and with --yes publishes the same configuration under the next"
          + " incarnation: the open plan ends, plan and decision numbers begin at 1, cool-down and"
          + " the prediction acted on are forgotten. Positions stay, and so does the control state.",
      "",
      "Orders that went out are not called back. Their reports no longer move a plan; they still"
          + " hold the next evaluation back until an exposure shows them, so nothing is done twice."
          + " For a strategy stuck on a plan, halt it first and look at what is in flight.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:shown, or reset",
      "1:the cluster did not do it, or somebody else's change came first",
      "2:the command line is not valid, or a strategy is not published"
    },
    footer = {
      "",
      "Examples:",
      "  strategies reset eth_basis@fund-17",
      "  strategies reset eth_basis@fund-17 --yes",
      ""
    })
final class ResetCommand implements Callable<Integer> {
  private static final int MOST_SHOWN = 10;

  @Spec private CommandSpec spec;
  @Mixin private ClusterOptions cluster;

  @Parameters(arity = "1..*", paramLabel = "STRATEGY", description = "The strategies to reset.")
  private List<String> strategies;

  @Option(
      names = {"-y", "--yes"},
      description = "Do it. Without it nothing is written.")
  private boolean yes;

  @Override
  public Integer call() {
    ClusterAccess access = cluster.access();
    List<String> named = List.copyOf(new LinkedHashSet<>(strategies));
    try (ConfigBoard board = ConfigBoard.read(access);
        ControlBoard controls = ControlBoard.read(access)) {
      KnownStrategies.of(board.published(), controls.published()).require(named);
      List<ConfigChange> changes = changes(named, board.published());
      Map<String, StrategyTrace> traces = StrategyTrace.read(access, named);
      for (ConfigChange change : changes) {
        print(
            change,
            traces.get(change.strategyId()),
            controls.published().effective(change.strategyId()));
      }
      if (!yes) {
        out().println("nothing was written; do it with --yes");
        return ExitCodes.OK;
      }
      int count = board.publish(changes, Instant.now().truncatedTo(ChronoUnit.MILLIS), done -> {});
      out().println("reset " + count + (count == 1 ? " strategy" : " strategies"));
      return ExitCodes.OK;
    }
  }

  private static List<ConfigChange> changes(List<String> named, PublishedConfigs published) {
    List<String> problems = new ArrayList<>();
    List<ConfigChange> changes = new ArrayList<>();
    for (String strategyId : named) {
      published
          .find(strategyId)
          .filter(PublishedConfig::isInForce)
          .ifPresentOrElse(
              one -> changes.add(nextIncarnation(one.config())),
              () ->
                  problems.add(
                      "strategy "
                          + strategyId
                          + " must have a configuration in force, was retired or has none; give it"
                          + " one with: strategies apply"));
    }
    if (!problems.isEmpty()) {
      throw new RefusedException(problems);
    }
    return changes;
  }

  private static ConfigChange nextIncarnation(StrategyConfig config) {
    return new ConfigChange(
        ConfigChange.Kind.CHANGED,
        config.getStrategyId(),
        config.getMode(),
        config.getVersion(),
        config.getVersion() + 1,
        config.getIncarnation() + 1,
        config.getYaml(),
        List.of());
  }

  private void print(ConfigChange change, StrategyTrace trace, ControlState control) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(
        List.of(
            "  published",
            "version "
                + change.from()
                + " → "
                + change.to()
                + ", incarnation "
                + (change.incarnation() - 1)
                + " → "
                + change.incarnation()));
    lines.add(List.of("  control state", control + ", stays"));
    lines.add(List.of("  last decision", lastDecision(trace)));
    lines.add(List.of("  last plan", plan(trace)));
    lines.add(List.of("  counters", "plans and decisions begin at 1; cool-down is forgotten"));
    List<Order> unsettled = trace.unsettled();
    lines.add(List.of("  in flight", unsettled.size() + " orders without a terminal report"));
    out().println(change.strategyId() + " (" + change.mode() + ")");
    Columns.of(lines).forEach(out()::println);
    unsettled.stream().limit(MOST_SHOWN).forEach(order -> out().println("    " + text(order)));
    if (unsettled.size() > MOST_SHOWN) {
      out().println("    … and " + (unsettled.size() - MOST_SHOWN) + " more");
    }
  }

  private static String lastDecision(StrategyTrace trace) {
    return trace
        .lastDecision()
        .map(
            one ->
                "number "
                    + one.getDecisionNumber()
                    + ", "
                    + one.getAction()
                    + " "
                    + one.getReason()
                    + ", "
                    + one.getEventTime())
        .orElse("none is kept");
  }

  private static String plan(StrategyTrace trace) {
    if (trace.plans() == 0) {
      return "none is kept";
    }
    return "number " + trace.plans() + (trace.hasOpenPlan() ? ", OPEN: is dropped" : ", ended");
  }

  private static String text(Order order) {
    return order.getOrderId()
        + " "
        + order.getVenue()
        + " "
        + order.getOperation()
        + " "
        + Decimals.plain(order.getAmount())
        + " "
        + order.getAmountToken()
        + ", expires "
        + order.getExpiresAt();
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
