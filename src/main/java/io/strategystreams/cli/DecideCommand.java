package io.strategystreams.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.strategystreams.contract.ContractJson;
import io.strategystreams.contract.JsonLines;
import io.strategystreams.core.strategy.Strategies;
import io.strategystreams.whatif.ScenarioException;
import io.strategystreams.whatif.WhatIf;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What would a strategy do? */
@Command(
    name = "decide",
    mixinStandardHelpOptions = true,
    header = "Answers what a strategy would do in a situation made up.",
    description = {
      "",
      "One scenario as a JSON object per line of standard input, one answer per line of standard"
          + " output, by the same code as the topology. Nothing is"
          + " sent anywhere.",
      "",
      "A scenario has strategy_id, mode, now (UTC), exposure, and may have overrides (keys of the"
          + " mode's file, dotted for nested ones), prices, prediction and risk_assessment. Events"
          + " have the fields of the contract; decimals are strings or numbers. State is fresh: the"
          + " strategy is active and no plan is open.",
      "",
      "An answer is {\"decision\": {…}, \"orders\": […]} with every field of the contract, absent"
          + " ones as null. An invalid line is answered by {\"error\": \"line 3: …\"}, and the next is"
          + " still answered. Blank lines are skipped. A line has at most 1 MiB of UTF-8, numbers at"
          + " most 100 digits and an exponent within 400, times end with the year 9999.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every line was answered, invalid ones by an error",
      "1:an answer could not be made, which is a bug, or not be written",
      "2:the command line or the configuration is not valid"
    },
    footer = {
      "",
      "Examples:",
      "  strategies decide < scenarios.jsonl > answers.jsonl",
      "  strategies decide --example | strategies decide | jq .",
      "  strategies decide --example | sed 's/\"900\"/\"999\"/' | strategies decide | jq .decision",
      ""
    })
final class DecideCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ConfigsOption configs;

  @Option(names = "--example", description = "Print a scenario to begin with, and end.")
  private boolean example;

  @Override
  public Integer call() throws IOException {
    if (example) {
      spec.commandLine().getOut().println(ExampleScenario.LINE);
      return ExitCodes.OK;
    }
    WhatIf whatIf = new WhatIf(configs.load(), new Strategies());
    return answerAll(whatIf, new JsonLines(System.in), spec.commandLine().getOut());
  }

  /** Answers line by line; who types sees each answer, since it is flushed before it waits. */
  private int answerAll(WhatIf whatIf, JsonLines in, PrintWriter out) throws IOException {
    int exitCode = ExitCodes.OK;
    for (JsonLines.Line line = in.next(); line != null; line = in.next()) {
      if (line.problem() != null) {
        out.print(error(line, line.problem()));
      } else if (!line.text().isBlank()) {
        try {
          out.print(ContractJson.write(whatIf.answer(line.text())) + "\n");
        } catch (ScenarioException e) {
          out.print(error(line, e.getMessage()));
        } catch (RuntimeException | StackOverflowError e) {
          // Not the scenario's fault: reported on both sides, and the next line is still answered.
          exitCode = ExitCodes.FAILED;
          out.print(error(line, Failures.BUG + "; " + Failures.REPORT));
          spec.commandLine().getErr().println("line " + line.number() + ":");
          Failures.bug(e, spec.commandLine());
        }
      }
      if (!in.isReady() && out.checkError()) {
        return ExitCodes.FAILED;
      }
    }
    return out.checkError() ? ExitCodes.FAILED : exitCode;
  }

  private static String error(JsonLines.Line line, String problem) {
    String message = "line " + line.number() + ": " + problem;
    return ContractJson.write(JsonNodeFactory.instance.objectNode().put("error", message)) + "\n";
  }
}
