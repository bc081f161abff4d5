package io.strategystreams.cli;

import io.strategystreams.core.guard.ControlState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lets strategies act again. */
@Command(
    name = "resume",
    mixinStandardHelpOptions = true,
    header = "Lets strategies act again.",
    description = {
      "",
      "Puts ACTIVE in force. Resuming one strategy does not lift a state of all, nor the other way"
          + " round: what stays stricter is shown with author and reason. Asks back where it is"
          + " several. A strategy that is RETIRED comes back only with --revive.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:written, and the application decides under it or is not running",
      "1:the cluster did not do it, or the application did not take it in within --wait",
      "2:refused, or not confirmed; nothing was written"
    },
    footer = {
      "",
      "Examples:",
      "  strategies resume eth_basis@fund-17 --reason \"fills explained\"",
      "  strategies resume --all --reason \"all clear\" --yes",
      ""
    })
final class ResumeCommand extends ControlCommand {
  @Option(names = "--revive", description = "Bring back what is RETIRED, too.")
  private boolean revive;

  @Override
  ControlState state() {
    return ControlState.ACTIVE;
  }

  @Override
  boolean revives() {
    return revive;
  }
}
