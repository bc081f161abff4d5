package io.strategystreams.cli;

import io.strategystreams.chaos.ChaosRequest;
import io.strategystreams.chaos.ChaosRun;
import io.strategystreams.chaos.ChaosVerdict;
import io.strategystreams.chaos.StagePlan;
import io.strategystreams.cli.chaos.ScheduleText;
import io.strategystreams.cli.chaos.VerdictJson;
import io.strategystreams.cli.chaos.VerdictText;
import io.strategystreams.cli.console.Stopping;
import io.strategystreams.contract.ContractJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Exactly once, tried on processes that are killed. */
@Command(
    name = "chaos",
    mixinStandardHelpOptions = true,
    header = "Kills brokers and applications under load and looks whether anything was lost.",
    description = {
      "",
      "For development. Starts three brokers, two strategy applications and two paper executors on"
          + " this machine, each a process of its own, with strategies of all ten modes under live"
          + " load. A schedule made from the seed kills them (kill -9) and starts them again, freezes"
          + " one beyond its session and wakes it, cuts one from all brokers. At the end nothing new"
          + " is asked for, and when all is at rest the committed records are audited as strategies"
          + " audit --at-rest --paper does.",
      "",
      "Nothing of a running installation is touched. It takes some gigabytes of memory, and a minute"
          + " or two beside --minutes.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every promise was kept, every fault happened, and orders flowed",
      "1:not so; the verdict says what, the records lie in DIR/records",
      "2:the command line or the configuration is not valid; nothing was started"
    },
    footer = {
      "",
      "Examples:",
      "  strategies chaos",
      "  strategies chaos --minutes 10 --seed 7 --out target/chaos-7",
      ""
    })
final class ChaosCommand implements Callable<Integer> {
  private static final String VERDICT = "verdict.json";

  @Spec private CommandSpec spec;
  @Mixin private ConfigsOption configs;

  @Option(
      names = "--minutes",
      paramLabel = "N",
      defaultValue = "3",
      description = "How long the load lasts. Default: ${DEFAULT-VALUE}.")
  private int minutes;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Of schedule, market and flows. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--strategies",
      paramLabel = "K",
      defaultValue = "3",
      description = "Strategies of each of the ten modes. Default: ${DEFAULT-VALUE}.")
  private int copies;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "target/chaos",
      description =
          "For what the processes print, schedule.txt, verdict.json, and the records of an unclean"
              + " run; earlier ones are written over. Default: ${DEFAULT-VALUE}.")
  private Path out;

  @Option(names = "--json", description = "Print the verdict as JSON on standard output.")
  private boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    require("--minutes", minutes);
    require("--strategies", copies);
    configs.load();
    StagePlan plan = StagePlan.standard(configs.directory()).withCopies(copies);
    ChaosRequest request = ChaosRequest.of(plan, seed, Duration.ofMinutes(minutes), out);
    Files.createDirectories(out);
    String schedule = ScheduleText.of(request.schedule());
    Files.writeString(out.resolve("schedule.txt"), schedule);
    say(request.schedule().faults().size() + " faults within " + minutes + " min, seed " + seed);
    say(schedule);
    try (Stopping stopping = new Stopping()) {
      ChaosVerdict verdict = new ChaosRun(request, this::say, stopping::check).run();
      String written = ContractJson.write(VerdictJson.of(verdict));
      Files.writeString(out.resolve(VERDICT), written);
      PrintWriter result = spec.commandLine().getOut();
      result.println(json ? written : VerdictText.of(verdict));
      if (!verdict.isClean()) {
        say("records in " + out.resolve("records") + ", logs in " + out.resolve("logs"));
      }
      return stopping.endWith(verdict.isClean() ? ExitCodes.OK : ExitCodes.FAILED);
    }
  }

  private void require(String option, int value) {
    if (value < 1) {
      throw new ParameterException(
          spec.commandLine(), option + " must be at least 1, was " + value);
    }
  }

  private synchronized void say(String line) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(line);
    err.flush();
  }
}
