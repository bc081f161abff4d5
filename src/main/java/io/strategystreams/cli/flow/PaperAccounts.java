package io.strategystreams.cli.flow;

import io.strategystreams.cluster.ClusterAccess;
import io.strategystreams.cluster.ClusterException;
import io.strategystreams.cluster.EventLog;
import io.strategystreams.contract.Topics;
import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.events.PaperFlow;
import io.strategystreams.events.PaperFlowKind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The accounts of the paper executor, as {@code paper-flows} tells of them. */
public final class PaperAccounts {
  private final Map<String, PaperFlow> openings;

  private PaperAccounts(Map<String, PaperFlow> openings) {
    this.openings = openings;
  }

  /**
   * Those that are open at this moment.
   *
   * @throws ClusterException if the topic cannot be read
   */
  public static PaperAccounts read(ClusterAccess access) {
    Map<String, PaperFlow> openings = new TreeMap<>();
    try (EventLog log = EventLog.open(access, List.of(Topics.PAPER_FLOWS))) {
      log.readToEnd(
          event -> {
            if (event.event() instanceof PaperFlow flow && flow.getKind() == PaperFlowKind.OPEN) {
              openings.putIfAbsent(flow.getStrategyId(), flow);
            }
          });
    }
    return new PaperAccounts(openings);
  }

  public boolean isOpen(String strategyId) {
    return openings.containsKey(strategyId);
  }

  /** The strategies that have one. */
  public Set<String> strategies() {
    return openings.keySet();
  }

  /** What each of them runs, by strategy; without those that the executor did not understand. */
  public Map<String, Mode> modes() {
    Map<String, Mode> modes = new TreeMap<>();
    openings.forEach(
        (id, opening) -> Mode.find(opening.getMode()).ifPresent(mode -> modes.put(id, mode)));
    return modes;
  }

  /**
   * The flow that opened an account.
   *
   * @throws ClusterException if there is none
   */
  public PaperFlow opening(String strategyId) {
    PaperFlow opening = openings.get(strategyId);
    if (opening == null) {
      throw new ClusterException(
          strategyId
              + " must have a paper account, and has none; open it with: strategies paper-flow open "
              + strategyId
              + " AMOUNT. Open: "
              + (openings.isEmpty() ? "none" : String.join(", ", openings.keySet())));
    }
    return opening;
  }

  /**
   * Where the share class of an account rests.
   *
   * @throws ClusterException if there is no such account
   */
  public Instrument home(String strategyId) {
    return Instrument.parse(opening(strategyId).getInstrument());
  }
}
