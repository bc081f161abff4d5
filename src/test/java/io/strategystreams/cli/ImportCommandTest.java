package io.strategystreams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportCommandTest {
  @TempDir Path directory;
  private Path klines;
  private Path history;

  @BeforeEach
  void twoHours() throws IOException {
    history = directory.resolve("history");
    klines =
        Files.writeString(
            directory.resolve("BTCUSDT-1h-2024-06.csv"),
            "1717200000000,100,110,90,105,7,1717203599999,7,7,7,7,0\n"
                + "1717203600000,105,110,90,105,7,1717207199999,7,7,7,7,0\n"
                + "1717210800000,105,110,90,106,7,1717214399999,7,7,7,7,0\n");
  }

  @Test
  void saysWhatIsWrittenAndWhatIsMissing() throws IOException {
    Run run = imported("binance:Perp:BTCUSDT");

    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCodes.OK);
    assertThat(run.out())
        .contains("binance_BTCUSDT_perp_1h.csv: 3 rows")
        .contains("from 2024-06-01T01:00:00Z to 2024-06-01T04:00:00Z");
    assertThat(run.err()).contains("binance_BTCUSDT_perp_1h.csv has no rows in 1 place");
    assertThat(history.resolve("binance_BTCUSDT_perp_1h.csv")).exists();
  }

  @Test
  void aMarketThatIsNotKnownIsRefusedWithThoseThatAre() {
    assertRefused(imported("binance:Perp:XYZUSDT"), "binance:Perp:BTCUSDT", "was binance:Perp:XYZ");
    assertThat(history).doesNotExist();
  }

  @Test
  void whatIsThereIsNotWrittenOverUnasked() {
    imported("binance:Perp:BTCUSDT");

    assertRefused(imported("binance:Perp:BTCUSDT"), "exists", "--overwrite");
    assertThat(imported("binance:Perp:BTCUSDT", "--overwrite").exitCode()).isZero();
  }

  @Test
  void anUnsoundFileIsRefusedByLine() throws IOException {
    Files.writeString(klines, "1717200000000,100,110,90,x\n");

    assertRefused(imported("binance:Perp:BTCUSDT"), "BTCUSDT-1h-2024-06.csv:1", "was x");
  }

  private static void assertRefused(Run run, String... parts) {
    assertThat(run.exitCode()).isEqualTo(ExitCodes.REFUSED);
    assertThat(run.err()).contains(parts).contains("see: strategies import --help");
  }

  private Run imported(String market, String... more) {
    String[] start = {
      "import",
      "--from",
      "binance",
      "--kind",
      "kline",
      "--market",
      market,
      "--out",
      history.toString(),
      klines.toString()
    };
    String[] all = java.util.Arrays.copyOf(start, start.length + more.length);
    System.arraycopy(more, 0, all, start.length, more.length);
    return Run.of(all);
  }
}
