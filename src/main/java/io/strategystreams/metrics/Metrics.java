package io.strategystreams.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/** The meters of one process, as Prometheus reads them. */
public final class Metrics implements AutoCloseable {
  private final PrometheusMeterRegistry registry;
  private final Telemetry telemetry;
  private final JvmGcMetrics pauses = new JvmGcMetrics();

  /**
   * @param application the consumer group
   * @param live whether wall clock and event time are of the same day
   * @param largest of how many strategies equity, delta and risk are told one by one; 0 for none
   */
  public Metrics(String application, boolean live, int largest) {
    registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    registry.config().commonTags(Tags.of(MeterNames.APPLICATION, application));
    registry.config().meterFilter(new StreamsMeters());
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ClassLoaderMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    pauses.bindTo(registry);
    telemetry = Telemetry.to(registry, live, largest);
  }

  /** What tasks tell goes here. */
  public Telemetry telemetry() {
    return telemetry;
  }

  /** For what is bound from outside. */
  public MeterRegistry registry() {
    return registry;
  }

  /** All of it in Prometheus' text format; one at a time, or gauges of strategies would lack. */
  public synchronized String scrape() {
    telemetry.refresh();
    return registry.scrape();
  }

  @Override
  public void close() {
    pauses.close();
    registry.close();
  }
}
