package io.strategystreams.replay;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One file of a time series, read a row at a time: at least one row, each of an ISO-8601 time and
 * decimals, in rising order of time.
 */
final class CsvSeries implements AutoCloseable {
  /**
   * @param time the time that the row is of
   * @param knownAt when it may be used: {@code time} plus the series' delay
   * @param values of the columns asked for, in their order
   */
  record Row(Instant time, Instant knownAt, List<BigDecimal> values) {}

  /** A column of numbers. */
  record Column(String name, CsvFile.Sign sign) {}

  /** What is expected of a row's values beside their signs. */
  @FunctionalInterface
  interface Rule {
    Rule NONE = (before, values) -> Optional.empty();

    /**
     * What is expected and does not hold; empty if all does.
     *
     * @param before values of the row before, null for the first row
     */
    Optional<String> broken(List<BigDecimal> before, List<BigDecimal> values);
  }

  /**
   * What the rows of a file are.
   *
   * @param delay from a row's time until it is known: the length of the bar where rows are stamped
   *     with its open
   */
  record Form(String timeColumn, List<Column> columns, Rhythm rhythm, Duration delay, Rule rule) {}

  private final CsvFile file;
  private final Form form;
  private Row head;

  /**
   * @throws HistoryException if the file cannot be read, lacks a column, has no row, or its first
   *     row is not as it must be
   */
  CsvSeries(Path path, Form form) {
    List<String> columns = new ArrayList<>();
    columns.add(form.timeColumn());
    form.columns().forEach(column -> columns.add(column.name()));
    this.file = new CsvFile(path, columns);
    this.form = form;
    try {
      advance();
      if (head == null) {
        throw file.wrong("rows", "none", "at least one after the header");
      }
    } catch (HistoryException wrong) {
      file.close();
      throw wrong;
    }
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

  /** That the row that is next is not what it must be. */
  HistoryException wrong(String expected) {
    return file.wrong(0, expected);
  }

  @Override
  public void close() {
    file.close();
  }

  private void advance() {
    Row before = head;
    if (!file.advance()) {
      head = null;
      return;
    }
    head = row(before);
  }

  private Row row(Row before) {
    Instant stamp = file.parsed(0, Instant::parse, "a UTC time such as 2024-06-01T00:00:00Z");
    Instant time =
        form.rhythm().due(stamp).orElseThrow(() -> file.wrong(0, form.rhythm().expected()));
    if (before != null && !time.isAfter(before.time())) {
      throw file.wrong(0, "a time after the row before it, " + before.time());
    }
    BigDecimal[] values = new BigDecimal[form.columns().size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = file.decimal(i + 1, form.columns().get(i).sign());
    }
    Row row = new Row(time, time.plus(form.delay()), List.of(values));
    form.rule()
        .broken(before == null ? null : before.values(), row.values())
        .ifPresent(
            expected -> {
              throw file.wrong("row", time + " " + row.values(), expected);
            });
    return row;
  }
}
