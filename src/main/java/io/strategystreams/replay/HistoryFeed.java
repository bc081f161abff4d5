package io.strategystreams.replay;

import io.strategystreams.core.market.Prediction;
import io.strategystreams.core.money.Token;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/** The files of a history directory merged by the time at which their rows are known. */
final class HistoryFeed implements MarketFeed {
  private final Map<HistoryFile, CsvSeries> series = new EnumMap<>(HistoryFile.class);
  private final HistoryRows rows = new HistoryRows();
  private final PendingPayouts payouts;
  private final SwingSignals signals = new SwingSignals(Token.BTC.symbol());
  private final Instant to;
  private MarketInstant head;

  HistoryFeed(Path directory, Instant from, Instant to) {
    this.to = to;
    this.payouts = new PendingPayouts(RewardsFile.read(directory));
    try {
      for (HistoryFile file : HistoryFile.values()) {
        file.open(directory).ifPresent(opened -> series.put(file, opened));
      }
      do {
        head = read();
      } while (head != null && head.time().isBefore(from));
    } catch (HistoryException failure) {
      close();
      throw failure;
    }
  }

  @Override
  public boolean hasNext() {
    return head != null;
  }

  @Override
  public MarketInstant next() {
    if (head == null) {
      throw new NoSuchElementException("the history ends here");
    }
    MarketInstant taken = head;
    head = read();
    return taken;
  }

  @Override
  public void close() {
    series.values().forEach(CsvSeries::close);
  }

  /** The next instant of the files, null at the end. */
  private MarketInstant read() {
    Instant now = HistoryRows.next(series.values());
    if (now == null || !now.isBefore(to)) {
      return null;
    }
    rows.advance(series, now);
    List<Observation> prices = HistoryPrices.of(rows, now);
    return new MarketInstant(now, prices, predictions(), payouts.due(now, prices));
  }

  private List<Prediction> predictions() {
    Bar bar = rows.bar(HistoryFile.BTC_SPOT);
    return bar == null ? List.of() : signals.onBar(bar).stream().toList();
  }
}
