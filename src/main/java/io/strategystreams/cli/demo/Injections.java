package io.strategystreams.cli.demo;

import io.strategystreams.contract.Topics;
import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.Venue;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.events.PaperFlow;
import io.strategystreams.paper.PaperFlows;
import io.strategystreams.paper.ledger.StrategyProfile;
import io.strategystreams.replay.LockStep;
import io.strategystreams.replay.MarketInstant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The schedule as what the paper executor reads. */
final class Injections {
  private final Map<Instant, List<LockStep.Injected>> byTime = new TreeMap<>();
  private final SortedMap<String, Mode> accounts = new TreeMap<>();

  /**
   * @param opening when the accounts are opened with their capital
   */
  Injections(List<DemoStrategy> strategies, List<Planned> planned, Instant opening) {
    for (DemoStrategy one : strategies) {
      accounts.put(one.id(), one.mode());
      add(PaperFlows.open(one.id(), one.mode(), one.shareClass(), one.capital(), opening));
    }
    for (Planned one : planned) {
      DemoStrategy strategy =
          strategies.stream()
              .filter(each -> each.id().equals(one.injection().strategyId()))
              .findFirst()
              .orElseThrow();
      add(flow(strategy, one.injection()));
    }
  }

  /** What is injected at an instant, before its market: the schedule, and what protocols pay. */
  List<LockStep.Injected> at(MarketInstant instant) {
    List<LockStep.Injected> injected =
        new ArrayList<>(byTime.getOrDefault(instant.time(), List.of()));
    PaperFlows.rewards(instant.payouts(), accounts, instant.time())
        .forEach(reward -> injected.add(injected(reward)));
    return injected;
  }

  private void add(PaperFlow flow) {
    byTime.computeIfAbsent(flow.getEventTime(), time -> new ArrayList<>()).add(injected(flow));
  }

  private static LockStep.Injected injected(PaperFlow flow) {
    return new LockStep.Injected(Topics.PAPER_FLOWS, flow.getStrategyId(), flow);
  }

  private static PaperFlow flow(DemoStrategy strategy, Injection injection) {
    String id = strategy.id();
    Instant at = injection.at();
    if (injection instanceof Injection.Deposit deposit) {
      Venue home = StrategyProfile.homeOf(strategy.mode());
      Instrument where = Instrument.base(home, deposit.shareClass());
      return PaperFlows.deposit(id, where, deposit.amount(), at);
    }
    if (injection instanceof Injection.PartialWithdrawal withdrawal) {
      return PaperFlows.withdraw(id, withdrawal.amount(), at);
    }
    if (injection instanceof Injection.RiskOverride override) {
      return PaperFlows.riskOverride(id, override.duration(), at);
    }
    if (injection instanceof Injection.Dust dust) {
      return PaperFlows.dust(id, Venue.WALLET, dust.token(), dust.amount(), at);
    }
    return PaperFlows.withdrawAll(id, at);
  }
}
