package io.strategystreams.backtest;

import io.strategystreams.replay.MarketInstant;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Strategies that are played by one thread, in a loop of their own. */
final class Group implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final ExecutorService thread = Executors.newSingleThreadExecutor(Group::thread);
  private final Future<Player> player;

  /** Opens the loop in the group's thread; what goes wrong is thrown by the first day. */
  Group(BacktestPlan plan, List<TradedStrategy> strategies, Loop.Maker loops) {
    this.player = thread.submit(() -> new Player(plan, strategies, loops));
  }

  /** Plays a day after those before it; does not wait for it. */
  Future<DayResult> play(List<MarketInstant> day) {
    Callable<DayResult> work = () -> result(player).play(day);
    return thread.submit(work);
  }

  /** What became of its strategies, once all days are played. */
  List<StrategyResult> results() {
    return result(player).results();
  }

  /** A day that is being played is played to its end: the loop must not be closed under it. */
  @Override
  public void close() {
    thread.shutdownNow();
    try {
      if (!thread.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException(
            "a day must be played within " + PATIENCE.toSeconds() + " s, and was not");
      }
      if (player.isDone() && !player.isCancelled()) {
        player.get().close();
      }
    } catch (ExecutionException notOpened) {
      // Whoever asked for a day was told.
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a backtest ended", interrupted);
    }
  }

  /** What a thread of a group came to, or what went wrong in it. */
  static <T> T result(Future<T> future) {
    try {
      return future.get();
    } catch (ExecutionException failure) {
      throw unchecked(failure.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted during a backtest", interrupted);
    }
  }

  private static RuntimeException unchecked(Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException already
        ? already
        : new IllegalStateException(cause.getMessage(), cause);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "backtest");
    thread.setDaemon(true);
    return thread;
  }
}
