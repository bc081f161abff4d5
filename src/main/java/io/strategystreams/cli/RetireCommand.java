package io.strategystreams.cli;

import io.strategystreams.cluster.ClusterAccess;
import io.strategystreams.core.guard.ControlState;
import io.strategystreams.operate.OpenBooks;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Ends strategies for good. */
@Command(
    name = "retire",
    mixinStandardHelpOptions = true,
    header = "Ends strategies for good: nothing goes out any more.",
    description = {
      "",
      "Puts RETIRED in force, with author and reason; the configuration stays to be read. It does not"
          + " close a position: withdraw everything first. With --forget a tombstone takes the"
          + " configuration back as well, in the same transaction; without the topic's last version"
          + " nobody but apply --revive brings it back. Asks back where it is several, and"
          + " where a book is not flat by its last exposure.",
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
      "  strategies retire eth_basis@fund-17 --reason \"fund closed\"",
      "  strategies retire eth_basis@fund-17 --reason \"fund closed\" --forget",
      ""
    })
final class RetireCommand extends ControlCommand {
  @Option(
      names = "--forget",
      description = "Write a tombstone to strategy-configs, too. Not with --all.")
  private boolean forget;

  @Override
  ControlState state() {
    return ControlState.RETIRED;
  }

  @Override
  boolean forgets() {
    return forget;
  }

  @Override
  List<String> objections(ClusterAccess access, List<String> named) {
    return OpenBooks.of(access, named);
  }

  @Override
  List<String> problems(ControlScope given) {
    return forget && given.isEvery()
        ? List.of("--forget must name strategies or a mode, was given with --all")
        : List.of();
  }
}
