package io.strategystreams.cli.service;

import io.strategystreams.lifecycle.Health;
import io.strategystreams.lifecycle.Pulse;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Says what a service waits for and that it no longer lives, again each minute, and when it ends.
 */
final class HealthTeller {
  private static final Duration REMIND = Duration.ofMinutes(1);

  /** A moment is nothing to tell of. */
  private static final Duration WORTH_TELLING = Duration.ofSeconds(10);

  private final Consumer<String> told;
  private final Matter life = new Matter();
  private final Matter waiting = new Matter();

  HealthTeller(Consumer<String> told) {
    this.told = told;
  }

  /**
   * @param nanos of a clock that only moves on
   */
  void take(Pulse pulse, Health health, long nanos) {
    boolean waits = pulse.away().isPresent();
    if (waiting.isToBeTold(waits, WORTH_TELLING, nanos)) {
      told.accept(
          "waits, for "
              + waiting.seconds(nanos)
              + " s now: "
              + pulse.away().get()
              + ". Nothing is lost; it goes on when that is over");
    } else if (waiting.isOver(waits)) {
      told.accept("goes on, after " + waiting.seconds(nanos) + " s");
    }
    if (life.isToBeTold(!health.live(), Duration.ZERO, nanos)) {
      told.accept(
          "does not work: "
              + String.join("; ", health.problems())
              + ". Nothing is lost; end the process and start it again");
    } else if (life.isOver(!health.live())) {
      told.accept("works again");
    }
  }

  /** Something that begins, is told of, and ends. */
  private static final class Matter {
    private boolean on;
    private boolean told;
    private long since;
    private long toldAt;

    /** Whether it has lasted that long and was not told of within a minute. */
    boolean isToBeTold(boolean now, Duration worth, long nanos) {
      if (!now) {
        return false;
      }
      if (!on) {
        on = true;
        since = nanos;
      }
      boolean due = told ? nanos - toldAt >= REMIND.toNanos() : nanos - since >= worth.toNanos();
      if (due) {
        told = true;
        toldAt = nanos;
      }
      return due;
    }

    /** Whether it was told of and is over. */
    boolean isOver(boolean now) {
      if (now) {
        return false;
      }
      boolean over = told;
      on = false;
      told = false;
      return over;
    }

    long seconds(long nanos) {
      return Duration.ofNanos(nanos - since).toSeconds();
    }
  }
}
