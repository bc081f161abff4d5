package io.strategystreams.lifecycle;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How often a thread that lost its transaction may be replaced: so often within a time. Beyond that
 * it is no longer one slow moment.
 */
final class Replacements {
  private final int most;
  private final Duration within;
  private final Deque<Long> allowed = new ArrayDeque<>();
  private long total;

  /**
   * @param most within that time
   */
  Replacements(int most, Duration within) {
    this.most = most;
    this.within = within;
  }

  /**
   * Whether one more may be replaced now; counts it if so.
   *
   * @param now as {@link System#nanoTime} has it
   */
  synchronized boolean allow(long now) {
    while (!allowed.isEmpty() && now - allowed.peekFirst() >= within.toNanos()) {
      allowed.removeFirst();
    }
    if (allowed.size() >= most) {
      return false;
    }
    allowed.addLast(now);
    total++;
    return true;
  }

  /** Replaced since the start. */
  synchronized long total() {
    return total;
  }

  /** In words: {@code 10 within 600 s}. */
  String bound() {
    return most + " within " + within.toSeconds() + " s";
  }
}
