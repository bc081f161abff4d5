package io.strategystreams.replay;

import java.io.BufferedReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * One file of comma-separated values in UTF-8, with or without a byte order mark, read a row at a
 * time: a header, then rows of as many fields. Columns that are not asked for are ignored, and so
 * are blank lines. Every error names file, line and column.
 */
final class CsvFile implements AutoCloseable {
  /** What a number may be. */
  enum Sign {
    ANY,
    NOT_NEGATIVE,
    POSITIVE
  }

  private static final String BYTE_ORDER_MARK = "\uFEFF";
  private static final BigDecimal LIMIT = BigDecimal.ONE.movePointRight(20);

  private final Path file;
  private final List<String> columns;
  private final BufferedReader reader;
  private final int[] places;
  private final int width;
  private int line = 1;
  private String[] fields;

  /**
   * @param columns that are asked for
   * @throws HistoryException if the file cannot be read or lacks a column
   */
  CsvFile(Path file, List<String> columns) {
    this.file = file;
    this.columns = List.copyOf(columns);
    try {
      this.reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new HistoryException("cannot read " + file + ": " + failure.getMessage(), failure);
    }
    try {
      List<String> names = header();
      this.width = names.size();
      this.places = columns.stream().mapToInt(column -> place(names, column)).toArray();
    } catch (HistoryException wrong) {
      close();
      throw wrong;
    }
  }

  /** Goes to the next row; false at the end. */
  boolean advance() {
    String text = nextLine();
    line++;
    while (text != null && text.isBlank()) {
      text = nextLine();
      line++;
    }
    if (text == null) {
      return false;
    }
    fields = text.strip().split(",", -1);
    if (fields.length != width) {
      throw wrong("row", text, width + " columns as in the header");
    }
    return true;
  }

  /** The field of a column asked for, by its place among them. */
  String text(int column) {
    return fields[places[column]];
  }

  /**
   * The field of a column as a number below 1e20.
   *
   * @throws HistoryException if it is none, or not of that sign
   */
  BigDecimal decimal(int column, Sign sign) {
    String text = text(column);
    BigDecimal value;
    try {
      value = new BigDecimal(text);
    } catch (NumberFormatException failure) {
      throw wrong(column, "a decimal number");
    }
    if (sign == Sign.POSITIVE && value.signum() <= 0) {
      throw wrong(column, "a number above 0");
    }
    if (sign == Sign.NOT_NEGATIVE && value.signum() < 0) {
      throw wrong(column, "a number of 0 or more");
    }
    if (value.abs().compareTo(LIMIT) >= 0) {
      throw wrong(column, "a number below 1e20");
    }
    return value;
  }

  /**
   * The field of a column, read by {@code parse}.
   *
   * @param expected what a field must be, for people
   * @throws HistoryException if {@code parse} throws
   */
  <T> T parsed(int column, Function<String, T> parse, String expected) {
    try {
      return parse.apply(text(column));
    } catch (RuntimeException failure) {
      throw wrong(column, expected);
    }
  }

  /** That the field of a column in this row is not what it must be. */
  HistoryException wrong(int column, String expected) {
    return wrong(columns.get(column), text(column), expected);
  }

  /** That something in this row is not what it must be. */
  HistoryException wrong(String what, String value, String expected) {
    return new HistoryException(
        file + ":" + line + ": " + what + ": expected " + expected + ", was " + value);
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException failure) {
      throw new HistoryException("cannot close " + file + ": " + failure.getMessage(), failure);
    }
  }

  private List<String> header() {
    String header = nextLine();
    if (header == null) {
      return List.of();
    }
    String text = header.startsWith(BYTE_ORDER_MARK) ? header.substring(1) : header;
    return Arrays.asList(text.strip().split(",", -1));
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
    } catch (CharacterCodingException failure) {
      throw new HistoryException(
          file + ":" + (line + 1) + ": text: expected UTF-8, was another encoding", failure);
    } catch (IOException failure) {
      throw new HistoryException(
          "cannot read " + file + ":" + (line + 1) + ": " + failure.getMessage(), failure);
    }
  }
}
