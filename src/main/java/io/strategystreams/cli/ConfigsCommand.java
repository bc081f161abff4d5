package io.strategystreams.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strategystreams.cluster.ClusterAccess;
import io.strategystreams.contract.ContractJson;
import io.strategystreams.core.guard.ControlState;
import io.strategystreams.events.StrategyConfig;
import io.strategystreams.operate.ConfigBoard;
import io.strategystreams.operate.ControlBoard;
import io.strategystreams.operate.PublishedConfig;
import io.strategystreams.operate.PublishedControls;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Which strategies are there, and what may they do? */
@Command(
    name = "configs",
    mixinStandardHelpOptions = true,
    header = "Lists the strategies that are published, with version and control state.",
    description = {
      "",
      "Reads strategy-configs and strategy-controls. The state is the one in force: the stricter of"
          + " the strategy's own and that of all. With STRATEGY and --yaml: its whole configuration.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:listed",
      "1:the cluster did not answer",
      "2:the command line is not valid, or no such strategy is published"
    },
    footer = {
      "",
      "Examples:",
      "  strategies configs",
      "  strategies configs eth_basis --yaml",
      "  strategies configs --json | jq -r 'select(.state != \"ACTIVE\") | .strategy_id'",
      ""
    })
final class ConfigsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ClusterOptions cluster;

  @Parameters(arity = "0..*", paramLabel = "STRATEGY", description = "Only these.")
  private List<String> strategies = List.of();

  @Option(names = "--yaml", description = "Print the configuration itself.")
  private boolean yaml;

  @Option(names = "--json", description = "Print one object a line.")
  private boolean json;

  @Override
  public Integer call() {
    ClusterAccess access = cluster.access();
    try (ConfigBoard board = ConfigBoard.read(access);
        ControlBoard controls = ControlBoard.read(access)) {
      board.published().warnings().forEach(spec.commandLine().getErr()::println);
      controls.published().warnings().forEach(spec.commandLine().getErr()::println);
      List<PublishedConfig> chosen = new ArrayList<>();
      if (strategies.isEmpty()) {
        chosen.addAll(board.published().all());
      } else {
        KnownStrategies.of(board.published(), controls.published()).require(strategies);
        strategies.forEach(one -> board.published().find(one).ifPresent(chosen::add));
      }
      List<String> lines = json ? json(chosen, controls.published()) : text(chosen, controls);
      lines.forEach(spec.commandLine().getOut()::println);
      return ExitCodes.OK;
    }
  }

  private List<String> text(List<PublishedConfig> chosen, ControlBoard controls) {
    if (yaml) {
      return chosen.stream()
          .filter(one -> one.config() != null)
          .map(one -> "# " + one.strategyId() + "\n" + one.config().getYaml())
          .toList();
    }
    List<List<String>> lines = new ArrayList<>();
    lines.add(List.of("strategy", "mode", "version", "incarnation", "state", "applied"));
    for (PublishedConfig one : chosen) {
      StrategyConfig config = one.config();
      lines.add(
          List.of(
              one.strategyId(),
              config == null ? "?" : config.getMode(),
              config == null ? "?" : Long.toString(config.getVersion()),
              config == null ? "?" : Long.toString(config.getIncarnation()),
              state(one, controls.published()).name(),
              config == null ? "?" : config.getEventTime().toString()));
    }
    return Columns.of(lines);
  }

  private static ControlState state(PublishedConfig config, PublishedControls controls) {
    return config.retired() ? ControlState.RETIRED : controls.effective(config.strategyId());
  }

  private List<String> json(List<PublishedConfig> chosen, PublishedControls controls) {
    List<String> lines = new ArrayList<>();
    for (PublishedConfig one : chosen) {
      StrategyConfig config = one.config();
      ObjectNode line = JsonNodeFactory.instance.objectNode();
      line.put("strategy_id", one.strategyId());
      line.put("mode", config == null ? null : config.getMode());
      line.put("version", config == null ? null : config.getVersion());
      line.put("incarnation", config == null ? null : config.getIncarnation());
      line.put("state", state(one, controls).name());
      line.put("retired", one.retired());
      line.put("applied", config == null ? null : config.getEventTime().toString());
      line.put("_at", one.place());
      if (yaml) {
        line.put("yaml", config == null ? null : config.getYaml());
      }
      lines.add(ContractJson.write(line));
    }
    return lines;
  }
}
