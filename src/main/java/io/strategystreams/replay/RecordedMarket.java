package io.strategystreams.replay;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * A market that is read once, by a thread of its own, and held in memory, so that several runs can
 * play it at the same time, the first of them while it is still being read. About 5 kB an instant.
 *
 * <p>What is wrong with the source ({@link HistoryException}) is thrown to whoever asks for the
 * first instant that could not be read.
 */
public final class RecordedMarket implements MarketSource {
  private final MarketSource source;
  private final Instant from;
  private final Instant to;
  private final List<MarketInstant> instants = new ArrayList<>();
  private boolean complete;
  private RuntimeException failure;

  private RecordedMarket(MarketSource source, Instant from, Instant to) {
    this.source = source;
    this.from = from;
    this.to = to;
  }

  /**
   * Begins to read a market, from its first prices on.
   *
   * @param from inclusive
   * @param to exclusive
   */
  public static RecordedMarket of(MarketSource source, Instant from, Instant to) {
    RecordedMarket market = new RecordedMarket(source, from, to);
    Thread reader = new Thread(market::read, "market");
    reader.setDaemon(true);
    reader.start();
    return market;
  }

  private void read() {
    try (MarketFeed feed = source.open(from, to)) {
      boolean begun = false;
      while (feed.hasNext()) {
        MarketInstant instant = feed.next();
        begun |= instant.hasTradedPrice();
        if (begun) {
          add(instant);
        }
      }
      end(null);
    } catch (RuntimeException wrong) {
      end(wrong);
    }
  }

  private synchronized void add(MarketInstant instant) {
    instants.add(instant);
    notifyAll();
  }

  private synchronized void end(RuntimeException wrong) {
    failure = wrong;
    complete = true;
    notifyAll();
  }

  /** The instant at a place, null after the last; waits until it is read. */
  private synchronized MarketInstant at(int place) {
    while (place >= instants.size() && !complete) {
      await();
    }
    if (place < instants.size()) {
      return instants.get(place);
    }
    if (failure != null) {
      throw failure;
    }
    return null;
  }

  private void await() {
    try {
      wait();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a market was read", interrupted);
    }
  }

  /** How many instants there are; waits until all are read. */
  public synchronized int size() {
    at(Integer.MAX_VALUE);
    return instants.size();
  }

  /**
   * The time of the first instant.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Instant first() {
    MarketInstant first = at(0);
    if (first == null) {
      throw new IllegalArgumentException(
          "there must be prices from " + from + " to " + to + " in the " + source.description());
    }
    return first.time();
  }

  /**
   * The time of the last instant; waits until all are read.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Instant last() {
    first();
    return at(size() - 1).time();
  }

  @Override
  public MarketFeed open(Instant begin, Instant end) {
    return new Reader(begin, end);
  }

  @Override
  public String description() {
    return source.description();
  }

  @Override
  public List<String> notes() {
    return source.notes();
  }

  /** Reads what was recorded, from a time to another. */
  private final class Reader implements MarketFeed {
    private final Instant end;
    private int place;

    private Reader(Instant begin, Instant end) {
      this.end = end;
      while (at(place) != null && at(place).time().isBefore(begin)) {
        place++;
      }
    }

    @Override
    public boolean hasNext() {
      MarketInstant next = at(place);
      return next != null && next.time().isBefore(end);
    }

    @Override
    public MarketInstant next() {
      if (!hasNext()) {
        throw new NoSuchElementException("the market ends here");
      }
      return at(place++);
    }

    @Override
    public void close() {
      // Nothing is held open.
    }
  }
}
