package io.strategystreams.paper;

import io.strategystreams.contract.Topics;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.events.PaperFlow;
import io.strategystreams.events.PaperFlowKind;
import io.strategystreams.replay.LockStep;
import io.strategystreams.replay.MarketInstant;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What goes into paper accounts while a market is played, by its time. */
public final class FlowSchedule {
  private final Deque<PaperFlow> waiting;
  private final SortedMap<String, Mode> accounts;

  /**
   * @param flows in any order; those of one time keep theirs
   * @param accounts those that are open already, mode by strategy
   */
  public FlowSchedule(List<PaperFlow> flows, Map<String, Mode> accounts) {
    List<PaperFlow> sorted = new ArrayList<>(flows);
    sorted.sort(Comparator.comparing(PaperFlow::getEventTime));
    this.waiting = new ArrayDeque<>(sorted);
    this.accounts = new TreeMap<>(accounts);
  }

  /**
   * Those that are due at an instant, and what staking protocols pay at it to the accounts that are
   * open then; each is given once, and takes effect at that instant.
   */
  public List<LockStep.Injected> due(MarketInstant market) {
    Instant instant = market.time();
    List<LockStep.Injected> due = new ArrayList<>();
    while (!waiting.isEmpty() && !waiting.peek().getEventTime().isAfter(instant)) {
      PaperFlow flow = waiting.poll();
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
