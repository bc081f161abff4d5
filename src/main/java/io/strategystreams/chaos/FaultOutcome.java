package io.strategystreams.chaos;

import java.time.Duration;

/**
 * What became of a fault.
 *
 * @param planned as it was scheduled
 * @param beganAt as {@link System#nanoTime} tells it
 * @param happened whether it did what it was to do: the process was killed while it ran, or was
 *     fenced after its silence
 * @param said how that is known, or what was the matter
 * @param back from when it was taken back until the victim ran again, or a broker had every record
 */
public record FaultOutcome(
    FaultSchedule.Planned planned, long beganAt, boolean happened, String said, Duration back) {

  /**
   * Of one that was not made.
   *
   * @param why what the matter was with its victim
   */
  static FaultOutcome leftAlone(FaultSchedule.Planned planned, String why) {
    return new FaultOutcome(
        planned, System.nanoTime(), false, "was left alone: " + why, Duration.ZERO);
  }

  /** In a line. */
  public String text() {
    Fault fault = planned.fault();
    return "%-6s %-12s %5.1f s: %s"
        .formatted(
            fault.kind().name().toLowerCase(java.util.Locale.ROOT),
            fault.victim(),
            fault.lasts().toMillis() / 1000.0,
            said);
  }
}
