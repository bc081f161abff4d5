package io.strategystreams.backtest;

import io.strategystreams.contract.Topics;
import io.strategystreams.core.market.Quote;
import io.strategystreams.events.Decision;
import io.strategystreams.events.ExecutionReport;
import io.strategystreams.events.Exposure;
import io.strategystreams.events.Order;
import io.strategystreams.events.PaperFlow;
import io.strategystreams.paper.AttributionFeed;
import io.strategystreams.paper.FlowSchedule;
import io.strategystreams.paper.attribution.Statement;
import io.strategystreams.replay.LockStep;
import io.strategystreams.replay.MarketInstant;
import io.strategystreams.replay.Observation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Plays a market to some strategies in a loop of their own, a day at a time. For one thread. */
final class Player implements AutoCloseable {
  private final BacktestPlan plan;
  private final List<TradedStrategy> strategies;
  private final Loop loop;
  private final FlowSchedule flows;
  private final PriceBook prices = new PriceBook();
  private final AttributionFeed accounts = new AttributionFeed();
  private final Map<String, StrategyRecord> records = new TreeMap<>();
  private DayResult day = new DayResult();

  /**
   * @param strategies of the plan's that this one plays
   */
  Player(BacktestPlan plan, List<TradedStrategy> strategies, Loop.Maker loops) {
    this.plan = plan;
    this.strategies = List.copyOf(strategies);
    List<String> ids = strategies.stream().map(TradedStrategy::id).toList();
    List<PaperFlow> scheduled =
        new ArrayList<>(
            strategies.stream().map(strategy -> strategy.opening(plan.from())).toList());
    plan.flows().stream()
        .filter(flow -> ids.contains(flow.getStrategyId()))
        .forEach(scheduled::add);
    this.flows = new FlowSchedule(scheduled, Map.of());
    this.loop = loops.open(plan.configuration(), plan.paper(), plan.from(), new Told());
  }

  /** Plays the instants of a day and tells what was written. */
  DayResult play(List<MarketInstant> instants) {
    day = new DayResult();
    for (MarketInstant instant : instants) {
      play(instant);
    }
    Instant last = instants.get(instants.size() - 1).time();
    records
        .values()
        .forEach(
            record ->
                record
                    .positions()
                    .forEach(
                        (instrument, amount) ->
                            day.positions.add(
                                new DayResult.Position(
                                    last, record.strategy().id(), instrument, amount))));
    return day;
  }

  /** What became of each strategy, by its name. */
  List<StrategyResult> results() {
    return records.values().stream().map(StrategyRecord::result).toList();
  }

  @Override
  public void close() {
    loop.close();
  }

  private void play(MarketInstant instant) {
    if (records.isEmpty()) {
      begin(instant.time());
    }
    prices.take(instant);
    accounts.prices(instant.time(), quotes(instant));
    loop.lockStep().step(instant, flows.due(instant));
    accounts.endOfInstant();
    accounts.statements().forEach(statement -> close(instant.time(), statement));
  }

  private void close(Instant at, Statement statement) {
    String id = statement.strategyId();
    Standing standing = Standing.of(statement);
    records.get(id).close(at, standing);
    if (standing.equity() != null) {
      day.stands.add(new DayResult.Stand(at, id, statement.shareClass(), standing));
    }
  }

  private static List<Quote> quotes(MarketInstant instant) {
    return instant.prices().stream().map(Observation::quote).toList();
  }

  /** Makes the strategies known. */
  private void begin(Instant start) {
    List<LockStep.Injected> configurations = new ArrayList<>();
    for (TradedStrategy strategy : strategies) {
      records.put(strategy.id(), new StrategyRecord(strategy, start));
      configurations.add(
          new LockStep.Injected(
              Topics.STRATEGY_CONFIGS, strategy.id(), strategy.configuration(plan.from())));
    }
    loop.lockStep().inject(configurations, plan.from());
  }

  /** What the loop tells goes to the accounts, to each strategy's record and into the day. */
  private final class Told implements LoopObserver {
    @Override
    public void order(Order order) {
      accounts.order(order);
      records.get(order.getStrategyId()).ordered(order);
      day.orders.add(order);
    }

    @Override
    public void decision(Decision decision) {
      records.get(decision.getStrategyId()).activity().decided(decision);
      day.decisions.add(decision);
    }

    @Override
    public void report(ExecutionReport report) {
      accounts.report(report);
      records.get(report.getStrategyId()).reported(report, prices);
    }

    @Override
    public void exposure(Exposure exposure) {
      accounts.exposure(exposure);
      records.get(exposure.getStrategyId()).exposed(exposure);
    }

    @Override
    public void flow(PaperFlow flow) {
      accounts.flow(flow);
    }

    @Override
    public void deadLetter(String text) {
      day.deadLetters.add(text);
    }
  }
}
