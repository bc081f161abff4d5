package io.strategystreams.replay;

import io.strategystreams.core.market.Market;
import io.strategystreams.core.market.Prediction;
import io.strategystreams.core.money.Token;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/** The files of a history directory merged by the time at which their rows are known. */
final class HistoryFeed implements MarketFeed {
  private static final Market SIGNALLED = Market.spot(Token.BTC, Token.USDT);

  private final HistoryLayout layout;
  private final Map<HistoryFile, CsvSeries> series = new LinkedHashMap<>();
  private final HistoryRows rows = new HistoryRows();
  private final PendingPayouts payouts;
  private final SwingSignals signals = new SwingSignals(Token.BTC.symbol());
  private final Instant to;
  private MarketInstant head;

  HistoryFeed(Path directory, HistoryLayout layout, Instant from, Instant to) {
    this.layout = layout;
    this.to = to;
    this.payouts = new PendingPayouts(RewardsFile.read(directory));
    try {
      for (HistoryFile file : layout.files()) {
        series.put(file, file.open(directory));
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
    List<Observation> prices = HistoryPrices.of(layout, rows, now);
    return new MarketInstant(now, prices, predictions(), payouts.due(now, prices));
  }

  private List<Prediction> predictions() {
    for (HistoryLayout.Bars spot : layout.spots()) {
      Bar bar = spot.market().equals(SIGNALLED) ? rows.bar(spot.file()) : null;
      if (bar != null) {
        return signals.onBar(bar).stream().toList();
      }
    }
    return List.of();
  }
}
