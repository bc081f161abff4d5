package io.strategystreams.cli;

import io.strategystreams.cli.console.TimeOption;
import io.strategystreams.cli.demo.DemoRequest;
import io.strategystreams.cli.demo.DemoRun;
import io.strategystreams.config.Configuration;
import io.strategystreams.replay.HistoryException;
import io.strategystreams.replay.MarketHistory;
import io.strategystreams.replay.MarketSource;
import io.strategystreams.replay.SimulatedMarket;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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
      "  strategies demo --data ../shared/data --from 2024-06-01 --to 2024-06-15 --out target/demo",
      ""
    })
final class DemoCommand implements Callable<Integer> {
  private static final Instant SIMULATED_FROM = Instant.parse("2024-01-01T00:00:00Z");
  private static final Duration SIMULATED = Duration.ofDays(3);
  private static final Duration REPLAYED = Duration.ofDays(14);

  @Spec private CommandSpec spec;
  @Mixin private ConfigsOption configs;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Market history to replay: hourly bars, rates and funding as CSV. Default: a simulated"
              + " market.")
  private Path data;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      converter = TimeOption.class,
      description =
          "First instant: 2024-06-01 or 2024-06-01T12:00:00Z, UTC. Default: the beginning of the"
              + " history.")
  private Instant from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      converter = TimeOption.class,
      description =
          "Where it ends, itself not included. Default: 14 days of history, 3 days simulated.")
  private Instant to;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "target/demo",
      description = "Where the results go, over earlier ones. Default: ${DEFAULT-VALUE}.")
  private Path out;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Of the simulated market and of the paper executor's slips. Default: ${DEFAULT-VALUE}.")
  private long seed;

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
    MarketSource market;
    Instant begin;
    if (data == null) {
      market = new SimulatedMarket(seed);
      begin = from == null ? SIMULATED_FROM : from;
    } else {
      MarketHistory history = new MarketHistory(data);
      market = history;
      begin = from == null ? history.start() : from;
    }
    Instant end = to == null ? begin.plus(data == null ? SIMULATED : REPLAYED) : to;
    if (!begin.isBefore(end)) {
      throw refused("--to must be after --from, was " + begin + " to " + end);
    }
    boolean terminal = System.console() != null;
    return new DemoRequest(configuration, market, begin, end, out, seed, partitions, terminal);
  }

  private ParameterException refused(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
