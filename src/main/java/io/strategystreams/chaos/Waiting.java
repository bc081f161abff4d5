package io.strategystreams.chaos;

import java.io.IOException;
import java.time.Duration;

/**
 * Waits for what other processes do. They call nobody back, so they are asked several times a
 * second.
 */
final class Waiting {
  /** Nothing is to be looked at meanwhile. */
  static final Runnable UNDISTURBED = () -> {};

  private static final Duration LOOK = Duration.ofMillis(100);

  /** Something that comes to be so. */
  @FunctionalInterface
  interface Condition {
    boolean holds() throws IOException;
  }

  private Waiting() {}

  /**
   * Waits until it holds.
   *
   * @param check is asked meanwhile; what it throws ends the wait
   * @return whether it held in time
   */
  static boolean until(Condition condition, Duration patience, Runnable check)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      pause(deadline, check);
    }
    return true;
  }

  /**
   * Waits for a moment.
   *
   * @param nanos as {@link System#nanoTime} tells it
   * @param check is asked meanwhile; what it throws ends the wait
   */
  static void forMoment(long nanos, Runnable check) throws InterruptedException {
    while (System.nanoTime() < nanos) {
      pause(nanos, check);
    }
  }

  private static void pause(long atMostUntil, Runnable check) throws InterruptedException {
    check.run();
    long left = Duration.ofNanos(atMostUntil - System.nanoTime()).toMillis();
    Thread.sleep(Math.max(1, Math.min(LOOK.toMillis(), left)));
  }
}
