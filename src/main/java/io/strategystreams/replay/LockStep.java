package io.strategystreams.replay;

import io.strategystreams.contract.Keys;
import io.strategystreams.contract.Topics;
import io.strategystreams.events.Tick;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/**
 * Replays a market one instant after the other, each in phases with rest after each: what is
 * injected, prices, a tick (on which the risk monitor speaks), predictions, a second tick a second
 * later (on which the exposure monitor speaks). Waiting for rest makes the closed loop of
 * strategies and executors give the same orders on every run.
 *
 * <p>Predictions come after the tick: on it the executor tells what venues did within the bar, as
 * stop losses, and a strategy must know of that before it reads what a model made of the whole bar.
 */
public final class LockStep {
  /**
   * An event put into the run beside the market.
   *
   * @param key of the record
   */
  public record Injected(String topic, String key, SpecificRecord event) {}

  private static final Duration TO_SECOND_TICK = Duration.ofSeconds(1);

  private final EventPublisher publisher;
  private final Runnable rest;

  /**
   * @param rest returns when nothing is under way any more, as {@link RestWatch#await()}
   */
  public LockStep(EventPublisher publisher, Runnable rest) {
    this.publisher = publisher;
    this.rest = rest;
  }

  /**
   * Publishes an instant and returns when everything that follows from it has happened.
   *
   * @param injected published before the market of that instant
   */
  public void step(MarketInstant instant, List<Injected> injected) {
    Instant now = instant.time();
    inject(injected, now);
    if (!instant.prices().isEmpty()) {
      MarketEvents.sendPrices(instant, publisher);
      settle();
    }
    tick(now);
    if (!instant.predictions().isEmpty()) {
      MarketEvents.sendPredictions(instant, publisher);
      settle();
    }
    tick(end(now));
  }

  /** When an instant is over: its second tick. */
  public static Instant end(Instant instant) {
    return instant.plus(TO_SECOND_TICK);
  }

  /** Publishes events beside the market and returns when all that follows has happened. */
  public void inject(List<Injected> injected, Instant now) {
    if (!injected.isEmpty()) {
      injected.forEach(one -> publisher.send(one.topic(), one.key(), one.event(), now));
      settle();
    }
  }

  private void tick(Instant now) {
    Tick tick = Tick.newBuilder().setEventTime(now).build();
    publisher.send(Topics.CLOCK, Keys.CLOCK, tick, now);
    settle();
  }

  private void settle() {
    publisher.confirm();
    rest.run();
  }
}
