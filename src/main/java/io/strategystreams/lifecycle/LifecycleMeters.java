package io.strategystreams.lifecycle;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.strategystreams.metrics.MeterNames;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * How an application is, and what Kafka Streams tells of itself. From its first moment, before
 * there is an application.
 */
public final class LifecycleMeters implements MeterBinder, AutoCloseable {
  private final Duration stall;
  private volatile Supplier<Pulse> pulse = Pulse::starting;
  private volatile RestoreProgress restoring = new RestoreProgress();
  private volatile Supplier<Long> replaced = () -> 0L;
  private volatile KafkaStreamsMetrics streams;
  private MeterRegistry registry;

  /**
   * @param stall how long a thread may show no life
   */
  public LifecycleMeters(Duration stall) {
    this.stall = stall;
  }

  @Override
  public void bindTo(MeterRegistry meters) {
    registry = meters;
    gauge(MeterNames.LIVE, "1 if the application lives", () -> flag(health().live()));
    gauge(MeterNames.READY, "1 if every task it was given runs", () -> flag(health().ready()));
    gauge(
        MeterNames.WAITING,
        "1 while it waits for brokers or for copies in sync",
        () -> flag(pulse.get().away().isPresent()));
    gauge(MeterNames.TASKS, "Tasks that run here", () -> pulse.get().tasks().size());
    Gauge.builder(MeterNames.RESTORE_REMAINING, () -> restoring.remaining())
        .description("Records of changelogs still to be read back, about")
        .baseUnit("records")
        .register(meters);
    FunctionCounter.builder(MeterNames.RESTORED, this, own -> own.restoring.restored())
        .description("Records of changelogs read back")
        .baseUnit("records")
        .register(meters);
    FunctionCounter.builder(MeterNames.REPLACED_THREADS, this, own -> own.replaced.get())
        .description("Threads replaced because their transaction was lost")
        .register(meters);
  }

  private void gauge(String name, String description, Supplier<Number> value) {
    Gauge.builder(name, value).description(description).register(registry);
  }

  /**
   * From now on the application is there.
   *
   * @param seen what can be seen of it
   */
  public void of(StreamsLifecycle application, Supplier<Pulse> seen) {
    restoring = application.restoring();
    replaced = application::replacedThreads;
    pulse = seen;
    streams = new KafkaStreamsMetrics(application.streams());
    streams.bindTo(registry);
  }

  private Health health() {
    return Health.of(pulse.get(), stall);
  }

  private static int flag(boolean on) {
    return on ? 1 : 0;
  }

  @Override
  public void close() {
    if (streams != null) {
      streams.close();
    }
  }
}
