package io.strategystreams.cli.service;

import io.strategystreams.lifecycle.Health;
import java.time.Duration;
import java.util.function.Consumer;

/** Says that a service no longer lives, again each minute, and that it does again. */
final class HealthTeller {
  private static final Duration REMIND = Duration.ofMinutes(1);

  private final Consumer<String> told;
  private boolean lived = true;
  private long toldAt;

  HealthTeller(Consumer<String> told) {
    this.told = told;
  }

  /**
   * @param nanos of a clock that only moves on
   */
  void take(Health health, long nanos) {
    if (!health.live() && (lived || nanos - toldAt >= REMIND.toNanos())) {
      toldAt = nanos;
      told.accept(
          "does not work: "
              + String.join("; ", health.problems())
              + ". Nothing is lost; end the process and start it again");
    } else if (health.live() && !lived) {
      told.accept("works again");
    }
    lived = health.live();
  }
}
