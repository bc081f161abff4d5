package io.strategystreams.cli;

import io.strategystreams.cli.console.Stopping;
import io.strategystreams.cli.replay.Pace;
import io.strategystreams.cli.replay.ReplayRequest;
import io.strategystreams.cli.replay.ReplayRun;
import io.strategystreams.config.Configuration;
import io.strategystreams.paper.topology.PaperSettings;
import io.strategystreams.replay.HistoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** History to a cluster. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    header = "Publishes market history to a cluster, in lock-step or at speed.",
    description = {
      "",
      "Writes prices, predictions and ticks with the times of the history. In lock-step, the default,"
          + " each instant waits until strategies and paper executor have done all that follows from"
          + " the one before, so that the same market gives the same orders. They must run with"
          + " --clock replay, on topics made with strategies topics --create --for-replay.",
      "",
      "Ctrl-C stops between two instants and says where to go on; --go-on finds it by itself.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all is published, in lock-step also worked off",
      "1:it was stopped, the brokers did not answer, or the cluster is not as it must be",
      "2:the command line, the configuration or the market data is not valid"
    },
    footer = {
      "",
      "Examples:",
      "  strategies replay --capital",
      "  strategies replay --data examples/history --from 2024-01-02 --to 2024-01-09 --capital",
      "  strategies replay --data examples/history --from 2024-01-02 --speed 3600x",
      "  strategies replay --capital --to 2025-01-01 --at-most 1800x --go-on",
      ""
    })
final class ReplayCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ClusterOptions cluster;
  @Mixin private MarketOptions market;

  @ArgGroup private Pacing pacing = new Pacing();

  /** At most one of them. */
  static final class Pacing {
    @Option(
        names = "--speed",
        paramLabel = "TIMES",
        description =
            "Wait for nobody: 3600x is an hour a second, max as fast as the brokers take it. What"
                + " strategies and executor do then depends on how fast they are.")
    private String speed;

    @Option(
        names = "--at-most",
        paramLabel = "TIMES",
        description =
            "In lock-step, but no faster than that: 1800x is an hour in two seconds, to be watched.")
    private String atMost;

    Pace pace() {
      if (speed != null) {
        return Pace.atSpeed(speed);
      }
      return atMost == null ? Pace.inLockStep() : Pace.inLockStepAtMost(atMost);
    }
  }

  @Option(
      names = "--go-on",
      description =
          "Leave out what this cluster's market has already, as after a stop in the middle; with"
              + " everything else as it was the first time. Killed (kill -9) between the flows of an"
              + " instant and its prices, those flows come twice.")
  private boolean goOn;

  @Option(
      names = "--groups",
      paramLabel = "ID",
      split = ",",
      description =
          "Consumer groups that lock-step waits for. Default: application_id and the paper"
              + " executor's, application_id-paper.")
  private List<String> groups;

  @Option(
      names = "--capital",
      description =
          "Open a paper account with demo.capital at the first instant for each strategy that is"
              + " configured and has none; for each mode if none is configured.")
  private boolean capital;

  @Option(
      names = "--flows",
      paramLabel = "FILE",
      description =
          "Further flows into paper accounts, PaperFlow as JSON, one a line; each goes in with the"
              + " first instant at or after its event_time.")
  private Path flows;

  @Override
  public Integer call() {
    Configuration configuration = cluster.load();
    try (Stopping stopping = new Stopping()) {
      MarketOptions.Span span =
          market.span(
              configuration.markets().all().keySet(), Duration.ofDays(3), Duration.ofDays(14));
      ReplayRequest request =
          new ReplayRequest(
              configuration,
              span.market(),
              span.from(),
              span.to(),
              pacing.pace(),
              goOn,
              groups == null ? defaultGroups(configuration) : groups,
              capital,
              Optional.ofNullable(flows),
              System.console() != null);
      boolean ended =
          new ReplayRun(request, spec.commandLine().getOut(), spec.commandLine().getErr())
              .run(stopping);
      return stopping.endWith(ended ? ExitCodes.OK : ExitCodes.FAILED);
    } catch (HistoryException | IllegalArgumentException wrong) {
      throw new ParameterException(spec.commandLine(), wrong.getMessage());
    }
  }

  private static List<String> defaultGroups(Configuration configuration) {
    return List.of(
        configuration.application().applicationId(),
        PaperSettings.applicationIdBeside(configuration.application()));
  }
}
