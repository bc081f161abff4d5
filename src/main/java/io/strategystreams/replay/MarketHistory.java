package io.strategystreams.replay;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Market history from a directory of hourly files. A bar is published when it ends, one hour after
 * its stamp; rates and funding at their own time; a perp's price carries the funding rate known
 * last. Aave's indices are told at every instant: between the daily snapshots as {@link
 * AaveInterest} has them grow with the rates of the last one. What etherfi pays comes at midnight
 * of the day it was paid on. What a missing file or a hole would have said is not published: that
 * market is stale.
 *
 * <p>Stand-ins: bybit's spot for binance's, bybit's perp for okx's (and its funding where okx's is
 * more than a funding period old), the protocol's rate less 0.1 % for the DEX price of wstETH.
 */
public final class MarketHistory implements MarketSource {
  private final Path directory;

  /**
   * @throws HistoryException if there is no such directory or none of the files is in it
   */
  public MarketHistory(Path directory) {
    this.directory = directory;
    if (!Files.isDirectory(directory)) {
      throw new HistoryException("no such directory of market history: " + directory);
    }
    if (Arrays.stream(HistoryFile.values()).noneMatch(file -> file.isIn(directory))) {
      throw new HistoryException(
          "no market history in "
              + directory
              + ": expected files such as "
              + HistoryFile.BTC_SPOT.fileName());
    }
  }

  @Override
  public MarketFeed open(Instant from, Instant to) {
    return new HistoryFeed(directory, from, to);
  }

  @Override
  public String description() {
    return "market history of " + directory;
  }

  @Override
  public List<String> notes() {
    List<String> notes = new ArrayList<>();
    for (HistoryFile file : HistoryFile.values()) {
      if (!file.isIn(directory)) {
        notes.add(file.missing());
      }
    }
    if (!RewardsFile.isIn(directory)) {
      notes.add(RewardsFile.MISSING);
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
