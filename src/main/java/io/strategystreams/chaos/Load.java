package io.strategystreams.chaos;

import io.strategystreams.cluster.ClusterAccess;
import io.strategystreams.contract.Topics;
import io.strategystreams.events.PaperFlow;
import io.strategystreams.replay.EventPublisher;
import io.strategystreams.replay.MarketEvents;
import io.strategystreams.replay.MarketFeed;
import io.strategystreams.replay.MarketInstant;
import io.strategystreams.replay.SimulatedMarket;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * What moves a {@link Stage}: a simulated market restamped with the wall clock, an hour of it each
 * beat, and seeded deposits, withdrawals, overrides, dust and limits that ask one strategy after
 * the other for orders. It waits for nobody: what strategies and executors do of it depends on how
 * fast they are.
 *
 * <p>Every event is written once: an idempotent producer repeats what a broker did not answer, and
 * what is not acknowledged in the end fails the load instead of being sent anew.
 */
public final class Load implements AutoCloseable {
  private static final Instant MARKET_BEGINS = Instant.parse("2024-01-01T00:00:00Z");
  private static final Duration MARKET_LASTS = Duration.ofDays(3650);
  private static final Duration TO_DELIVER = Duration.ofMinutes(10);
  private static final Duration CLOSING = Duration.ofSeconds(10);

  private final List<Staged> strategies;
  private final ClusterAccess access;
  private final long seed;
  private final Pace pace;
  private final AtomicLong flows = new AtomicLong();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private final Thread thread = new Thread(this::run, "load");
  private volatile boolean settling;
  private volatile boolean closed;

  /**
   * How fast it goes.
   *
   * @param beat from one instant of the market to the next
   * @param flow from one flow to the next
   */
  public record Pace(Duration beat, Duration flow) {
    /** An instant each second, five flows in two: some orders a second. */
    public static final Pace FULL = new Pace(Duration.ofSeconds(1), Duration.ofMillis(400));
  }

  private Load(Stage stage, long seed, Pace pace) {
    this.strategies = stage.strategies();
    this.access = stage.access();
    this.seed = seed;
    this.pace = pace;
    thread.setDaemon(true);
  }

  /** Begins at once, in a thread of its own. */
  public static Load start(Stage stage, long seed) {
    return start(stage, seed, Pace.FULL);
  }

  /** As {@link #start(Stage, long)}, at another pace. */
  public static Load start(Stage stage, long seed, Pace pace) {
    Load load = new Load(stage, seed, pace);
    load.thread.start();
    return load;
  }

  /**
   * From now on nothing new is asked for: no flow, no prediction, the same prices over and over, so
   * that they stay fresh. What is under way comes to its end.
   */
  public void settle() {
    settling = true;
  }

  /** How many flows were handed over. */
  public long flows() {
    return flows.get();
  }

  /** What stopped it; empty while nothing has. */
  public Optional<Throwable> failure() {
    return Optional.ofNullable(failure.get());
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
    try {
      thread.join(CLOSING.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    FlowScript script = new FlowScript(seed, strategies);
    Map<String, Object> client = new HashMap<>(access.client());
    // Brokers may be away for longer than a producer waits by default.
    client.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Math.toIntExact(TO_DELIVER.toMillis()));
    try (EventPublisher publisher = new EventPublisher(client, access.serdes());
        MarketFeed market =
            new SimulatedMarket(seed).open(MARKET_BEGINS, MARKET_BEGINS.plus(MARKET_LASTS))) {
      MarketInstant instant = market.next();
      boolean settled = false;
      long nextBeat = System.nanoTime();
      long nextFlow = nextBeat + pace.beat().toNanos();
      while (!closed) {
        if (settling && !settled) {
          settled = true;
          script.last(now()).forEach(flow -> send(flow, publisher));
        }
        long time = System.nanoTime();
        if (time >= nextBeat) {
          nextBeat = after(nextBeat, pace.beat(), time);
          instant = settled ? instant : market.next();
          MarketEvents.sendPrices(instant.at(now()), publisher);
          if (!settled) {
            MarketEvents.sendPredictions(instant.at(now()), publisher);
          }
        }
        if (time >= nextFlow && !settled) {
          nextFlow = after(nextFlow, pace.flow(), time);
          send(script.next(now()), publisher);
        }
        publisher.check();
        long next = settled ? nextBeat : Math.min(nextBeat, nextFlow);
        LockSupport.parkNanos(next - System.nanoTime());
      }
      publisher.confirm();
    } catch (RuntimeException ended) {
      failure.set(ended);
    }
  }

  /** One that comes late is not made up for. */
  private static long after(long due, Duration pause, long now) {
    return Math.max(due + pause.toNanos(), now);
  }

  private void send(PaperFlow flow, EventPublisher publisher) {
    publisher.send(Topics.PAPER_FLOWS, flow.getStrategyId(), flow, flow.getEventTime());
    flows.incrementAndGet();
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MILLIS);
  }
}
