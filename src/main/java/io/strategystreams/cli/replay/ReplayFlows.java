package io.strategystreams.cli.replay;

import io.strategystreams.cli.flow.PaperAccounts;
import io.strategystreams.cluster.ClusterAccess;
import io.strategystreams.cluster.EventLog;
import io.strategystreams.config.Configuration;
import io.strategystreams.config.ModeFile;
import io.strategystreams.contract.ContractJson;
import io.strategystreams.contract.ContractJsonException;
import io.strategystreams.contract.Topics;
import io.strategystreams.core.money.Token;
import io.strategystreams.events.PaperFlow;
import io.strategystreams.events.StrategyConfig;
import io.strategystreams.paper.PaperFlows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Where the flows of a replay come from. */
final class ReplayFlows {
  private ReplayFlows() {}

  /**
   * The account of each configured strategy that has none yet, with the demo's capital; of each
   * mode if no strategy is configured.
   */
  static List<PaperFlow> openings(
      ClusterAccess access, PaperAccounts accounts, Configuration configuration, Instant at) {
    Map<String, ModeFile> strategies = configured(access, configuration);
    if (strategies.isEmpty()) {
      configuration.modes().values().forEach(file -> strategies.put(file.mode().id(), file));
    }
    List<PaperFlow> openings = new ArrayList<>();
    strategies.forEach(
        (id, file) -> {
          if (!accounts.isOpen(id)) {
            Token shareClass = file.parameters().shareClass();
            openings.add(
                PaperFlows.open(
                    id,
                    file.mode(),
                    shareClass,
                    configuration.application().demo().capital().get(shareClass),
                    at));
          }
        });
    return openings;
  }

  private static Map<String, ModeFile> configured(
      ClusterAccess access, Configuration configuration) {
    Map<String, ModeFile> strategies = new TreeMap<>();
    try (EventLog log = EventLog.open(access, List.of(Topics.STRATEGY_CONFIGS))) {
      log.readToEnd(
          event -> {
            if (event.isTombstone()) {
              strategies.remove(event.key());
            } else {
              strategies.put(
                  event.key(),
                  ModeFile.parse(
                      event.place(),
                      event.as(StrategyConfig.class).getYaml(),
                      configuration.desk()));
            }
          });
    }
    return strategies;
  }

  /**
   * Flows of a file, one as JSON a line.
   *
   * @throws IllegalArgumentException naming file and line, if one is none
   */
  static List<PaperFlow> of(Path file) {
    List<PaperFlow> flows = new ArrayList<>();
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "--flows must be a readable file of JSON lines, was " + file + ": " + e.getMessage(), e);
    }
    for (int number = 0; number < lines.size(); number++) {
      if (!lines.get(number).isBlank()) {
        try {
          flows.add(ContractJson.fromText(PaperFlow.class, lines.get(number)));
        } catch (ContractJsonException e) {
          throw new IllegalArgumentException(file + ":" + (number + 1) + ": " + e.getMessage(), e);
        }
      }
    }
    return flows;
  }
}
