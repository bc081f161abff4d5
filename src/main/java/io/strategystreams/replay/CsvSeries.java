package io.strategystreams.replay;

import java.io.BufferedReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * One file of a time series, read a row at a time: a header, then rows of an ISO-8601 time and
 * decimals, in rising order of time. Further columns are ignored.
 */
final class CsvSeries implements AutoCloseable {
  /**
   * @param time the time in the file
   * @param knownAt when it may be used: {@code time} plus the series' delay
   * @param values of the columns asked for, in their order
   */
  record Row(Instant time, Instant knownAt, List<BigDecimal> values) {}

  /** What the values of a series may be. */
  enum Values {
    ANY,
    POSITIVE
  }

  private static final BigDecimal LIMIT = BigDecimal.ONE.movePointRight(20);

  private final Path file;
  private final String timeColumn;
  private final List<String> columns;
  private final Duration delay;
  private final Values allowed;
  private final BufferedReader reader;
  private final int[] places;
  private final int width;
  private int line = 1;
  private Row head;

  /**
   * @param delay from a row's time until it is known: the length of the bar where rows are stamped
   *     with its open
   * @throws HistoryException if the file cannot be read or lacks a column
   */
  CsvSeries(Path file, String timeColumn, List<String> columns, Duration delay, Values allowed) {
    this.file = file;
    this.allowed = allowed;
    this.timeColumn = timeColumn;
    this.columns = columns;
    this.delay = delay;
    try {
      this.reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new HistoryException("cannot read " + file + ": " + failure.getMessage(), failure);
    }
    String header = nextLine();
    List<String> names = header == null ? List.of() : Arrays.asList(header.strip().split(",", -1));
    this.width = names.size();
    this.places = new int[columns.size() + 1];
    places[0] = place(names, timeColumn);
    for (int i = 0; i < columns.size(); i++) {
      places[i + 1] = place(names, columns.get(i));
    }
    advance();
  }

  /** The row that is next, null at the end. */
  Row peek() {
    return head;
  }

  /** Takes the next row off. */
  Row take() {
    Row taken = head;
    advance();
    return taken;
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException failure) {
      throw new HistoryException("cannot close " + file + ": " + failure.getMessage(), failure);
    }
  }

  private void advance() {
    Instant before = head == null ? null : head.time();
    String text = nextLine();
    while (text != null && text.isBlank()) {
      line++;
      text = nextLine();
    }
    if (text == null) {
      head = null;
      return;
    }
    line++;
    head = parse(text);
    if (before != null && !head.time().isAfter(before)) {
      throw wrong(timeColumn, head.time().toString(), "a time after the row before it, " + before);
    }
  }

  private Row parse(String text) {
    String[] fields = text.strip().split(",", -1);
    if (fields.length != width) {
      throw wrong("row", text, width + " columns as in the header");
    }
    Instant time = time(fields[places[0]]);
    BigDecimal[] values = new BigDecimal[columns.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = decimal(columns.get(i), fields[places[i + 1]]);
    }
    return new Row(time, time.plus(delay), List.of(values));
  }

  private Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException failure) {
      throw wrong(timeColumn, text, "a UTC time such as 2024-06-01T00:00:00Z");
    }
  }

  private BigDecimal decimal(String column, String text) {
    BigDecimal value;
    try {
      value = new BigDecimal(text);
    } catch (NumberFormatException failure) {
      throw wrong(column, text, "a decimal number");
    }
    if (allowed == Values.POSITIVE && value.signum() <= 0) {
      throw wrong(column, text, "a number above 0");
    }
    if (value.abs().compareTo(LIMIT) >= 0) {
      throw wrong(column, text, "a number below 1e20");
    }
    return value;
  }

  private HistoryException wrong(String column, String value, String expected) {
    return new HistoryException(
        file + ":" + line + ": " + column + ": expected " + expected + ", was " + value);
  }

  private int place(List<String> names, String column) {
    int place = names.indexOf(column);
    if (place < 0) {
      throw new HistoryException(
          file + ":1: header: expected a column " + column + ", was " + String.join(",", names));
    }
    return place;
  }

  private String nextLine() {
    try {
      return reader.readLine();
    } catch (IOException failure) {
      throw new HistoryException(
          "cannot read " + file + ":" + (line + 1) + ": " + failure.getMessage(), failure);
    }
  }
}
