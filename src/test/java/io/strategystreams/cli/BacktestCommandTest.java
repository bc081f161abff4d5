package io.strategystreams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(900)
class BacktestCommandTest {
  @TempDir private Path out;

  @Test
  void writesTheSameFilesTwice() throws IOException {
    String[] asked = {
      "--modes", "eth_basis,pure_lending_usdt", "--to", "2024-01-03", "--capital", "USDT=20000"
    };

    Run run = backtest("first", asked);
    Run again = backtest("second", asked);

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("eth_basis", "pure_lending_usdt", "hold ETH");
    assertThat(run.err()).contains("48 of 48 instants").contains("0 s left");
    assertThat(contents("first"))
        .containsOnlyKeys(
            "attribution.csv",
            "decisions.jsonl",
            "equity.csv",
            "orders.jsonl",
            "positions.csv",
            "summary.json")
        .isEqualTo(contents("second"));
    assertThat(contents("first").get("equity.csv").lines()).hasSize(1 + 2 * 48);
    assertThat(again.out()).isEqualTo(run.out());
  }

  @Test
  void jsonIsTheSummary() throws IOException {
    Run run = backtest("json", "--modes", "pure_lending_usdt", "--to", "2024-01-02", "--json");

    JsonNode summary = new ObjectMapper().readTree(run.out());
    assertThat(summary)
        .isEqualTo(new ObjectMapper().readTree(contents("json").get("summary.json")));
    JsonNode strategy = summary.get("strategies").get(0);
    assertThat(strategy.get("equity_start").asText()).isEqualTo("100000");
    assertThat(strategy.get("time_in_market").asDouble()).isEqualTo(1);
    assertThat(strategy.get("orders_by_operation").get("SUPPLY").asInt()).isEqualTo(1);
  }

  /** GIPS: what took less than a year is not scaled to one. */
  @Test
  void twoDaysAreNotScaledToAYear() throws IOException {
    Run run = backtest("short", "--modes", "pure_lending_usdt", "--to", "2024-01-03");

    assertThat(run.out())
        .contains("daily volatility", "Less than 365 days: nothing is scaled to a year")
        .doesNotContain("a year  ", "sharpe", "sortino");
    JsonNode summary = new ObjectMapper().readTree(contents("short").get("summary.json"));
    for (String list : List.of("strategies", "benchmarks")) {
      JsonNode one = summary.get(list).get(0);
      for (String scaled : List.of("annualised", "volatility", "sharpe", "sortino")) {
        assertThat(one.get(scaled).isNull()).as(list + ", " + scaled).isTrue();
      }
      assertThat(one.get("daily_volatility").isNumber()).as(list).isTrue();
      assertThat(one.get("days").asDouble()).isLessThan(365);
    }
  }

  @Test
  void aSweepRunsEveryCombinationInADirectoryOfItsOwn() throws IOException {
    Run run =
        backtest(
            "sweep",
            "--modes",
            "eth_leveraged",
            "--to",
            "2024-01-02",
            "--set",
            "max_ltv=0.8",
            "--sweep",
            "target_ltv=0.5,0.7",
            "--sweep",
            "paper.slippage_bps=0,5");

    assertThat(run.exitCode()).as(run.err()).isZero();
    List<String> rows = Files.readAllLines(out.resolve("sweep/sweep.csv"));
    assertThat(rows.get(0)).startsWith("directory,target_ltv,paper.slippage_bps,strategy_id,");
    assertThat(rows).hasSize(1 + 4);
    assertThat(rows.get(4))
        .startsWith("4-target_ltv=0.7,paper.slippage_bps=5,0.7,5,eth_leveraged,");
    assertThat(debt("1-target_ltv=0.5,paper.slippage_bps=0"))
        .isLessThan(debt("3-target_ltv=0.7,paper.slippage_bps=0"));
    assertThat(run.out()).contains("target_ltv  paper.slippage_bps");
  }

  @Test
  void moneyIsPaidInAndOut() throws IOException {
    Run run =
        backtest(
            "flows",
            "--modes",
            "pure_lending_usdt",
            "--to",
            "2024-01-03",
            "--deposit",
            "2024-01-01T05:30:00Z:pure_lending_usdt:5000",
            "--withdraw",
            "2024-01-02:pure_lending_usdt:all",
            "--json");

    assertThat(run.exitCode()).as(run.err()).isZero();
    JsonNode strategy = new ObjectMapper().readTree(run.out()).get("strategies").get(0);
    assertThat(strategy.get("paid_in").asText()).isEqualTo("5000");
    assertThat(strategy.get("paid_out").asDouble()).isGreaterThan(104_000);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--modes|eth_bass|--modes must be among eth_staking_only",
        "--capital|USDT=0|--capital must have amounts above 0",
        "--capital|DOGE=5|--capital must be SHARE_CLASS=AMOUNT of BTC, ETH, USDT",
        "--set|target_ltv|--set must be KEY=VALUE or MODE.KEY=VALUE, was target_ltv",
        "--set|target_ltv=2|set for the chosen modes: target_ltv must be a decimal",
        "--set|target_ltw=0.5|target_ltw is no key of a mode file (did you mean target_ltv?)",
        "--set|eth_leveraged.max_ltv=0.1|set for eth_leveraged",
        "--set|paper.slipage_bps=5|paper.slipage_bps is no key of application.yaml",
        "--sweep|target_ltv=0.5,3|target_ltv must be a decimal",
        "--deposit|2024-01-01:1000|--deposit must be TIME:STRATEGY:AMOUNT",
        "--deposit|2024-01-01:eth_basis:all|--deposit must have amounts above 0",
        "--deposit|2023-01-01:eth_basis:10|--deposit must be from 2024-01-01T00:00:00Z to",
        "--withdraw|yesterday:eth_basis:10|--withdraw: expected a day such as",
        "--withdraw|2024-01-01:eth_bass:10|--withdraw must name one of eth_staking_only",
        "--data|nowhere|no such directory of market history"
      })
  void whatIsNotAsItMustBeIsRefusedByName(String option, String value, String message) {
    Run run = backtest("refused", "--to", "2024-01-02", option, value);

    assertThat(run.exitCode()).isEqualTo(ExitCodes.REFUSED);
    assertThat(run.err()).contains(message);
    assertThat(out.resolve("refused")).doesNotExist();
  }

  @Test
  void aRowThatCannotBeReadIsNamedBeforeAnythingIsRun() throws IOException {
    Path bars = Files.createDirectories(out.resolve("data")).resolve("bybit_ETHUSDT_spot_1h.csv");
    List<String> rows = new ArrayList<>(List.of("timestamp,open,high,low,close"));
    for (int hour = 1; hour <= 4; hour++) {
      rows.add("2024-05-01T0" + hour + ":00:00Z,3000,3010,2990,3005");
    }
    Files.write(bars, rows);
    String[] asked = {"--data", out.resolve("data").toString(), "--modes", "pure_lending_usdt"};
    Run sound = backtest("results", asked);
    assertThat(sound.exitCode()).as(sound.err()).isZero();
    Map<String, String> earlier = contents("results");
    assertThat(earlier).containsKey("summary.json");

    rows.set(4, rows.get(4).replace("3005", "three"));
    Files.write(bars, rows);
    Run broken = backtest("results", asked);

    assertThat(broken.exitCode()).isEqualTo(ExitCodes.REFUSED);
    assertThat(broken.err()).contains("bybit_ETHUSDT_spot_1h.csv", "three");
    assertThat(contents("results")).as("the earlier run, whole").isEqualTo(earlier);
  }

  @Test
  void anOutThatCannotBeADirectoryIsSaidWithoutAStackTrace() throws IOException {
    Files.writeString(out.resolve("file"), "in the way");

    Run run = backtest("file/results", "--modes", "pure_lending_usdt", "--to", "2024-01-02");

    assertThat(run.exitCode()).isEqualTo(ExitCodes.FAILED);
    assertThat(run.err())
        .contains("could not write the results into " + out.resolve("file/results"))
        .doesNotContain("\tat ");
  }

  private Run backtest(String directory, String... options) {
    List<String> args =
        new ArrayList<>(
            List.of("backtest", "--configs", "configs", "--out", out + "/" + directory));
    args.addAll(List.of(options));
    return Run.of(args.toArray(String[]::new));
  }

  private double debt(String cell) throws IOException {
    return Files.readAllLines(out.resolve("sweep").resolve(cell).resolve("positions.csv")).stream()
        .filter(row -> row.contains("debtWETH"))
        .mapToDouble(row -> Double.parseDouble(row.substring(row.lastIndexOf(',') + 1)))
        .max()
        .orElseThrow();
  }

  private Map<String, String> contents(String directory) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.list(out.resolve(directory))) {
      for (Path file : files.toList()) {
        contents.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return contents;
  }
}
