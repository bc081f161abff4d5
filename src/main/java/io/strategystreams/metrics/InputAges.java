package io.strategystreams.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * When the newest record of each input was stamped. An input is told of once it was seen; ticks,
 * which the application makes itself, from the start.
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
