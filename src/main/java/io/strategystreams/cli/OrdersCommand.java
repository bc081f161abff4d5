package io.strategystreams.cli;

import io.strategystreams.contract.Topics;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What was ordered? */
@Command(
    name = "orders",
    mixinStandardHelpOptions = true,
    header = "Shows the orders that went out, the last ones or as they come.",
    description = {
      "",
      "A line: time, strategy, plan and step, action, venue, operation, what, amount"
          + " with its unit, the price the decision saw, order id, how long it lives.",
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
      "  strategies orders --follow",
      "  strategies orders --strategy 'eth_basis*' --venue bybit --last 50",
      "  strategies orders --since 2024-06-01T00:00:00Z --json | jq .amount",
      ""
    })
final class OrdersCommand extends TailCommand {
  @Option(names = "--mode", paramLabel = "MODE", description = "Only orders of that mode.")
  private String mode;

  @Option(names = "--venue", paramLabel = "VENUE", description = "Only orders for that venue.")
  private String venue;

  @Option(
      names = "--operation",
      paramLabel = "OPERATION",
      description = "Only that operation, such as SPOT_TRADE.")
  private String operation;

  @Option(
      names = "--action",
      paramLabel = "ACTION",
      description = "Only plans of that action, such as ENTRY_FULL.")
  private String action;

  @Option(
      names = "--plan",
      paramLabel = "PLAN",
      description = "Only that plan: its number, or the beginning of its id.")
  private String plan;

  @Option(
      names = "--order",
      paramLabel = "ORDER",
      description = "Only that order: the beginning of its id.")
  private String order;

  @Override
  String topic() {
    return Topics.ORDERS;
  }

  @Override
  Map<String, String> fields() {
    return withPlan(
        given(
            "mode",
            mode,
            "venue",
            venue,
            "operation",
            operation,
            "action",
            action,
            "order_id",
            order),
        plan);
  }
}
