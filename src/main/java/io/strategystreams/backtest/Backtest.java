package io.strategystreams.backtest;

import io.strategystreams.replay.MarketFeed;
import io.strategystreams.replay.MarketInstant;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Plays a plan and writes what came of it. Strategies know nothing of each other: they are dealt to
 * groups, each with a loop and a thread of its own, and the files do not depend on how.
 */
public final class Backtest {
  /** Days that are played ahead of the one that is written: groups need not wait for each other. */
  private static final int DAYS_AHEAD = 4;

  private static final Duration PATIENCE = Duration.ofMinutes(5);

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
    List<Player> players = new ArrayList<>();
    List<ExecutorService> threads = new ArrayList<>();
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
      for (List<TradedStrategy> group : dealt()) {
        players.add(new Player(plan, group, loops));
        threads.add(Executors.newSingleThreadExecutor(Backtest::thread));
      }
      return play(feed, players, threads, out, teller);
    } finally {
      threads.forEach(Backtest::end);
      players.forEach(Player::close);
    }
  }

  private BacktestResult play(
      MarketFeed feed, List<Player> players, List<ExecutorService> threads, Path out, Teller teller)
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
          ahead.add(new PlayedDay(day, submitted(day, players, threads)));
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
        first.time(), last.time(), instants, results(players), benchmarks.results(), deadLetters);
  }

  private static List<Future<DayResult>> submitted(
      List<MarketInstant> day, List<Player> players, List<ExecutorService> threads) {
    List<Future<DayResult>> parts = new ArrayList<>();
    for (int group = 0; group < players.size(); group++) {
      Player player = players.get(group);
      parts.add(threads.get(group).submit(() -> player.play(day)));
    }
    return parts;
  }

  private static List<StrategyResult> results(List<Player> players) {
    return players.stream()
        .flatMap(player -> player.results().stream())
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

  /** A day that is being played is played to its end: its loop must not be closed under it. */
  private static void end(ExecutorService thread) {
    thread.shutdownNow();
    try {
      if (!thread.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException(
            "a day must be played within " + PATIENCE.toSeconds() + " s, and was not");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a backtest ended", interrupted);
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "backtest");
    thread.setDaemon(true);
    return thread;
  }

  /** A day that every group plays. */
  private record PlayedDay(List<MarketInstant> instants, List<Future<DayResult>> parts) {
    MarketInstant last() {
      return instants.get(instants.size() - 1);
    }

    /** What all groups wrote, once all are through. */
    DayResult await() {
      DayResult whole = new DayResult();
      for (Future<DayResult> part : parts) {
        try {
          whole.addAll(part.get());
        } catch (ExecutionException failure) {
          throw unchecked(failure.getCause());
        } catch (InterruptedException interrupted) {
          Thread.currentThread().interrupt();
          throw new IllegalStateException("interrupted during a backtest", interrupted);
        }
      }
      return whole;
    }

    private static RuntimeException unchecked(Throwable cause) {
      if (cause instanceof Error error) {
        throw error;
      }
      return cause instanceof RuntimeException already
          ? already
          : new IllegalStateException(cause.getMessage(), cause);
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
