package io.strategystreams.chaos;

import io.strategystreams.audit.Auditor;
import io.strategystreams.audit.Breach;
import io.strategystreams.audit.FinalInputs;
import io.strategystreams.audit.FinalInputsReader;
import io.strategystreams.audit.History;
import io.strategystreams.audit.HistoryReader;
import java.time.Duration;
import java.util.List;

/**
 * Waits until nothing is under way any more: no promise of a strategy at rest is broken twice in a
 * row, with no order in between.
 */
final class Rest {
  private static final Duration LOOK = Duration.ofSeconds(4);

  /** For which a busy machine may keep everybody from going on. */
  private static final Duration SPARE = Duration.ofMinutes(1);

  /**
   * What was found.
   *
   * @param breaches empty if all is at rest and sound
   */
  record Found(History history, List<Breach> breaches) {}

  private Rest() {}

  /**
   * Reads the topics again and again.
   *
   * @param check as of {@link Faults}
   * @return the last that was read, at rest or when patience ended
   */
  static Found await(Stage stage, Duration patience, Runnable check) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    Found before = null;
    long unchangedSince = System.nanoTime();
    while (true) {
      Waiting.forMoment(System.nanoTime() + LOOK.toNanos(), check);
      Found now = read(stage);
      boolean unchanged =
          before != null
              && now.breaches().equals(before.breaches())
              && now.history().orders().size() == before.history().orders().size();
      if (!unchanged) {
        unchangedSince = System.nanoTime();
      }
      boolean surely = System.nanoTime() - unchangedSince > longestWait(stage.plan()).toNanos();
      if (unchanged && now.breaches().isEmpty() || surely || System.nanoTime() > deadline) {
        return now;
      }
      before = now;
    }
  }

  /** Nothing that a strategy or executor waits for takes longer. */
  private static Duration longestWait(StagePlan plan) {
    return plan.orderTtl().multipliedBy(2).plus(plan.unstakingDelay()).plus(SPARE);
  }

  private static Found read(Stage stage) {
    History history = HistoryReader.read(stage.access(), true);
    FinalInputs inputs = FinalInputsReader.read(stage.access());
    return new Found(
        history, Auditor.breachesAtRest(history, inputs, stage.configuration().desk()));
  }
}
