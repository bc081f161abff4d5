package io.strategystreams.replay;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** The rows that are known at an instant, of each series the last one. */
final class HistoryRows {
  private final Map<HistoryFile, CsvSeries.Row> known = new HashMap<>();
  private final Map<HistoryFile, CsvSeries.Row> fresh = new HashMap<>();
  private final Map<HistoryFile, FundingRow> fundings = new HashMap<>();

  /** Takes off what becomes known now; the instants must rise. */
  void advance(Map<HistoryFile, CsvSeries> series, Instant now) {
    fresh.clear();
    for (Map.Entry<HistoryFile, CsvSeries> one : series.entrySet()) {
      CsvSeries.Row next = one.getValue().peek();
      if (next != null && next.knownAt().equals(now)) {
        fresh.put(one.getKey(), one.getValue().take());
        if (one.getKey().form().rows().rhythm() == Rhythm.FUNDING) {
          fundings.merge(
              one.getKey(),
              FundingRow.of(next, null),
              (before, any) -> FundingRow.of(next, before));
        }
      }
    }
    known.putAll(fresh);
  }

  /** When the next row of any series becomes known, null at the end of all. */
  static Instant next(Collection<CsvSeries> series) {
    Instant next = null;
    for (CsvSeries one : series) {
      CsvSeries.Row head = one.peek();
      if (head != null && (next == null || head.knownAt().isBefore(next))) {
        next = head.knownAt();
      }
    }
    return next;
  }

  /** The row known last, null if none is known. */
  CsvSeries.Row known(HistoryFile file) {
    return known.get(file);
  }

  /** The funding paid last, null if none was known or the next one is due and not there. */
  FundingRow funding(HistoryFile file, Instant now) {
    FundingRow last = fundings.get(file);
    return last != null && last.isLastAt(now) ? last : null;
  }

  /** The bar that ends at this instant, null if none does. */
  Bar bar(HistoryFile file) {
    CsvSeries.Row row = fresh.get(file);
    return row == null
        ? null
        : new Bar(
            row.time(),
            row.values().get(HistoryForm.OPEN),
            row.values().get(HistoryForm.HIGH),
            row.values().get(HistoryForm.LOW),
            row.values().get(HistoryForm.CLOSE_OF_BAR));
  }

  /** The only value of a series that becomes known at this instant, null if none does. */
  BigDecimal value(HistoryFile file) {
    CsvSeries.Row row = fresh.get(file);
    return row == null ? null : row.values().get(0);
  }
}
