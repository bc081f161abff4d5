package io.strategystreams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.testing.Prerequisite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The loop in drivers and the applications on a broker trade the same: orders, equity, where it
 * came from, positions. What is decided about nothing may differ: a venue's own close and the risk
 * of the same tick are two topics, which a broker's reader may read either way.
 */
class BacktestOnClusterTest {
  private static final List<String> TRADED =
      List.of("orders.jsonl", "equity.csv", "attribution.csv", "positions.csv");
  private static final Path HISTORY = Path.of("../shared/data");

  @TempDir private Path out;

  @Test
  @Timeout(1200)
  void aDayAndAHalfGivesTheSameFiles() throws IOException {
    same("--to", "2024-01-02T12:00:00Z");
  }

  @Test
  @Timeout(3600)
  void aFortnightOfHistoryGivesTheSameFiles() throws IOException {
    Prerequisite.require(Files.isDirectory(HISTORY), "market history in " + HISTORY);
    same("--data", HISTORY.toString(), "--from", "2024-06-01", "--to", "2024-06-15");
  }

  private void same(String... span) throws IOException {
    Run inDrivers = backtest("drivers", span);
    Run onCluster = backtest("cluster", Stream.concat(Stream.of("--cluster"), Stream.of(span)));

    assertThat(inDrivers.exitCode()).as(inDrivers.err()).isZero();
    assertThat(onCluster.exitCode()).as(onCluster.err()).isZero();
    assertThat(Files.readString(out.resolve("drivers/orders.jsonl"))).isNotEmpty();
    for (String file : TRADED) {
      assertThat(out.resolve("cluster").resolve(file))
          .as(file)
          .hasSameTextualContentAs(out.resolve("drivers").resolve(file));
    }
  }

  private Run backtest(String directory, String... options) {
    return backtest(directory, Stream.of(options));
  }

  private Run backtest(String directory, Stream<String> options) {
    List<String> always =
        List.of("backtest", "--configs", "configs", "--out", out + "/" + directory);
    return Run.of(Stream.concat(always.stream(), options).toArray(String[]::new));
  }
}
