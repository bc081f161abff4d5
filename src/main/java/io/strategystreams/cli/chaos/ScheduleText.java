package io.strategystreams.cli.chaos;

import io.strategystreams.chaos.Fault;
import io.strategystreams.chaos.FaultSchedule;
import java.util.Locale;
import java.util.stream.Collectors;

/** A schedule for people, a fault a line. */
public final class ScheduleText {
  private ScheduleText() {}

  /** Begin and length in seconds, what is done, to whom. */
  public static String of(FaultSchedule schedule) {
    return schedule.faults().stream()
        .map(ScheduleText::line)
        .collect(Collectors.joining(System.lineSeparator(), "", System.lineSeparator()));
  }

  private static String line(FaultSchedule.Planned planned) {
    Fault fault = planned.fault();
    return String.format(
        Locale.ROOT,
        "%6.1f s  %-6s %-12s for %4.1f s",
        planned.at().toMillis() / 1000.0,
        fault.kind().name().toLowerCase(Locale.ROOT),
        fault.victim(),
        fault.lasts().toMillis() / 1000.0);
  }
}
