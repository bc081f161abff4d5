package io.strategystreams.cli;

import io.strategystreams.backtest.InProcessLoop;
import io.strategystreams.cli.backtest.BacktestRequest;
import io.strategystreams.cli.backtest.BacktestRun;
import io.strategystreams.cli.console.Stopping;
import io.strategystreams.cli.demo.ClusterLoop;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.paper.attribution.UnreconciledException;
import io.strategystreams.replay.HistoryException;
import io.strategystreams.replay.RecordedMarket;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What would each strategy have earned? */
@Command(
    name = "backtest",
    mixinStandardHelpOptions = true,
    header = "Plays market history to the strategies and says what each would have earned.",
    description = {
      "",
      "The strategies and the paper executor are those of run and paper-executor, topologies and"
          + " all, in this process and without a broker. Interest, funding, staking yield, rewards,"
          + " fees, slippage and gas are accounted for, and each strategy's profit is taken apart"
          + " into them; what does not add up ends the run.",
      "",
      "Writes into --out: summary.json; equity.csv at each instant; attribution.csv (cumulative) and"
          + " positions.csv at the end of each UTC day; orders.jsonl and decisions.jsonl. The same"
          + " market and settings give the same files, byte for byte. summary.json is written last:"
          + " where it is missing the run did not end and the others are cut short. What the figures"
          + " mean: docs/results.md.",
      "",
      "Without --data the market is simulated.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:something did not add up, was put aside or could not be written; standard error says what",
      "2:the command line, the configuration or the market data is not valid"
    },
    footer = {
      "",
      "Examples:",
      "  strategies backtest --data examples/history",
      "  strategies backtest --data examples/history --from 2024-01-05 --to 2024-01-15 --modes"
          + " eth_basis,btc_basis",
      "  strategies backtest --data examples/history --capital ETH=500,USDT=1000000 --set"
          + " paper.slippage_bps=10 --set eth_leveraged.target_ltv=0.6",
      "  strategies backtest --data examples/history --modes eth_leveraged --sweep"
          + " target_ltv=0.5,0.6,0.7 --sweep lst_type=weETH,wstETH",
      "  strategies backtest --data examples/history --deposit 2024-01-05:eth_basis:50000 --withdraw"
          + " 2024-01-15T12:00:00Z:eth_basis:all",
      ""
    })
final class BacktestCommand implements Callable<Integer> {
  private static final Duration SIMULATED = Duration.ofDays(14);
  private static final Duration ALL = Duration.ofDays(100 * 365);

  @Spec private CommandSpec spec;
  @Mixin private ConfigsOption configs;

  @Mixin private MarketOptions market;

  @Option(
      names = "--modes",
      split = ",",
      paramLabel = "MODE",
      description = "Which of the ten, separated by commas. Default: all.")
  private List<String> modes = List.of();

  @Option(
      names = "--capital",
      paramLabel = "CLASS=AMOUNT,…",
      description =
          "What strategies begin with, by share class: ETH=100,BTC=10,USDT=100000. Default: that of"
              + " the demo.")
  private String capital;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "Sets a key of the mode files for every chosen mode, MODE.KEY=VALUE for one of them; also"
              + " keys of application.yaml under paper. May be repeated.")
  private List<String> settings = List.of();

  @Option(
      names = "--sweep",
      paramLabel = "KEY=A,B,…",
      description =
          "Runs every combination of the values, each into a directory of its own, and compares them"
              + " in sweep.csv and sweep.json. May be repeated.")
  private List<String> sweep = List.of();

  @Option(
      names = "--deposit",
      paramLabel = "TIME:STRATEGY:AMOUNT",
      description = "Investors pay in, share class units. May be repeated.")
  private List<String> deposits = List.of();

  @Option(
      names = "--withdraw",
      paramLabel = "TIME:STRATEGY:AMOUNT",
      description = "Investors ask back an amount, or all. May be repeated.")
  private List<String> withdrawals = List.of();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "target/backtest",
      description = "Where the files go, over earlier ones. Default: ${DEFAULT-VALUE}.")
  private Path out;

  @Option(
      names = "--cluster",
      description =
          "Run it through a broker in this process, as the demo does: the same orders, some hundred"
              + " times slower.")
  private boolean cluster;

  @Option(names = "--json", description = "Print the summary as JSON instead of tables.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    BacktestRun run;
    try {
      run =
          new BacktestRun(
              request(),
              cluster ? ClusterLoop::open : InProcessLoop::new,
              cluster ? 1 : Runtime.getRuntime().availableProcessors());
    } catch (HistoryException | IllegalArgumentException wrong) {
      throw new ParameterException(spec.commandLine(), wrong.getMessage());
    }
    PrintWriter err = spec.commandLine().getErr();
    run.announcement().forEach(err::println);
    try (Stopping stopping = new Stopping()) {
      return tell(run.run(err, System.console() != null, stopping));
    } catch (HistoryException wrong) {
      throw new ParameterException(spec.commandLine(), wrong.getMessage());
    } catch (UnreconciledException defect) {
      err.println(defect.getMessage());
      err.println("The books do not add up; what lies in " + out + " is not whole.");
      return ExitCodes.FAILED;
    } catch (FileSystemException unwritable) {
      err.println("could not write the results into " + out + ": " + unwritable);
      return ExitCodes.FAILED;
    } catch (Stopping.Stopped stopped) {
      err.println("Stopped before the end; what lies in " + out + " is not whole.");
      return ExitCodes.FAILED;
    }
  }

  private BacktestRequest request() {
    // What is wrong with the files is said before what is wrong with the settings.
    MarketOptions.Span span = market.span(configs.load().markets().all().keySet(), SIMULATED, ALL);
    return new BacktestRequest(
        configs::load,
        RecordedMarket.of(span.market(), span.from(), span.to()),
        modes.stream().map(BacktestCommand::mode).toList(),
        capital,
        settings,
        sweep,
        deposits,
        withdrawals,
        out);
  }

  private static Mode mode(String id) {
    return Arrays.stream(Mode.values())
        .filter(mode -> mode.id().equals(id.strip()))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "--modes must be among "
                        + String.join(", ", Arrays.stream(Mode.values()).map(Mode::id).toList())
                        + ", was "
                        + id));
  }

  private int tell(BacktestRun.Outcome outcome) throws IOException {
    PrintWriter text = spec.commandLine().getOut();
    text.println(json ? outcome.json() : outcome.text());
    text.flush();
    List<String> failures = outcome.failures();
    failures.forEach(spec.commandLine().getErr()::println);
    return failures.isEmpty() ? ExitCodes.OK : ExitCodes.FAILED;
  }
}
