package io.strategystreams.paper.topology;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.metrics.stats.CumulativeCount;
import org.apache.kafka.streams.StreamsMetrics;

/** Counters of one task, group {@code paper-metrics}, each {@code <name>-total}. */
final class PaperCounters implements AutoCloseable {
  static final String GROUP = "paper-metrics";

  private final StreamsMetrics metrics;
  private final String task;
  private final List<Sensor> sensors = new ArrayList<>();

  PaperCounters(StreamsMetrics metrics, String task) {
    this.metrics = metrics;
    this.task = task;
  }

  Sensor counter(String name, String documentation) {
    Sensor sensor = metrics.addSensor("paper-" + name + "-" + task, Sensor.RecordingLevel.INFO);
    sensor.add(
        new MetricName(name + "-total", GROUP, documentation, Map.of("task-id", task)),
        new CumulativeCount());
    sensors.add(sensor);
    return sensor;
  }

  @Override
  public void close() {
    sensors.forEach(metrics::removeSensor);
  }
}
