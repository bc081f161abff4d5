package io.strategystreams.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Duration;
import java.util.List;

/**
 * What the tasks of one process tell of themselves. They count what they process, also what is
 * taken back with its transaction and processed again: exact numbers stand in the topics.
 */
public final class Telemetry {
  private static final Duration[] PLANS = {
    Duration.ofSeconds(1),
    Duration.ofSeconds(5),
    Duration.ofSeconds(15),
    Duration.ofMinutes(1),
    Duration.ofMinutes(5),
    Duration.ofMinutes(30),
    Duration.ofHours(6),
    Duration.ofDays(1),
    Duration.ofDays(8)
  };
  private static final Duration[] ORDERS = {
    Duration.ofMillis(5),
    Duration.ofMillis(25),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofMillis(2500),
    Duration.ofSeconds(10),
    Duration.ofMinutes(1)
  };

  private final MeterRegistry registry;
  private final boolean live;
  private final InputAges inputs;
  private final Books books;
  private final Runnable refresh;

  private Telemetry(
      MeterRegistry registry, boolean live, InputAges inputs, Books books, Runnable refresh) {
    this.refresh = refresh;
    this.registry = registry;
    this.live = live;
    this.inputs = inputs;
    this.books = books;
  }

  /** Nobody listens. */
  public static Telemetry none() {
    return new Telemetry(
        new CompositeMeterRegistry(), false, InputAges.untold(), Books.untold(), () -> {});
  }

  /**
   * Told to a registry.
   *
   * @param live whether wall clock and event time are of the same day, so that ages mean something
   * @param largest of how many strategies equity, delta and risk are told one by one; 0 for none
   */
  public static Telemetry to(MeterRegistry registry, boolean live, int largest) {
    Books books = Books.of(largest);
    return new Telemetry(
        registry,
        live,
        live ? InputAges.to(registry) : InputAges.untold(),
        books,
        new BookMeters(books, registry)::refresh);
  }

  /** Counters of one name, one for each combination of the tags' values. */
  public CounterFamily counters(String name, String description, String... tags) {
    return new CounterFamily(registry, name, description, List.of(tags));
  }

  /** How long plans take that end so. */
  public Timer planDuration(String outcome) {
    return Timer.builder(MeterNames.PLAN_DURATION)
        .description("From a plan's first order to its end, event time")
        .tag(MeterNames.OUTCOME, outcome)
        .serviceLevelObjectives(PLANS)
        .register(registry);
  }

  /** How long it takes from an input to an order. */
  public Timer inputToOrder() {
    return Timer.builder(MeterNames.INPUT_TO_ORDER)
        .description("From the stamp of the record that called for an order to the order's leaving")
        .serviceLevelObjectives(ORDERS)
        .register(registry);
  }

  /** Whether wall clock and event time are of the same day. */
  public boolean isLive() {
    return live;
  }

  /** When inputs were stamped last. */
  public InputAges inputs() {
    return inputs;
  }

  /** Brings what strategies hold up to date in the registry; before it is read. */
  public void refresh() {
    refresh.run();
  }

  /** What strategies hold. */
  public Books books() {
    return books;
  }
}
