package io.strategystreams.cli;

import io.strategystreams.cli.demo.DemoRequest;
import io.strategystreams.cli.demo.DemoRun;
import io.strategystreams.config.Configuration;
import io.strategystreams.replay.HistoryException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Everything in one go, on this machine alone. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Runs ten strategies, one of each mode, from market prices to filled orders in one process:"
          + " a Kafka broker, a schema registry in memory, the strategy application and the paper"
          + " executor. Nothing is needed beside it and nothing of it stays but the results.",
      "",
      "The market is replayed hour by hour in lock-step, so that the same market gives the same"
          + " orders, byte for byte. Within the run each strategy gets a deposit, withdrawals, a risk"
          + " override and, where it sells dust, dust.",
      "",
      "Writes summary.json, orders.jsonl, decisions.jsonl, reports.jsonl and demo.log.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every strategy entered and did what was injected, the books agree, nothing was put aside",
      "1:something of that failed; it is listed",
      "2:the command line, the configuration or the market data is not valid"
    },
    footer = {
      "",
      "Examples:",
      "  strategies demo",
      "  strategies demo --data examples/history --from 2024-01-02 --to 2024-01-09 --out target/demo",
      ""
    })
final class DemoCommand implements Callable<Integer> {
  private static final Duration SIMULATED = Duration.ofDays(3);
  private static final Duration REPLAYED = Duration.ofDays(14);

  @Spec private CommandSpec spec;
  @Mixin private ConfigsOption configs;

  @Mixin private MarketOptions market;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "target/demo",
      description = "Where the results go, over earlier ones. Default: ${DEFAULT-VALUE}.")
  private Path out;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Of every topic; the orders are the same for any number. Default: ${DEFAULT-VALUE}.")
  private int partitions;

  @Override
  public Integer call() throws IOException {
    if (partitions < 1) {
      throw refused("--partitions must be at least 1, was " + partitions);
    }
    Configuration configuration = configs.load();
    try {
      DemoRun run = new DemoRun(request(configuration), spec.commandLine().getOut());
      return run.run() ? ExitCodes.OK : ExitCodes.FAILED;
    } catch (HistoryException | IllegalArgumentException wrong) {
      throw refused(wrong.getMessage());
    }
  }

  private DemoRequest request(Configuration configuration) {
    MarketOptions.Span span =
        market.span(configuration.markets().all().keySet(), SIMULATED, REPLAYED);
    boolean terminal = System.console() != null;
    return new DemoRequest(
        configuration,
        span.market(),
        span.from(),
        span.to(),
        out,
        market.seed(),
        partitions,
        terminal);
  }

  private ParameterException refused(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
