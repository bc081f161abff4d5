package io.strategystreams.cli.demo;

import io.strategystreams.audit.Auditor;
import io.strategystreams.audit.History;
import io.strategystreams.config.Configuration;
import io.strategystreams.contract.Topics;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.replay.LockStep;
import io.strategystreams.replay.MarketFeed;
import io.strategystreams.replay.MarketInstant;
import io.strategystreams.replay.MarketSource;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What a demo plays, whoever plays it: ten strategies, their market, and what is injected when. It
 * knows no broker; the same script gives the same orders wherever the lock-step leads.
 */
public final class DemoScript {
  private final Configuration configuration;
  private final MarketSource market;
  private final Instant from;
  private final Instant to;
  private final List<DemoStrategy> strategies;
  private final MarketScan scan;
  private final List<Planned> planned;

  private DemoScript(Configuration configuration, MarketSource market, Instant from, Instant to) {
    this.configuration = configuration;
    this.market = market;
    this.from = from;
    this.to = to;
    this.strategies = DemoStrategies.of(configuration);
    Duration maxAge = configuration.application().demo().maxAge();
    this.scan = MarketScan.of(market, from, to, maxAge, confidenceThreshold());
    if (scan.firstSeen().isEmpty()) {
      throw new IllegalArgumentException(
          "no prices from " + from + " to " + to + " in the " + market.description());
    }
    this.planned =
        InjectionSchedule.plan(
            scan, from, to, configuration.application().demo().unstakingDelay(), strategies);
  }

  /**
   * Reads the market through and plans what is injected.
   *
   * @param from first instant, inclusive
   * @param to last, exclusive
   * @throws io.strategystreams.config.ConfigurationException if a mode file does not take the
   *     demo's overrides
   * @throws io.strategystreams.replay.HistoryException if the market cannot be read
   * @throws IllegalArgumentException if there is too little market for a demo
   */
  public static DemoScript of(
      Configuration configuration, MarketSource market, Instant from, Instant to) {
    return new DemoScript(configuration, market, from, to);
  }

  /** How many instants there are. */
  public int instants() {
    return scan.instants();
  }

  /** The strategies, in the modes' order. */
  List<DemoStrategy> strategies() {
    return strategies;
  }

  /** What is injected, by time. */
  List<Planned> planned() {
    return planned;
  }

  /** UTC days on which nothing is injected. */
  Set<LocalDate> staleDays() {
    return scan.staleDays();
  }

  /** Plays it all, as {@link #play(LockStep, Instant, Consumer)}. */
  public void play(LockStep lockStep, Consumer<Instant> after) {
    play(lockStep, to, after);
  }

  /**
   * Plays its beginning: the configurations, then one instant after the other.
   *
   * @param end exclusive
   * @param after is told each instant once all that follows from it has happened; what it throws
   *     ends the play
   */
  public void play(LockStep lockStep, Instant end, Consumer<Instant> after) {
    lockStep.inject(
        strategies.stream()
            .map(
                strategy ->
                    new LockStep.Injected(
                        Topics.STRATEGY_CONFIGS,
                        strategy.id(),
                        DemoStrategies.config(strategy, from)))
            .toList(),
        from);
    Injections injections = null;
    try (MarketFeed feed = market.open(from, end)) {
      while (feed.hasNext()) {
        MarketInstant instant = feed.next();
        if (injections == null) {
          injections = new Injections(strategies, planned, instant.time());
        }
        lockStep.step(instant, injections.at(instant));
        after.accept(instant.time());
      }
    }
  }

  /**
   * What was not done of all that is asked for, a plain sentence each; empty if all was.
   *
   * @param history everything that was written while it was played
   * @param deadLetters a line for each record that was put aside
   */
  public List<String> failures(History history, List<String> deadLetters) {
    return failures(RunRecords.of(history, deadLetters, Auditor.breaches(history, true)));
  }

  List<String> failures(RunRecords records) {
    return Outcomes.failures(strategies, planned, reports(records), records);
  }

  List<StrategyReport> reports(RunRecords records) {
    return strategies.stream().map(strategy -> StrategyReport.of(strategy, records)).toList();
  }

  private double confidenceThreshold() {
    return Optional.ofNullable(configuration.modes().get(Mode.ML_BTC_DIRECTIONAL_USDT_MARGIN))
        .orElseThrow(() -> new NoSuchElementException("no mode file of an ML strategy"))
        .parameters()
        .signal()
        .confidenceThreshold();
  }
}
