package io.strategystreams.replay;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * A market that was read once and is held in memory, so that several runs can play it at the same
 * time: about 5 kB an instant.
 */
public final class RecordedMarket implements MarketSource {
  private final String description;
  private final List<String> notes;
  private final List<MarketInstant> instants;

  private RecordedMarket(MarketSource source, List<MarketInstant> instants) {
    this.description = source.description();
    this.notes = source.notes();
    this.instants = List.copyOf(instants);
  }

  /**
   * Reads a market from its first prices on.
   *
   * @param from inclusive
   * @param to exclusive
   * @throws HistoryException if it cannot be read
   * @throws IllegalArgumentException if there is no price in that time
   */
  public static RecordedMarket of(MarketSource source, Instant from, Instant to) {
    List<MarketInstant> instants = new ArrayList<>();
    try (MarketFeed feed = source.open(from, to)) {
      while (feed.hasNext()) {
        MarketInstant instant = feed.next();
        if (!instants.isEmpty() || instant.hasTradedPrice()) {
          instants.add(instant);
        }
      }
    }
    if (instants.isEmpty()) {
      throw new IllegalArgumentException(
          "there must be prices from " + from + " to " + to + " in the " + source.description());
    }
    return new RecordedMarket(source, instants);
  }

  /** How many instants there are. */
  public int size() {
    return instants.size();
  }

  public Instant first() {
    return instants.get(0).time();
  }

  public Instant last() {
    return instants.get(instants.size() - 1).time();
  }

  @Override
  public MarketFeed open(Instant from, Instant to) {
    Iterator<MarketInstant> within =
        instants.stream()
            .filter(one -> !one.time().isBefore(from) && one.time().isBefore(to))
            .iterator();
    return new MarketFeed() {
      @Override
      public boolean hasNext() {
        return within.hasNext();
      }

      @Override
      public MarketInstant next() {
        return within.next();
      }

      @Override
      public void close() {
        // Nothing is held open.
      }
    };
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public List<String> notes() {
    return notes;
  }
}
