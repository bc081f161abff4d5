package io.strategystreams.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import io.strategystreams.cli.Main;
import io.strategystreams.config.ApplicationKeys;
import io.strategystreams.config.ConfigDirectory;
import io.strategystreams.config.ConfigurationException;
import io.strategystreams.config.Environment;
import io.strategystreams.config.ShippedConfigs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine;

/** Every command line is one, and every variable a key with a value that is allowed. */
final class SettingsOfProcesses implements ManifestCheck {
  private static final String CONFIGS = "/etc/strategy-streams";

  @Override
  public List<String> problems(Manifests manifests) {
    Lines lines = new Lines();
    Set<String> keys =
        ApplicationKeys.all().stream().map(Environment::variable).collect(Collectors.toSet());
    for (Workload one : manifests.ours()) {
      for (JsonNode container : one.containers()) {
        Map<String, String> variables = new TreeMap<>(one.environment(manifests, container));
        variables.keySet().removeIf(name -> !name.startsWith(Environment.PREFIX));
        lines.require(!variables.isEmpty(), one.text() + ": must have settings");
        variables
            .keySet()
            .forEach(
                name ->
                    lines.require(
                        keys.contains(name), one.text() + ": " + name + " must be a key"));
        try {
          ConfigDirectory.load(ShippedConfigs.DIRECTORY, variables);
        } catch (ConfigurationException e) {
          lines.require(false, one.text() + ": " + e.getMessage());
        }
        if (!container.has("command")) {
          arguments(one, container, lines);
        }
      }
    }
    return lines.all();
  }

  private static void arguments(Workload one, JsonNode container, Lines lines) {
    List<String> arguments = new ArrayList<>();
    container.path("args").forEach(argument -> arguments.add(argument.asText()));
    try {
      CommandLine.ParseResult parsed =
          Main.commandLine().parseArgs(arguments.toArray(String[]::new));
      lines.require(parsed.hasSubcommand(), one.text() + ": must name a command");
    } catch (CommandLine.ParameterException e) {
      lines.require(false, one.text() + ": " + e.getMessage());
    }
    int at = arguments.indexOf("--configs");
    lines.require(
        at >= 0 && at + 1 < arguments.size() && arguments.get(at + 1).equals(CONFIGS),
        one.text() + ": --configs must be " + CONFIGS + ", was " + arguments);
  }
}
