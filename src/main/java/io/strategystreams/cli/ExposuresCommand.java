package io.strategystreams.cli;

import io.strategystreams.contract.Topics;
import picocli.CommandLine.Command;

/** What do the strategies hold? */
@Command(
    name = "exposures",
    mixinStandardHelpOptions = true,
    header = "Shows what strategies hold, the last exposures or as they come.",
    description = {
      "",
      "A line: time, strategy, equity, what is asked back, positions.",
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
      "  strategies exposures --strategy eth_basis --last 1",
      "  strategies exposures --follow --json",
      ""
    })
final class ExposuresCommand extends TailCommand {
  @Override
  String topic() {
    return Topics.EXPOSURES;
  }
}
