package io.strategystreams.replay;

import io.strategystreams.core.market.Market;
import io.strategystreams.core.market.MarketKind;
import io.strategystreams.core.market.Venue;
import io.strategystreams.core.money.Token;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Makes a file of a history directory of the files that an exchange publishes. Rows may come in any
 * order and twice, if they say the same. Bars shorter than an hour are joined; an hour that lacks
 * some of them is left out.
 */
public final class HistoryImport {
  /** Whose files are read. */
  public enum Exchange {
    BINANCE(Venue.BINANCE),
    BYBIT(Venue.BYBIT),
    OKX(Venue.OKX);

    private final Venue venue;

    Exchange(Venue venue) {
      this.venue = venue;
    }
  }

  /** What the files hold. */
  public enum Kind {
    KLINE,
    FUNDING
  }

  /**
   * @param market whose prices they are; a perpetual's must be of the exchange
   * @param clock offset of stamps that are a wall clock's
   */
  public record Request(
      Exchange exchange, Kind kind, Market market, Optional<ZoneOffset> clock, boolean overwrite) {}

  /**
   * @param file that was written
   * @param notes what was left out or is missing, a line each, for people
   */
  public record Written(Path file, int rows, Instant first, Instant last, List<String> notes) {}

  private final Request request;
  private final Token base;
  private final HistoryFile target;
  private final List<String> notes = new ArrayList<>();

  /**
   * @throws IllegalArgumentException if no history file is of that market and kind
   */
  public HistoryImport(Request request) {
    this.request = request;
    this.base =
        HistoryNames.base(request.market())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "--market must be a spot market at binance or a perpetual, in USDT, was "
                            + request.market()));
    boolean perp = request.market().kind() == MarketKind.PERP;
    Venue venue = request.exchange().venue;
    if (perp && !request.market().venue().equals(venue)) {
      throw new IllegalArgumentException(
          "--market must be a perpetual at " + venue + ", was " + request.market());
    }
    if (request.kind() == Kind.FUNDING && !perp) {
      throw new IllegalArgumentException(
          "--market must be a perpetual for --kind funding, was " + request.market());
    }
    List<HistoryFile> funding = HistoryNames.funding(venue, base);
    this.target =
        request.kind() == Kind.FUNDING
            ? funding.get(funding.size() - 1)
            : perp ? HistoryNames.perp(venue, base) : HistoryNames.spot(venue, base);
  }

  /**
   * @throws HistoryException if a file is not as it must be
   * @throws FileAlreadyExistsException if the directory has the file and it may not be overwritten
   * @throws IOException if it cannot be written
   */
  public Written write(List<Path> files, Path directory) throws IOException {
    Path path = directory.resolve(target.name());
    if (!request.overwrite() && Files.exists(path)) {
      throw new FileAlreadyExistsException(path.toString());
    }
    Map<Instant, PublicFile.Row> read = read(files);
    List<String> lines = request.kind() == Kind.FUNDING ? fundings(read) : bars(read);
    Files.createDirectories(directory);
    HistoryFile part = new HistoryFile("." + target.name() + ".part", target.form());
    Path written = Files.write(directory.resolve(part.name()), lines);
    try {
      HistoryCheck check = HistoryCheck.of(part, directory);
      check.holes().map(note -> note.replace(part.name(), target.name())).ifPresent(notes::add);
      Files.move(
          written, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      return new Written(path, lines.size() - 1, check.begins(), check.ends(), List.copyOf(notes));
    } catch (HistoryException unsound) {
      throw new HistoryException(
          "what these files make is no history and was not written: "
              + unsound.getMessage().replace(part.name(), target.name()),
          unsound);
    } finally {
      Files.deleteIfExists(written);
    }
  }

  private Map<Instant, PublicFile.Row> read(List<Path> files) {
    PublicFile.Request asked =
        new PublicFile.Request(
            PublicLayout.of(request.exchange(), request.kind()), instrument(), request.clock());
    Map<Instant, PublicFile.Row> rows = new TreeMap<>();
    for (Path file : files) {
      List<PublicFile.Row> read = PublicFile.read(file, asked);
      if (read.isEmpty()) {
        throw new HistoryException(file + ": expected rows of " + instrument() + ", was none");
      }
      for (PublicFile.Row row : read) {
        PublicFile.Row other = rows.put(row.time(), row);
        if (other != null && !isSame(other, row)) {
          throw new HistoryException(
              row.place()
                  + ": expected what "
                  + other.place()
                  + " says of "
                  + row.time()
                  + ", "
                  + other.values()
                  + ", was "
                  + row.values());
        }
      }
    }
    return rows;
  }

  private static boolean isSame(PublicFile.Row one, PublicFile.Row other) {
    for (int i = 0; i < one.values().size(); i++) {
      if (one.values().get(i).compareTo(other.values().get(i)) != 0) {
        return false;
      }
    }
    return true;
  }

  /** The market as the exchange names it. */
  private String instrument() {
    if (request.exchange() != Exchange.OKX) {
      return base + "USDT";
    }
    return base + (request.market().kind() == MarketKind.PERP ? "-USDT-SWAP" : "-USDT");
  }

  private static List<String> fundings(Map<Instant, PublicFile.Row> read) {
    List<String> lines = new ArrayList<>(List.of("timestamp,funding_rate"));
    for (PublicFile.Row row : read.values()) {
      Instant due =
          Rhythm.FUNDING
              .due(row.time())
              .orElseThrow(
                  () ->
                      new HistoryException(
                          row.place()
                              + ": expected "
                              + Rhythm.FUNDING.expected()
                              + ", was "
                              + row.time()));
      lines.add(due + "," + row.values().get(0).toPlainString());
    }
    return lines;
  }

  private List<String> bars(Map<Instant, PublicFile.Row> read) {
    Duration length = length(read);
    long whole = Bar.LENGTH.dividedBy(length);
    Map<Instant, List<PublicFile.Row>> hours = new TreeMap<>();
    read.forEach(
        (time, row) ->
            hours
                .computeIfAbsent(time.truncatedTo(ChronoUnit.HOURS), any -> new ArrayList<>())
                .add(row));
    List<String> lines = new ArrayList<>(List.of("timestamp,open,high,low,close"));
    int partial = 0;
    for (Map.Entry<Instant, List<PublicFile.Row>> hour : hours.entrySet()) {
      if (hour.getValue().size() == whole) {
        lines.add(hour.getKey() + "," + joined(hour.getValue()));
      } else {
        partial++;
      }
    }
    if (partial > 0) {
      notes.add(
          partial
              + (partial == 1 ? " hour is" : " hours are")
              + " left out: of "
              + whole
              + " bars of "
              + length.toMinutes()
              + " min some are missing");
    }
    return lines;
  }

  /** The shortest time between two rows: the length of their bars. */
  private static Duration length(Map<Instant, PublicFile.Row> read) {
    Duration length = null;
    PublicFile.Row before = null;
    for (PublicFile.Row row : read.values()) {
      Duration since = before == null ? null : Duration.between(before.time(), row.time());
      if (since != null && (length == null || since.compareTo(length) < 0)) {
        length = since;
      }
      before = row;
    }
    if (length == null) {
      return Bar.LENGTH;
    }
    if (length.compareTo(Bar.LENGTH) > 0 || Bar.LENGTH.toMillis() % length.toMillis() != 0) {
      throw new HistoryException(
          before.place()
              + ": expected bars of an hour, or of a part of it, was "
              + length.toMinutes()
              + " min");
    }
    return length;
  }

  private static String joined(List<PublicFile.Row> bars) {
    BigDecimal open = bars.get(0).values().get(0);
    BigDecimal high = bars.get(0).values().get(1);
    BigDecimal low = bars.get(0).values().get(2);
    for (PublicFile.Row bar : bars) {
      high = high.max(bar.values().get(1));
      low = low.min(bar.values().get(2));
    }
    BigDecimal close = bars.get(bars.size() - 1).values().get(3);
    return String.join(
        ",",
        open.toPlainString(),
        high.toPlainString(),
        low.toPlainString(),
        close.toPlainString());
  }
}
