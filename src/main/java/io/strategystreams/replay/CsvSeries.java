package io.strategystreams.replay;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One file of a time series, read a row at a time: rows of an ISO-8601 time and decimals, in rising
 * order of time.
 */
final class CsvSeries implements AutoCloseable {
  /**
   * @param time the time in the file
   * @param knownAt when it may be used: {@code time} plus the series' delay
   * @param values of the columns asked for, in their order
   */
  record Row(Instant time, Instant knownAt, List<BigDecimal> values) {}

  /** A column of numbers. */
  record Column(String name, CsvFile.Sign sign) {}

  /**
   * What the rows of a file are.
   *
   * @param delay from a row's time until it is known: the length of the bar where rows are stamped
   *     with its open
   * @param rule what is expected of a row's values beside their signs, empty if it holds
   */
  record Form(
      String timeColumn,
      List<Column> columns,
      Duration delay,
      Function<List<BigDecimal>, Optional<String>> rule) {}

  private final CsvFile file;
  private final Form form;
  private Row head;

  /**
   * @throws HistoryException if the file cannot be read, lacks a column, or its first row is not as
   *     it must be
   */
  CsvSeries(Path file, Form form) {
    List<String> columns = new ArrayList<>();
    columns.add(form.timeColumn());
    form.columns().forEach(column -> columns.add(column.name()));
    this.file = new CsvFile(file, columns);
    this.form = form;
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
    file.close();
  }

  private void advance() {
    Instant before = head == null ? null : head.time();
    if (!file.advance()) {
      head = null;
      return;
    }
    head = row();
    if (before != null && !head.time().isAfter(before)) {
      throw file.wrong(0, "a time after the row before it, " + before);
    }
  }

  private Row row() {
    Instant time = file.parsed(0, Instant::parse, "a UTC time such as 2024-06-01T00:00:00Z");
    BigDecimal[] values = new BigDecimal[form.columns().size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = file.decimal(i + 1, form.columns().get(i).sign());
    }
    Row row = new Row(time, time.plus(form.delay()), List.of(values));
    form.rule()
        .apply(row.values())
        .ifPresent(
            expected -> {
              throw file.wrong("row", time + " " + row.values(), expected);
            });
    return row;
  }
}
