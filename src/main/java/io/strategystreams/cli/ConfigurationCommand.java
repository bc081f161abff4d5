package io.strategystreams.cli;

import io.strategystreams.config.reference.ConfigurationMarkdown;
import io.strategystreams.config.reference.ConfigurationSchemas;
import io.strategystreams.operate.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What can be configured? */
@Command(
    name = "configuration",
    mixinStandardHelpOptions = true,
    header = "Prints the reference of every key, or writes JSON Schemas for editors.",
    description = {
      "",
      "Both are made from the keys the program itself reads, so they are as this version is.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:printed or written",
      "1:a file could not be written",
      "2:the command line is not valid"
    },
    footer = {
      "",
      "Examples:",
      "  strategies configuration --markdown > docs/configuration.md",
      "  strategies configuration --schemas configs/schema",
      ""
    })
final class ConfigurationCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--markdown", description = "Print the reference as Markdown.")
  private boolean markdown;

  @Option(
      names = "--schemas",
      paramLabel = "DIR",
      description = "Write a JSON Schema for each file of the configuration.")
  private Path schemas;

  @Override
  public Integer call() throws IOException {
    if (markdown == (schemas != null)) {
      throw new RefusedException("one of --markdown and --schemas DIR must be given");
    }
    if (markdown) {
      spec.commandLine().getOut().print(ConfigurationMarkdown.text());
      spec.commandLine().getOut().flush();
      return ExitCodes.OK;
    }
    Files.createDirectories(schemas);
    for (Map.Entry<String, String> schema : ConfigurationSchemas.byFileName().entrySet()) {
      Files.writeString(schemas.resolve(schema.getKey()), schema.getValue());
      spec.commandLine().getOut().println(schemas.resolve(schema.getKey()));
    }
    return ExitCodes.OK;
  }
}
