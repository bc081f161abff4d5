package io.strategystreams.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strategystreams.cli.bench.Bench;
import io.strategystreams.cli.bench.BenchRequest;
import io.strategystreams.cli.bench.Rate;
import io.strategystreams.cli.console.TextTable;
import io.strategystreams.contract.ContractJson;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How fast is it? */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    header = "Measures the strategy application beside one that only passes records on.",
    description = {
      "",
      "A development command. Starts a broker of its own, writes books of strategies of all modes,"
          + " and lets the strategy application read them, then the same records an application that"
          + " passes each on and does nothing else, with the same guarantee, commit interval and"
          + " threads. The ratio of the two says what the rules cost; the rates themselves say as much"
          + " of the machine.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:measured",
      "1:something did not run",
      "2:the command line or the configuration is not valid"
    },
    footer = {
      "",
      "Examples:",
      "  strategies bench",
      "  strategies bench --strategies 5000 --exposures 500000 --rounds 5 --json",
      ""
    })
final class BenchCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ConfigsOption configs;

  @Option(
      names = "--strategies",
      paramLabel = "N",
      defaultValue = "1000",
      description = "How many, of all modes in turn. Default: ${DEFAULT-VALUE}.")
  private int strategies;

  @Option(
      names = "--exposures",
      paramLabel = "N",
      defaultValue = "200000",
      description = "Evaluated in each round. Default: ${DEFAULT-VALUE}.")
  private int exposures;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      defaultValue = "4",
      description = "Of every topic. Default: ${DEFAULT-VALUE}.")
  private int partitions;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description = "Measurements of each. Default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(names = "--json", description = "Print {\"rates\", \"ratio\"}.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    BenchRequest request = request();
    PrintWriter progress = spec.commandLine().getErr();
    List<Rate> rates;
    try (Bench bench = new Bench(request, progress)) {
      rates = bench.run();
    }
    double ratio = rates.get(1).median() / rates.get(2).median();
    if (json) {
      out().println(ContractJson.write(json(rates, ratio)));
    } else {
      print(rates, ratio);
    }
    return ExitCodes.OK;
  }

  private BenchRequest request() {
    try {
      return new BenchRequest(configs.load(), strategies, exposures, partitions, rounds);
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(spec.commandLine(), wrong.getMessage());
    }
  }

  private void print(List<Rate> rates, double ratio) {
    TextTable table = new TextTable(List.of("records a second", "median", "slowest", "fastest"));
    for (Rate rate : rates) {
      double[] range = rate.range();
      table.add(List.of(rate.name(), whole(rate.median()), whole(range[0]), whole(range[1])));
    }
    out().println(table);
    out()
        .printf(
            Locale.ROOT,
            "An evaluation runs at %.2f of the speed of passing a record on.%n",
            ratio);
  }

  private static String whole(double rate) {
    return String.format(Locale.ROOT, "%,d", Math.round(rate));
  }

  private static ObjectNode json(List<Rate> rates, double ratio) {
    ObjectNode report = JsonNodeFactory.instance.objectNode();
    ObjectNode all = report.putObject("rates");
    rates.forEach(rate -> all.put(rate.name(), rate.median()));
    return report.put("ratio", ratio);
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
