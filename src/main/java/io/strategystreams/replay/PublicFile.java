package io.strategystreams.replay;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * One file as an exchange publishes it: CSV, plain, gzipped or as the only CSV in a ZIP, with or
 * without a header, in any order of rows. Every error names file and line.
 */
final class PublicFile {
  /**
   * @param time of the row, UTC
   */
  record Row(Instant time, List<BigDecimal> values, String place) {}

  /** What is read of a file. */
  record Request(PublicLayout layout, String instrument, Optional<ZoneOffset> clock) {}

  private static final String BYTE_ORDER_MARK = "\u00EF\u00BB\u00BF"; // its bytes as ISO 8859-1
  private static final DateTimeFormatter WALL_CLOCK =
      DateTimeFormatter.ofPattern("[yyyy.MM.dd][yyyy-MM-dd][ ]['T']HH:mm[:ss]", Locale.ROOT);
  private static final int SECONDS = 10;
  private static final int MILLIS = 13;
  private static final int MICROS = 16;
  private static final long MICROS_A_MILLI = 1000;

  private final Path file;
  private final Request request;
  private final List<Row> rows = new ArrayList<>();
  private int time = -1;
  private int[] values;
  private int instrument = -1;
  private int confirmed = -1;
  private int line;

  private PublicFile(Path file, Request request) {
    this.file = file;
    this.request = request;
  }

  /**
   * @throws HistoryException if the file cannot be read or a row is not as it must be
   */
  static List<Row> read(Path file, Request request) {
    PublicFile reading = new PublicFile(file, request);
    try (InputStream raw = Files.newInputStream(file);
        InputStream text = unpacked(file, raw);
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(text, StandardCharsets.ISO_8859_1))) {
      for (String next = reader.readLine(); next != null; next = reader.readLine()) {
        reading.take(next);
      }
    } catch (IOException failure) {
      throw new HistoryException("cannot read " + file + ": " + failure.getMessage(), failure);
    }
    return reading.rows;
  }

  private static InputStream unpacked(Path file, InputStream raw) throws IOException {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".gz")) {
      return new GZIPInputStream(raw);
    }
    if (!name.endsWith(".zip")) {
      return raw;
    }
    ZipInputStream zip = new ZipInputStream(raw, StandardCharsets.UTF_8);
    for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
      if (entry.getName().toLowerCase(Locale.ROOT).endsWith(".csv")) {
        return zip;
      }
    }
    throw new HistoryException(file + ": expected a CSV in the ZIP, was none");
  }

  private void take(String text) {
    line++;
    String bare = line == 1 && text.startsWith(BYTE_ORDER_MARK) ? text.substring(3) : text;
    if (bare.isBlank()) {
      return;
    }
    List<String> fields =
        Arrays.stream(bare.split(",", -1)).map(field -> field.strip().replace("\"", "")).toList();
    if (values == null) {
      boolean isHeader =
          !Character.isDigit(fields.get(0).isEmpty() ? 'x' : fields.get(0).charAt(0));
      if (isHeader) {
        header(fields);
        return;
      }
      unnamed();
    }
    row(fields);
  }

  private void header(List<String> fields) {
    List<String> names =
        fields.stream()
            .map(name -> name.split("/", 2)[0].strip().toLowerCase(Locale.ROOT))
            .toList();
    time = needed(names, request.layout().time());
    values = request.layout().values().stream().mapToInt(value -> needed(names, value)).toArray();
    instrument = place(names, PublicLayout.INSTRUMENT);
    confirmed = place(names, PublicLayout.CONFIRMED);
  }

  private void unnamed() {
    List<Integer> places = request.layout().unnamed();
    if (places.isEmpty()) {
      throw wrong(
          "header", "none", "a header with " + String.join(" or ", request.layout().time()));
    }
    time = places.get(0);
    values = places.stream().skip(1).mapToInt(Integer::intValue).toArray();
  }

  private void row(List<String> fields) {
    if (instrument >= 0 && !fields.get(instrument).equals(request.instrument())
        || confirmed >= 0 && fields.get(confirmed).equals("0")) {
      return;
    }
    List<BigDecimal> numbers = new ArrayList<>();
    for (int place : values) {
      try {
        numbers.add(new BigDecimal(field(fields, place)));
      } catch (NumberFormatException e) {
        throw wrong("column " + (place + 1), fields.get(place), "a decimal number");
      }
    }
    rows.add(new Row(time(field(fields, time)), numbers, file + ":" + line));
  }

  private String field(List<String> fields, int place) {
    if (place >= fields.size()) {
      throw wrong("row", String.join(",", fields), "at least " + (place + 1) + " columns");
    }
    return fields.get(place);
  }

  /** Seconds, milliseconds or microseconds since 1970, ISO with a zone, or a wall clock's. */
  private Instant time(String text) {
    try {
      if (!text.isEmpty() && text.chars().allMatch(Character::isDigit)) {
        long number = Long.parseLong(text);
        return switch (text.length()) {
          case SECONDS -> Instant.ofEpochSecond(number);
          case MILLIS -> Instant.ofEpochMilli(number);
          case MICROS -> Instant.ofEpochMilli(number / MICROS_A_MILLI);
          default -> throw new DateTimeException(text);
        };
      }
      if (text.endsWith("Z")) {
        return Instant.parse(text);
      }
      LocalDateTime wall = LocalDateTime.parse(text, WALL_CLOCK);
      return wall.toInstant(
          request
              .clock()
              .orElseThrow(
                  () ->
                      wrong(
                          "time",
                          text,
                          "--clock with the offset of these times from UTC, such as +03:00")));
    } catch (DateTimeException | NumberFormatException e) {
      throw wrong(
          "time",
          text,
          "seconds, milliseconds or microseconds since 1970, or 2024-06-01T00:00:00Z");
    }
  }

  private int needed(List<String> names, List<String> any) {
    int place = place(names, any);
    if (place < 0) {
      throw wrong("header", String.join(",", names), "a column " + String.join(" or ", any));
    }
    return place;
  }

  private static int place(List<String> names, List<String> any) {
    return any.stream().mapToInt(names::indexOf).filter(place -> place >= 0).findFirst().orElse(-1);
  }

  private HistoryException wrong(String what, String value, String expected) {
    return new HistoryException(
        file + ":" + line + ": " + what + ": expected " + expected + ", was " + value);
  }
}
