package io.strategystreams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.strategystreams.testing.Prerequisite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All history there is, ten strategies: in time, reconciled, the same files twice. */
@Tag("long")
class WholeHistoryTest {
  private static final Path DATA = Path.of("..", "shared", "data");
  private static final Duration IN_TIME = Duration.ofSeconds(60);
  private static final List<String> FILES =
      List.of(
          "summary.json",
          "equity.csv",
          "attribution.csv",
          "positions.csv",
          "orders.jsonl",
          "decisions.jsonl");

  @TempDir private Path out;

  /** The limit is for two processors that nobody else works on. */
  @Test
  void tenStrategiesTakeLessThanAMinuteAndTellTheSameTwice() throws IOException {
    Prerequisite.require(
        Files.isDirectory(DATA), "no market history in " + DATA.toAbsolutePath().normalize());

    for (String name : List.of("first", "second")) {
      long begun = System.nanoTime();
      Run run =
          Run.of("backtest", "--data", DATA.toString(), "--out", out.resolve(name).toString());
      Duration taken = Duration.ofNanos(System.nanoTime() - begun);
      assertThat(run.exitCode()).as(run.err()).isZero();
      assertThat(taken).isLessThan(IN_TIME);
    }

    JsonNode summary = new ObjectMapper().readTree(out.resolve("first/summary.json").toFile());
    assertThat(summary.get("strategies")).hasSize(10);
    for (String file : FILES) {
      assertThat(Files.mismatch(out.resolve("first").resolve(file), out.resolve("second/" + file)))
          .as(file)
          .isEqualTo(-1);
    }
  }
}
