package io.strategystreams.cli;

import io.strategystreams.contract.Topics;
import picocli.CommandLine.Command;

/** What does the risk monitor say? */
@Command(
    name = "risk",
    mixinStandardHelpOptions = true,
    header = "Shows risk assessments, the last ones or as they come.",
    description = {
      "",
      "A line: time, strategy, override, LTV, target LTV, what fraction of the equity"
          + " may be deployed, margin ratios, breaches.",
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
      "  strategies risk --strategy eth_leveraged --last 1",
      "  strategies risk --follow",
      ""
    })
final class RiskCommand extends TailCommand {
  @Override
  String topic() {
    return Topics.RISK_ASSESSMENTS;
  }
}
