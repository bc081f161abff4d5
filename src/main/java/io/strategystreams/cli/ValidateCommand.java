package io.strategystreams.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strategystreams.config.ConfigDirectory;
import io.strategystreams.config.ConfigError;
import io.strategystreams.config.Configuration;
import io.strategystreams.config.ConfigurationException;
import io.strategystreams.config.ModeFile;
import io.strategystreams.contract.ContractJson;
import io.strategystreams.core.mode.StrategyParameters;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Is the configuration sound? */
@Command(
    name = "validate",
    mixinStandardHelpOptions = true,
    header = "Checks the configuration and lists all that is wrong with it.",
    description = {
      "",
      "Checks a whole configuration as every other command does before it starts, and lists all that"
          + " is wrong with file, line, key, value and what is allowed.",
      "",
      "STRATEGY_STREAMS_* environment variables are laid over application.yaml and checked too.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:the configuration is valid", "2:it is not, or the command line is not"},
    footer = {
      "",
      "Examples:",
      "  strategies validate",
      "  strategies validate /etc/strategies --json | jq '.errors[].message'",
      ""
    })
final class ValidateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      description = "The directory to check. Default: the configs/ the program came with.")
  private Path directory;

  @Option(
      names = "--json",
      description =
          "Print {\"valid\", \"directory\", \"modes\", \"markets\", \"errors\"} on standard output.")
  private boolean json;

  @Override
  public Integer call() {
    Path checked = directory == null ? ConfigsLocation.shipped() : directory;
    try {
      Configuration configuration = ConfigDirectory.load(checked, System.getenv());
      if (json) {
        out().println(ContractJson.write(report(checked, configuration)));
      } else {
        print(checked, configuration);
      }
      return ExitCodes.OK;
    } catch (ConfigurationException e) {
      if (json) {
        out().println(ContractJson.write(report(checked, e.errors())));
      } else {
        Failures.print(e, spec.commandLine().getErr());
      }
      return ExitCodes.REFUSED;
    }
  }

  private void print(Path checked, Configuration configuration) {
    out().printf("%s is valid%n%n", checked.normalize());
    out().printf("%-35s %-12s %-6s %-5s %s%n", "mode", "share class", "asset", "LTV", "short at");
    for (ModeFile file : configuration.modes().values()) {
      StrategyParameters parameters = file.parameters();
      out()
          .printf(
              "%-35s %-12s %-6s %-5s %s%n",
              file.mode().id(),
              parameters.shareClass(),
              parameters.asset(),
              file.borrows() ? parameters.leverage().targetLtv().toPlainString() : "-",
              file.mode().isNeutral() ? shares(parameters) : "-");
    }
    out()
        .printf(
            "%n%d mode files, %d markets, %d venues, %d partitions%n",
            configuration.modes().size(),
            configuration.markets().all().size(),
            configuration.venues().profiles().size(),
            configuration.application().partitions());
  }

  private static String shares(StrategyParameters parameters) {
    StringBuilder text = new StringBuilder();
    parameters
        .hedge()
        .allocation()
        .forEach(
            (venue, share) ->
                text.append(text.isEmpty() ? "" : ", ")
                    .append(venue)
                    .append(' ')
                    .append(share.toPlainString()));
    return text.toString();
  }

  private static ObjectNode report(Path checked, Configuration configuration) {
    ObjectNode report = report(checked, List.of());
    configuration
        .modes()
        .keySet()
        .forEach(mode -> ((ArrayNode) report.get("modes")).add(mode.id()));
    configuration
        .markets()
        .all()
        .keySet()
        .forEach(market -> ((ArrayNode) report.get("markets")).add(market.toString()));
    return report;
  }

  private static ObjectNode report(Path checked, List<ConfigError> errors) {
    ObjectNode report = JsonNodeFactory.instance.objectNode();
    report.put("valid", errors.isEmpty());
    report.put("directory", checked.normalize().toString());
    report.putArray("modes");
    report.putArray("markets");
    ArrayNode list = report.putArray("errors");
    for (ConfigError error : errors) {
      list.addObject()
          .put("file", error.file())
          .put("line", error.line() == 0 ? null : error.line())
          .put("key", error.key().isEmpty() ? null : error.key())
          .put("problem", error.problem())
          .put("found", error.found())
          .put("message", error.message());
    }
    return report;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
