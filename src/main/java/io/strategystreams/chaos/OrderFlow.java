package io.strategystreams.chaos;

import io.strategystreams.cluster.ClusterAccess;
import io.strategystreams.cluster.EventLog;
import io.strategystreams.contract.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * When orders come in at somebody who reads committed records only, by this process's monotonic
 * clock ({@link System#nanoTime}). Orders read at once count as one arrival each, at the same
 * moment.
 */
public final class OrderFlow implements AutoCloseable {
  private static final Duration AT_ONCE = Duration.ofMillis(1);
  private static final Duration CLOSING = Duration.ofSeconds(10);

  private final List<Arrival> arrivals = new ArrayList<>();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private final Thread thread;
  private final int partitions;
  private volatile boolean closed;

  /**
   * An order came.
   *
   * @param at as {@link System#nanoTime} tells it
   */
  public record Arrival(long at, int partition, String strategyId) {}

  /**
   * No order came for so long.
   *
   * @param from last arrival before it, as {@link System#nanoTime} tells it
   */
  public record Pause(long from, Duration length) {
    private boolean touches(long begin, long end) {
      return from <= end && from + length.toNanos() >= begin;
    }
  }

  private OrderFlow(EventLog log) {
    this.partitions = log.partitionCount();
    this.thread = new Thread(() -> follow(log), "order-flow");
    thread.setDaemon(true);
  }

  /** Follows the orders that are written from now on. */
  public static OrderFlow start(ClusterAccess access) {
    EventLog log = EventLog.open(access, List.of(Topics.ORDERS));
    log.fromEnd();
    OrderFlow flow = new OrderFlow(log);
    flow.thread.start();
    return flow;
  }

  private void follow(EventLog log) {
    try (log) {
      log.follow(
          order -> add(new Arrival(System.nanoTime(), order.record().partition(), order.key())),
          () -> closed);
    } catch (RuntimeException ended) {
      failure.set(ended);
    }
  }

  private synchronized void add(Arrival arrival) {
    arrivals.add(arrival);
  }

  /** How many came so far. */
  public synchronized long count() {
    return arrivals.size();
  }

  /** All that came so far, in turn. */
  public synchronized List<Arrival> arrivals() {
    return List.copyOf(arrivals);
  }

  /** How many partitions {@code orders} has. */
  public int partitions() {
    return partitions;
  }

  /** What stopped it; empty while nothing has. */
  public Optional<Throwable> failure() {
    return Optional.ofNullable(failure.get());
  }

  /**
   * The pauses between orders of all partitions that touch a span, longest first; the span's ends
   * count as arrivals, so that silence to the end is a pause as well.
   *
   * @param begin and {@code end} as {@link System#nanoTime} tells them
   */
  public List<Pause> pauses(long begin, long end) {
    return pauses(arrivals().stream().map(Arrival::at).toList(), begin, end);
  }

  /** As {@link #pauses(long, long)}, of one partition: where one is taken over, others go on. */
  public List<Pause> pauses(int partition, long begin, long end) {
    return pauses(
        arrivals().stream().filter(one -> one.partition() == partition).map(Arrival::at).toList(),
        begin,
        end);
  }

  /**
   * The longest pause around something that happened: the longest that touches the span from it to
   * {@code horizon} later.
   */
  public Pause around(long moment, Duration horizon) {
    return pauses(moment, moment + horizon.toNanos()).get(0);
  }

  /** As {@link #around(long, Duration)}, the longest of any one partition. */
  public Pause aroundWorst(long moment, Duration horizon) {
    List<Pause> all = new ArrayList<>();
    for (int partition = 0; partition < partitions; partition++) {
      all.add(pauses(partition, moment, moment + horizon.toNanos()).get(0));
    }
    return longestFirst(all).get(0);
  }

  /**
   * The pause that half of all pauses are no longer than, where orders that are read at once, as
   * those of one transaction are, count as one arrival.
   *
   * @param pauses longest first, at least one
   */
  public static Duration median(List<Pause> pauses) {
    List<Pause> apart =
        pauses.stream().filter(one -> one.length().compareTo(AT_ONCE) >= 0).toList();
    return apart.isEmpty() ? pauses.get(0).length() : apart.get(apart.size() / 2).length();
  }

  static List<Pause> pauses(List<Long> arrivals, long begin, long end) {
    List<Pause> pauses = new ArrayList<>();
    long before = begin;
    for (long at : arrivals) {
      if (at <= begin) {
        before = at; // the pause that touches the beginning began here
      } else if (at <= end) {
        pauses.add(new Pause(before, Duration.ofNanos(at - before)));
        before = at;
      } else {
        pauses.add(new Pause(before, Duration.ofNanos(at - before)));
        before = at;
        break;
      }
    }
    if (before <= end) {
      pauses.add(new Pause(before, Duration.ofNanos(end - before)));
    }
    pauses.removeIf(pause -> !pause.touches(begin, end));
    return longestFirst(pauses);
  }

  private static List<Pause> longestFirst(List<Pause> pauses) {
    pauses.sort(Collections.reverseOrder(java.util.Comparator.comparing(Pause::length)));
    return pauses;
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join(CLOSING.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
