package io.strategystreams.edge;

import io.strategystreams.metrics.CounterFamily;
import io.strategystreams.metrics.MeterNames;
import io.strategystreams.metrics.Telemetry;

/** Counts what is put aside, by topic and reason. */
public final class DeadLetterMeter {
  private final CounterFamily deadLetters;

  public DeadLetterMeter(Telemetry telemetry) {
    deadLetters =
        telemetry.counters(
            MeterNames.DEAD_LETTERS, "Records put aside", MeterNames.TOPIC, MeterNames.REASON);
  }

  /**
   * @param topic in which the record was read
   */
  public void count(String topic, BadRecordException cause) {
    deadLetters.count(topic, cause.reason().name());
  }
}
