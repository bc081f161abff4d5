package io.strategystreams.cli;

import io.strategystreams.contract.Topics;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What became of the orders? */
@Command(
    name = "reports",
    mixinStandardHelpOptions = true,
    header = "Shows what executors reported, the last reports or as they come.",
    description = {
      "",
      "A line: time, strategy, status, what is filled so far, fee, order id, what" + " moved, why.",
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
      "  strategies reports --follow",
      "  strategies reports --status REJECTED --last 100 --json | jq -r .reason",
      ""
    })
final class ReportsCommand extends TailCommand {
  @Option(
      names = "--status",
      paramLabel = "STATUS",
      description = "Only that status, such as REJECTED.")
  private String status;

  @Option(
      names = "--plan",
      paramLabel = "PLAN",
      description = "Only that plan: the beginning of its id.")
  private String plan;

  @Option(
      names = "--order",
      paramLabel = "ORDER",
      description = "Only that order: the beginning of its id.")
  private String order;

  @Override
  String topic() {
    return Topics.EXECUTION_REPORTS;
  }

  @Override
  Map<String, String> fields() {
    return given("status", status, "plan_id", plan, "order_id", order);
  }
}
