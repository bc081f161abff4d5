package io.strategystreams.paper.topology;

import io.strategystreams.core.plan.OrderStatus;
import io.strategystreams.metrics.CounterFamily;
import io.strategystreams.metrics.MeterNames;
import io.strategystreams.metrics.Telemetry;

/** What a task of the paper executor tells of itself. */
final class PaperMeters {
  /** What someone must look at. */
  enum Alarm {
    /** An order id came again with another content. */
    CONFLICTING_ORDER,
    /** A paper flow could not be applied. */
    BAD_FLOW,
    /** A report of a strategy without an account, or one that cannot be booked. */
    STRANGE_REPORT,
    /** The executor itself failed on an account, which stays as it was. */
    ENGINE_FAILURE
  }

  /** What was skipped or withheld. */
  enum Skipped {
    /** An order was read again. */
    DUPLICATE_ORDER,
    /** A report says less than what was known of the order. */
    OLD_REPORT,
    /** An exposure is withheld until what the executor told is read; rising on: an alarm. */
    WITHHELD_EXPOSURE,
    /** An exposure is withheld because a price is missing. */
    UNPRICED_EXPOSURE
  }

  private final CounterFamily reports;
  private final CounterFamily alarms;
  private final CounterFamily skipped;

  PaperMeters(Telemetry telemetry) {
    reports =
        telemetry.counters(
            MeterNames.PAPER_REPORTS, "Reports of the paper executor", MeterNames.STATUS);
    alarms =
        telemetry.counters(
            MeterNames.PAPER_ALARMS, "What the paper executor needs looked at", MeterNames.KIND);
    for (Alarm alarm : Alarm.values()) {
      alarms.tell(alarm.name()); // a first one is then seen as a rise, after a restart too
    }
    skipped =
        telemetry.counters(
            MeterNames.PAPER_SKIPPED,
            "What the paper executor skipped or withheld",
            MeterNames.KIND);
  }

  void reported(OrderStatus status) {
    reports.count(status.name());
  }

  void alarm(Alarm alarm) {
    alarms.count(alarm.name());
  }

  void skipped(Skipped what) {
    skipped.count(what.name());
  }
}
