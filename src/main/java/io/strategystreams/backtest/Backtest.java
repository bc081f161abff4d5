package io.strategystreams.backtest;

import io.strategystreams.replay.MarketFeed;
import io.strategystreams.replay.MarketInstant;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Future;

/**
 * Plays a plan and writes what came of it. Strategies know nothing of each other: they are dealt to
 * groups, each with a loop and a thread of its own, and the files do not depend on how.
 */
public final class Backtest {
  /** Days that are played ahead of the one that is written: groups need not wait for each other. */
  private static final int DAYS_AHEAD = 4;

  private final BacktestPlan plan;
  private final Loop.Maker loops;
  private final int groups;

  /**
   * @param loops makes the loop of each group
   * @param groups at least 1; no more are made than there are strategies
   */
  public Backtest(BacktestPlan plan, Loop.Maker loops, int groups) {
    if (groups < 1) {
      throw new IllegalArgumentException("groups must be at least 1, was " + groups);
    }
    this.plan = plan;
    this.loops = loops;
    this.groups = Math.min(groups, plan.strategies().size());
  }

  /** Is told how far a run is. */
  public interface Teller {
    /**
     * Some instants are played and written.
     *
     * @param last the last of them; what this throws ends the run
     */
    void done(int instants, MarketInstant last);
  }

  /**
   * Plays it all.
   *
   * @param out where the files go, over earlier ones
   * @throws IOException if they cannot be written
   * @throws IllegalArgumentException if there is no market in that time
   */
  public BacktestResult run(Path out, Teller teller) throws IOException {
    List<Group> running = new ArrayList<>();
    try (MarketFeed feed = plan.market().open(plan.from(), plan.to())) {
      if (!feed.hasNext()) {
        throw new IllegalArgumentException(
            "no prices from "
                + plan.from()
                + " to "
                + plan.to()
                + " in the "
                + plan.market().description());
      }
      dealt().forEach(strategies -> running.add(new Group(plan, strategies, loops)));
      return play(feed, running, out, teller);
    } finally {
      running.forEach(Group::close);
    }
  }

  private BacktestResult play(MarketFeed feed, List<Group> running, Path out, Teller teller)
      throws IOException {
    Benchmarks benchmarks =
        new Benchmarks(plan.strategies().stream().map(TradedStrategy::shareClass).toList());
    List<String> deadLetters = new ArrayList<>();
    Deque<PlayedDay> ahead = new ArrayDeque<>();
    MarketInstant first = null;
    MarketInstant last = null;
    int instants = 0;
    try (ResultWriter writer = new ResultWriter(out)) {
      DayReader days = new DayReader(feed);
      while (days.hasNext() || !ahead.isEmpty()) {
        if (days.hasNext() && ahead.size() < DAYS_AHEAD) {
          List<MarketInstant> day = days.next();
          day.forEach(benchmarks::take);
          ahead.add(new PlayedDay(day, running.stream().map(group -> group.play(day)).toList()));
          continue;
        }
        PlayedDay played = ahead.remove();
        DayResult result = played.await();
        writer.write(result);
        deadLetters.addAll(result.deadLetters);
        first = first == null ? played.instants().get(0) : first;
        last = played.last();
        instants += played.instants().size();
        teller.done(played.instants().size(), last);
      }
    }
    return new BacktestResult(
        first.time(), last.time(), instants, results(running), benchmarks.results(), deadLetters);
  }

  private static List<StrategyResult> results(List<Group> running) {
    return running.stream()
        .flatMap(group -> group.results().stream())
        .sorted(Comparator.comparing(result -> result.strategy().mode()))
        .toList();
  }

  /** Dealt in turn, so that strategies alike (neighbours) do not all fall to one group. */
  private List<List<TradedStrategy>> dealt() {
    List<List<TradedStrategy>> dealt = new ArrayList<>();
    for (int group = 0; group < groups; group++) {
      dealt.add(new ArrayList<>());
    }
    for (int place = 0; place < plan.strategies().size(); place++) {
      dealt.get(place % groups).add(plan.strategies().get(place));
    }
    return dealt;
  }

  /** A day that every group plays. */
  private record PlayedDay(List<MarketInstant> instants, List<Future<DayResult>> parts) {
    MarketInstant last() {
      return instants.get(instants.size() - 1);
    }

    /** What all groups wrote, once all are through. */
    DayResult await() {
      DayResult whole = new DayResult();
      parts.forEach(part -> whole.addAll(Group.result(part)));
      return whole;
    }
  }

  /** The instants of a feed, UTC day by UTC day. */
  private static final class DayReader {
    private final MarketFeed feed;
    private MarketInstant head;

    DayReader(MarketFeed feed) {
      this.feed = feed;
      this.head = feed.next();
    }

    boolean hasNext() {
      return head != null;
    }

    List<MarketInstant> next() {
      List<MarketInstant> instants = new ArrayList<>();
      LocalDate day = dayOf(head);
      while (head != null && dayOf(head).equals(day)) {
        instants.add(head);
        head = feed.hasNext() ? feed.next() : null;
      }
      return instants;
    }

    private static LocalDate dayOf(MarketInstant instant) {
      return instant.time().atOffset(ZoneOffset.UTC).toLocalDate();
    }
  }
}
