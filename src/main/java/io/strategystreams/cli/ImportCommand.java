package io.strategystreams.cli;

import io.strategystreams.core.market.Market;
import io.strategystreams.replay.HistoryException;
import io.strategystreams.replay.HistoryImport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Public files of exchanges to market history. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    header = "Makes market history of the kline and funding files that exchanges publish.",
    description = {
      "",
      "Reads CSV as Binance, Bybit and OKX publish it, plain, gzipped or in a ZIP, with or without a"
          + " header, stamps in seconds, milliseconds or microseconds, rows in any order, and writes"
          + " one checked file for --data of demo, backtest and replay. Bars of minutes are joined"
          + " to hours. Give all files of a market at once. Which files these are and what is"
          + " written: docs/history.md.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the file is written; standard error says what is missing in it",
      "1:it could not be written",
      "2:the command line, the configuration or a file is not valid; nothing was written"
    },
    footer = {
      "",
      "Examples:",
      "  strategies import --from binance --kind kline --market binance:Spot:BTC/USDT --out history"
          + " BTCUSDT-1h-2024-*.zip",
      "  strategies import --from binance --kind funding --market binance:Perp:BTCUSDT --out history"
          + " BTCUSDT-fundingRate-2024-*.zip",
      "  strategies import --from okx --kind kline --market okx:Perp:ETHUSDT --out history"
          + " ETH-USDT-SWAP-candlesticks-2024-*.zip",
      "  strategies import --from bybit --kind kline --market bybit:Perp:BTCUSDT --clock +03:00 --out"
          + " history BTCUSDT_60_2024-*.csv.gz",
      ""
    })
final class ImportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ConfigsOption configs;

  @Option(
      names = "--from",
      required = true,
      paramLabel = "EXCHANGE",
      description = "Whose files these are: binance, bybit or okx.")
  private HistoryImport.Exchange exchange;

  @Option(
      names = "--kind",
      required = true,
      paramLabel = "KIND",
      description = "What they hold: kline (bars) or funding.")
  private HistoryImport.Kind kind;

  @Option(
      names = "--market",
      required = true,
      paramLabel = "MARKET",
      description =
          "Whose prices they are, a market of markets.yaml: binance:Spot:BTC/USDT (spot of any"
              + " exchange) or a perpetual of the exchange, bybit:Perp:BTCUSDT.")
  private String market;

  @Option(
      names = "--clock",
      paramLabel = "OFFSET",
      description =
          "How far times without a zone, such as 2024.06.01 00:00, are ahead of UTC: +03:00. Not"
              + " needed for numbers and times in UTC.")
  private String clock;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Directory of market history; made if it is not there.")
  private Path out;

  @Option(names = "--overwrite", description = "Write over a file that is there.")
  private boolean overwrite;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files of that market.")
  private List<Path> files;

  @Override
  public Integer call() {
    Set<Market> markets = configs.load().markets().all().keySet();
    PrintWriter err = spec.commandLine().getErr();
    try {
      HistoryImport.Request request =
          new HistoryImport.Request(exchange, kind, known(markets), offset(), overwrite);
      HistoryImport.Written written = new HistoryImport(request).write(files, out);
      spec.commandLine()
          .getOut()
          .println(
              written.file()
                  + ": "
                  + written.rows()
                  + " rows, known from "
                  + written.first()
                  + " to "
                  + written.last());
      written.notes().forEach(err::println);
      return ExitCodes.OK;
    } catch (HistoryException | IllegalArgumentException wrong) {
      throw new ParameterException(spec.commandLine(), wrong.getMessage());
    } catch (FileAlreadyExistsException there) {
      throw new ParameterException(
          spec.commandLine(),
          there.getMessage()
              + " exists: give all files of the market at once and --overwrite, or another --out");
    } catch (IOException unwritable) {
      err.println("could not write into " + out + ": " + unwritable);
      return ExitCodes.FAILED;
    }
  }

  private Market known(Set<Market> markets) {
    return markets.stream()
        .filter(one -> one.toString().equals(market))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "--market must be among those of markets.yaml: "
                        + String.join(", ", markets.stream().map(Market::toString).toList())
                        + ", was "
                        + market));
  }

  private Optional<ZoneOffset> offset() {
    try {
      return Optional.ofNullable(clock).map(ZoneOffset::of);
    } catch (java.time.DateTimeException wrong) {
      throw new IllegalArgumentException("--clock must be such as +03:00, was " + clock, wrong);
    }
  }
}
