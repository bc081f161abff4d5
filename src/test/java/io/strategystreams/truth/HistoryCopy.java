package io.strategystreams.truth;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Copies of market history, cut short or changed in what becomes known after a moment. */
final class HistoryCopy {
  private static final Duration BAR = Duration.ofHours(1);

  private HistoryCopy() {}

  /** The rows stamped within a window; what is paid out, whole. */
  static void cut(Path from, Path to, Instant first, Instant last) {
    rewritten(
        from,
        to,
        (file, row) -> {
          Instant stamp = stamp(file, row);
          boolean within = !stamp.isBefore(first) && stamp.isBefore(last);
          return within || isRewards(file) ? row : null;
        });
  }

  /**
   * One row in four of those not known at {@code t} is left out, the others have other numbers; of
   * a file whose numbers may not fall, all higher by as much.
   */
  static void perturbed(Path from, Path to, Instant t, SplittableRandom random) {
    double higher = 1.01 + random.nextDouble() / 2;
    rewritten(
        from,
        to,
        (file, row) -> {
          if (!known(file, row).isAfter(t)) {
            return row;
          }
          int numbers = isRewards(file) ? 4 : 1; // The days of a period are what its dates say.
          return random.nextInt(4) == 0
              ? null
              : scaled(
                  row, numbers, file.startsWith("aave_") ? higher : 1.01 + random.nextDouble() / 2);
        });
  }

  private interface Rewriting {
    /** The row to write, null for none. */
    String row(String file, String row);
  }

  private static void rewritten(Path from, Path to, Rewriting rewriting) {
    try (Stream<Path> files = Files.list(from)) {
      Files.createDirectories(to);
      for (Path file : files.filter(each -> each.toString().endsWith(".csv")).sorted().toList()) {
        String name = file.getFileName().toString();
        List<String> lines = Files.readAllLines(file);
        List<String> written = new ArrayList<>();
        written.add(lines.get(0));
        for (String line : lines.subList(1, lines.size())) {
          String row = line.isBlank() ? null : rewriting.row(name, line);
          if (row != null) {
            written.add(row);
          }
        }
        Files.write(to.resolve(name), written);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A bar, and the close of one, is known an hour after its stamp; all else at its own. */
  private static Instant known(String file, String row) {
    boolean bar =
        file.contains("_spot_1h") || file.contains("_perp_1h") || file.contains("_WETH_1h");
    return bar ? stamp(file, row).plus(BAR) : stamp(file, row);
  }

  private static Instant stamp(String file, String row) {
    String[] cells = row.split(",", -1);
    return isRewards(file)
        ? LocalDate.parse(cells[2]).atStartOfDay(ZoneOffset.UTC).toInstant()
        : Instant.parse(cells[0]);
  }

  private static boolean isRewards(String file) {
    return file.contains("rewards");
  }

  /** Numbers of the row, from a column on, times a factor, so that a bar stays a bar. */
  private static String scaled(String row, int numbers, double factor) {
    String[] cells = row.split(",", -1);
    for (int i = numbers; i < cells.length; i++) {
      if (cells[i].matches("-?[0-9.]+(e-?[0-9]+)?")) {
        cells[i] =
            new BigDecimal(cells[i])
                .multiply(BigDecimal.valueOf(factor))
                .setScale(16, RoundingMode.HALF_EVEN)
                .toPlainString();
      }
    }
    return String.join(",", cells);
  }
}
