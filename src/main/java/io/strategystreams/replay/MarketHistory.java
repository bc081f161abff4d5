package io.strategystreams.replay;

import io.strategystreams.core.market.Market;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Market history from a directory of files (docs/history.md). A bar is published when it ends, one
 * hour after its stamp; rates at their own time; a perp's price carries the funding paid last,
 * until the next one is due. Aave's indices are published at every instant: between the daily
 * snapshots as {@link AaveInterest} has them grow with the rates of the last one. What etherfi pays
 * comes at midnight of the day it was paid on. What a missing file or row would have said is not
 * published: that market is stale.
 *
 * <p>Every file is read through before anything is replayed, so that an unsound row is an error
 * wherever it is. What is missing, what stands in for what and what is not read is a note.
 */
public final class MarketHistory implements MarketSource {
  private final Path directory;
  private final HistoryLayout layout;
  private final List<HistoryCheck> checks;

  /**
   * @param markets that are known; of others nothing is read
   * @throws HistoryException if there is no such directory, none of the files is in it, or one is
   *     not as it must be
   */
  public MarketHistory(Path directory, Collection<Market> markets) {
    this.directory = directory;
    if (!Files.isDirectory(directory)) {
      throw new HistoryException("no such directory of market history: " + directory);
    }
    this.layout = new HistoryLayout(directory, markets);
    if (layout.files().isEmpty()) {
      throw new HistoryException(
          "no market history in "
              + directory
              + ": expected files such as bybit_BTCUSDT_spot_1h.csv (docs/history.md)"
              + String.join("", layout.unread().stream().map(note -> "\n  " + note).toList()));
    }
    this.checks = layout.files().stream().map(file -> HistoryCheck.of(file, directory)).toList();
  }

  @Override
  public MarketFeed open(Instant from, Instant to) {
    return new HistoryFeed(directory, layout, from, to);
  }

  @Override
  public String description() {
    return "market history of " + directory;
  }

  @Override
  public List<String> notes() {
    List<String> notes = new ArrayList<>(layout.notes());
    List<HistoryCheck> hours = checks.stream().filter(HistoryCheck::isHourly).toList();
    Optional<Instant> begins = hours.stream().map(HistoryCheck::begins).min(Instant::compareTo);
    Optional<Instant> ends = hours.stream().map(HistoryCheck::ends).max(Instant::compareTo);
    for (HistoryCheck check : checks) {
      begins.flatMap(check::begun).ifPresent(notes::add);
      check.holes().ifPresent(notes::add);
      ends.flatMap(check::ended).ifPresent(notes::add);
    }
    return notes;
  }

  /** When the first price becomes known. Indices and gas do not count: they alone value nothing. */
  public Instant start() {
    try (MarketFeed feed = open(Instant.MIN, Instant.MAX)) {
      while (feed.hasNext()) {
        MarketInstant instant = feed.next();
        if (instant.hasTradedPrice()) {
          return instant.time();
        }
      }
    }
    throw new HistoryException("no price in any file of " + directory);
  }
}
