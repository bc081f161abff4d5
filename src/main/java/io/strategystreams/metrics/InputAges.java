package io.strategystreams.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * When the newest record of each input was stamped. An input is told of once it was seen; ticks,
 * which the application makes itself, from the start. Ticks reach every partition, so their age by
 * task shows a partition that stands still while others go on.
 */
public final class InputAges {
  /** What is told by age. */
  public enum Input {
    PRICE,
    PREDICTION,
    TICK,
    EXPOSURE,
    RISK,
    REPORT
  }

  private final MeterRegistry registry;
  private final Map<Input, AtomicLong> newest = new ConcurrentHashMap<>();
  private final Map<String, TaskTick> ticks = new ConcurrentHashMap<>();

  private InputAges(MeterRegistry registry) {
    this.registry = registry;
  }

  static InputAges untold() {
    return new InputAges(null);
  }

  /** Told from the start is the tick: that none ever comes must be seen too. */
  static InputAges to(MeterRegistry registry) {
    InputAges ages = new InputAges(registry);
    ages.seen(Input.TICK, registry.config().clock().wallTime());
    return ages;
  }

  /**
   * @param stampedAt milliseconds since 1970
   */
  public void seen(Input input, long stampedAt) {
    if (registry != null) {
      newest.computeIfAbsent(input, this::told).accumulateAndGet(stampedAt, Math::max);
    }
  }

  /**
   * A task begins, and its ticks with it: that none ever comes must be seen too. Ends what was
   * opened for the same task before.
   *
   * @param id {@code 1_2}
   */
  public TaskTick open(String id) {
    TaskTick tick = new TaskTick(id);
    if (registry != null) {
      TaskTick before = ticks.put(id, tick);
      if (before != null) {
        registry.remove(before.gauge);
      }
      tick.seen(registry.config().clock().wallTime());
      tick.gauge =
          TimeGauge.builder(
                  MeterNames.TASK_TICK_AGE,
                  tick.newest,
                  TimeUnit.MILLISECONDS,
                  stamp -> registry.config().clock().wallTime() - stamp.get())
              .description("How long ago the newest tick was stamped that a task has read")
              .tag(MeterNames.TASK, id)
              .strongReference(true)
              .register(registry);
    }
    return tick;
  }

  /** Of each task that runs here; empty where nobody is told. */
  public SortedMap<String, Duration> ofTicks() {
    SortedMap<String, Duration> ages = new TreeMap<>();
    ticks.forEach(
        (task, tick) ->
            ages.put(
                task, Duration.ofMillis(registry.config().clock().wallTime() - tick.newest.get())));
    return ages;
  }

  /** The newest tick of a task. */
  public final class TaskTick implements AutoCloseable {
    private final String id;
    private final AtomicLong newest = new AtomicLong();
    private Meter gauge;

    private TaskTick(String id) {
      this.id = id;
    }

    /**
     * @param stampedAt milliseconds since 1970
     */
    public void seen(long stampedAt) {
      newest.accumulateAndGet(stampedAt, Math::max);
    }

    /** The task goes; where it came back meanwhile, that is not touched. */
    @Override
    public void close() {
      if (ticks.remove(id, this)) {
        registry.remove(gauge);
      }
    }
  }

  private AtomicLong told(Input input) {
    AtomicLong newestStamp = new AtomicLong();
    TimeGauge.builder(
            MeterNames.INPUT_AGE,
            newestStamp,
            TimeUnit.MILLISECONDS,
            stamp -> registry.config().clock().wallTime() - stamp.get())
        .description("How long ago the newest record of an input was stamped")
        .tag(MeterNames.INPUT, input.name().toLowerCase(Locale.ROOT))
        .strongReference(true)
        .register(registry);
    return newestStamp;
  }
}
