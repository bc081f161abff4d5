package io.strategystreams.cli;

import io.strategystreams.core.guard.ControlState;
import picocli.CommandLine.Command;

/** Stops strategies, without asking back. */
@Command(
    name = "halt",
    mixinStandardHelpOptions = true,
    header = "Stops strategies: nothing more goes out.",
    description = {
      "",
      "Nothing is released any more; an executor rejects what it has not executed yet."
          + " Orders that a venue has stay there: there is no cancel. An open plan ends, and its"
          + " reports are still read. Never asks back.",
      "",
      "The state in force is the stricter of a strategy's own and that of all (--all). Author and"
          + " reason are kept with it. Returns when the application has committed a position past the"
          + " record: from then on nothing is decided without it. Executors read the state by"
          + " themselves.",
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
      "  strategies halt eth_basis@fund-17 --reason \"odd fills\"",
      "  strategies halt --mode eth_basis --reason \"bybit is down\"",
      "  strategies halt --all --reason \"until we know more\"",
      ""
    })
final class HaltCommand extends ControlCommand {
  @Override
  ControlState state() {
    return ControlState.HALTED;
  }
}
