package io.strategystreams.replay;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A whole file, read once before anything is replayed: an unsound row is an error wherever it is,
 * and what is missing between rows is a note.
 */
final class HistoryCheck {
  /** Fewer spacings do not say which spacing is the usual one. */
  private static final int ENOUGH = 3;

  /** Of the spacings; fewer unsound ones are holes. */
  private static final double MOST = 0.9;

  private final HistoryFile file;
  private final Rhythm rhythm;
  private final List<CsvSeries.Row> rows = new ArrayList<>();
  private HistoryException firstUnsound;
  private int unsound;

  private HistoryCheck(HistoryFile file) {
    this.file = file;
    this.rhythm = file.form().rows().rhythm();
  }

  /**
   * @throws HistoryException if a row is not as it must be, or most rows are not as far apart as
   *     they must be
   */
  static HistoryCheck of(HistoryFile file, Path directory) {
    HistoryCheck check = new HistoryCheck(file);
    try (CsvSeries series = file.open(directory)) {
      while (series.peek() != null) {
        check.take(series);
      }
    }
    int spacings = check.rows.size() - 1;
    if (spacings >= ENOUGH && check.unsound > MOST * spacings) {
      throw check.firstUnsound;
    }
    return check;
  }

  /** Whether its rows are hours: how far those reach is how far history does. */
  boolean isHourly() {
    return rhythm == Rhythm.HOURLY;
  }

  /** When its first row is known. */
  Instant begins() {
    return rows.get(0).knownAt();
  }

  /** When its last row is known. */
  Instant ends() {
    return rows.get(rows.size() - 1).knownAt();
  }

  /** That its first row should be known by then, a line for people; empty if it is. */
  Optional<String> begun(Instant history) {
    return begins().isAfter(history.plus(rhythm.longest()))
        ? Optional.of(file + " begins " + begins() + ": " + file.form().absence() + " before")
        : Optional.empty();
  }

  /** That rows are missing up to then, a line for people; empty if none is. */
  Optional<String> ended(Instant history) {
    return ends().isBefore(history.minus(rhythm.longest()))
        ? Optional.of(file + " ends " + ends() + ": " + file.form().gap())
        : Optional.empty();
  }

  /** What is missing between rows, a line for people; empty if nothing is. */
  Optional<String> holes() {
    List<Integer> holes = new ArrayList<>();
    for (int place = 1; place < rows.size(); place++) {
      if (isHole(place)) {
        holes.add(place);
      }
    }
    return holes.stream()
        .max(Comparator.comparing(this::spacing))
        .map(
            longest ->
                file
                    + " has no rows in "
                    + (holes.size() == 1 ? "1 place" : holes.size() + " places, the longest")
                    + " from "
                    + rows.get(longest - 1).knownAt()
                    + " to "
                    + rows.get(longest).knownAt()
                    + ": "
                    + file.form().gap());
  }

  private void take(CsvSeries series) {
    rows.add(series.peek());
    int place = rows.size() - 1;
    if (place > 0 && !rhythm.isSpacing(spacing(place))) {
      unsound++;
      if (firstUnsound == null) {
        firstUnsound = series.wrong(rhythm.expected());
      }
    }
    series.take();
  }

  /**
   * Before a row at that place; where intervals may change, one longer than both its neighbours.
   */
  private boolean isHole(int place) {
    Duration here = spacing(place);
    return !rhythm.isSpacing(here)
        || place > 1
            && place < rows.size() - 1
            && here.compareTo(spacing(place - 1)) > 0
            && here.compareTo(spacing(place + 1)) > 0;
  }

  /** Between a row and the one before it. */
  private Duration spacing(int place) {
    return Duration.between(rows.get(place - 1).time(), rows.get(place).time());
  }
}
