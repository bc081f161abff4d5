package io.strategystreams.backtest;

import io.strategystreams.config.Configuration;
import io.strategystreams.paper.topology.PaperSettings;
import io.strategystreams.replay.LockStep;
import java.time.Instant;

/** Strategies and paper executor, closed to a loop, wherever they run. */
public interface Loop extends AutoCloseable {
  /** Makes loops. */
  interface Maker {
    /**
     * @param start before the first record
     * @param observer is told what strategies and executor write, at the latest before the
     *     lock-step returns
     */
    Loop open(
        Configuration configuration, PaperSettings settings, Instant start, LoopObserver observer);
  }

  /** Plays into this loop. */
  LockStep lockStep();

  @Override
  void close();
}
