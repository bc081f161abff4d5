package io.strategystreams.cli;

import io.strategystreams.contract.Topics;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What was decided, and why? */
@Command(
    name = "decisions",
    mixinStandardHelpOptions = true,
    header = "Shows what was decided and why, the last decisions or as they come.",
    description = {
      "",
      "A line: time, strategy, action, reason, plan, how many orders went out with it,"
          + " equity in share class units, the reason in words.",
      "",
      "Events of several partitions are merged by time, but for --follow, which shows them as they"
          + " come. A record that cannot be decoded is shown as such and makes the exit code 1.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:shown, or stopped by Ctrl-C",
      "1:a record could not be decoded, or the cluster did not answer",
      "2:the command line or the configuration is not valid"
    },
    footer = {
      "",
      "Examples:",
      "  strategies decisions --follow",
      "  strategies decisions --strategy eth_leveraged --last 5",
      "  strategies decisions --reason HALT_LEAVES_UNHEDGED --since 2024-06-01T00:00:00Z",
      ""
    })
final class DecisionsCommand extends TailCommand {
  @Option(names = "--mode", paramLabel = "MODE", description = "Only strategies of that mode.")
  private String mode;

  @Option(
      names = "--action",
      paramLabel = "ACTION",
      description = "Only that action, such as NONE.")
  private String action;

  @Option(
      names = "--reason",
      paramLabel = "REASON",
      description = "Only that reason, such as HALTED.")
  private String reason;

  @Option(
      names = "--plan",
      paramLabel = "PLAN",
      description = "Only that plan: its number, or the beginning of its id.")
  private String plan;

  @Override
  String topic() {
    return Topics.DECISIONS;
  }

  @Override
  Map<String, String> fields() {
    return withPlan(given("mode", mode, "action", action, "reason", reason), plan);
  }
}
