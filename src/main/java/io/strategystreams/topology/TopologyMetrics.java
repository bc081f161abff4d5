package io.strategystreams.topology;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.streams.StreamsMetrics;
import org.apache.kafka.streams.processor.TaskId;

/**
 * What a task counts, each by its kind: metrics {@code strategy-<what>-total} and {@code -rate}
 * with the tags {@code task-id} and {@code kind} in group {@code stream-strategy-metrics}.
 */
final class TopologyMetrics {
  /** What is counted. */
  enum Count {
    /** Recorded decisions, by reason. */
    DECISIONS("decisions"),
    /** Evaluations that ended as the one before, by reason. */
    REPEATED_EVALUATIONS("repeated-evaluations"),
    /** Orders sent, by operation. */
    ORDERS("orders"),
    /** Decisions someone must look at now, by reason. */
    ALARMS("alarms"),
    /** Records that changed nothing, by cause. */
    IGNORED("ignored"),
    /** Records put aside, by reason. */
    DEAD_LETTERS("dead-letters");

    private final String label;

    Count(String label) {
      this.label = label;
    }
  }

  private record Of(Count count, String kind) {}

  private final StreamsMetrics metrics;
  private final String taskId;
  private final Map<Of, Sensor> sensors = new HashMap<>();

  TopologyMetrics(StreamsMetrics metrics, TaskId taskId) {
    this.metrics = metrics;
    this.taskId = taskId.toString();
  }

  /**
   * @param kind an enum's constant
   */
  void count(Count count, String kind) {
    sensors.computeIfAbsent(new Of(count, kind), this::sensor).record();
  }

  void close() {
    sensors.values().forEach(metrics::removeSensor);
    sensors.clear();
  }

  private Sensor sensor(Of of) {
    return metrics.addRateTotalSensor(
        "strategy",
        taskId + "." + of.kind(), // the name of the sensor: one for each kind
        of.count().label,
        Sensor.RecordingLevel.INFO,
        "task-id",
        taskId,
        "kind",
        of.kind());
  }
}
