package io.strategystreams.edge;

import io.strategystreams.contract.DeadLetterReason;
import io.strategystreams.metrics.CounterFamily;
import io.strategystreams.metrics.MeterNames;
import io.strategystreams.metrics.Telemetry;
import java.util.List;

/** Counts what is put aside, by topic and reason. */
public final class DeadLetterMeter {
  private final CounterFamily deadLetters;

  /**
   * Tells of each from the start, at 0: the first after a restart is then seen as a rise, also
   * where there was one before.
   *
   * @param topics whose records may be put aside
   */
  public DeadLetterMeter(Telemetry telemetry, List<String> topics) {
    deadLetters =
        telemetry.counters(
            MeterNames.DEAD_LETTERS, "Records put aside", MeterNames.TOPIC, MeterNames.REASON);
    for (String topic : topics) {
      for (DeadLetterReason reason : DeadLetterReason.values()) {
        deadLetters.tell(topic, reason.name());
      }
    }
  }

  /**
   * @param topic in which the record was read
   */
  public void count(String topic, BadRecordException cause) {
    deadLetters.count(topic, cause.reason().name());
  }
}
