package io.strategystreams.cli;

import io.strategystreams.core.guard.ControlState;
import picocli.CommandLine.Command;

/** Lets strategies shrink only. */
@Command(
    name = "reduce-only",
    mixinStandardHelpOptions = true,
    header = "Lets out only what lowers the whole book's risk.",
    description = {
      "",
      "Plans go out only if the whole book's risk is lower after them; an executor rejects"
          + " orders that do not reduce. Asks back where several strategies may then do more than"
          + " before.",
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
      "  strategies reduce-only eth_leveraged --reason \"depeg of weETH\"",
      "  strategies reduce-only --all --reason \"weekend\"",
      ""
    })
final class ReduceOnlyCommand extends ControlCommand {
  @Override
  ControlState state() {
    return ControlState.REDUCE_ONLY;
  }
}
