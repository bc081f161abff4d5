package io.strategystreams.cli.replay;

import io.strategystreams.cli.flow.PaperAccounts;
import io.strategystreams.cluster.ClusterAccess;
import io.strategystreams.cluster.EventLog;
import io.strategystreams.config.Configuration;
import io.strategystreams.config.ModeFile;
import io.strategystreams.contract.ContractJson;
import io.strategystreams.contract.ContractJsonException;
import io.strategystreams.contract.Topics;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.core.money.Token;
import io.strategystreams.events.PaperFlow;
import io.strategystreams.events.PaperFlowKind;
import io.strategystreams.events.StrategyConfig;
import io.strategystreams.paper.PaperFlows;
import io.strategystreams.replay.LockStep;
import io.strategystreams.replay.MarketInstant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What goes into paper accounts during a replay, by its time. */
final class ReplayFlows {
  private final List<PaperFlow> waiting;
  private final SortedMap<String, Mode> accounts;

  /**
   * @param accounts those that are open already, mode by strategy
   */
  ReplayFlows(List<PaperFlow> flows, Map<String, Mode> accounts) {
    this.accounts = new TreeMap<>(accounts);
    List<PaperFlow> sorted = new ArrayList<>(flows);
    sorted.sort(Comparator.comparing(PaperFlow::getEventTime));
    this.waiting = sorted;
  }

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

  /**
   * Those that are due at an instant, and what staking protocols pay at it to the accounts that are
   * open then; each is given once, and takes effect at that instant.
   */
  List<LockStep.Injected> due(MarketInstant market) {
    Instant instant = market.time();
    List<LockStep.Injected> due = new ArrayList<>();
    Iterator<PaperFlow> each = waiting.iterator();
    while (each.hasNext()) {
      PaperFlow flow = each.next();
      if (flow.getEventTime().isAfter(instant)) {
        break;
      }
      each.remove();
      if (flow.getKind() == PaperFlowKind.OPEN) {
        Mode.find(flow.getMode())
            .ifPresent(mode -> accounts.putIfAbsent(flow.getStrategyId(), mode));
      }
      due.add(injected(PaperFlow.newBuilder(flow).setEventTime(instant).build()));
    }
    PaperFlows.rewards(market.payouts(), accounts, instant)
        .forEach(reward -> due.add(injected(reward)));
    return due;
  }

  private static LockStep.Injected injected(PaperFlow flow) {
    return new LockStep.Injected(Topics.PAPER_FLOWS, flow.getStrategyId(), flow);
  }
}
