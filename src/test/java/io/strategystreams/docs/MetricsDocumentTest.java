package io.strategystreams.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.metrics.ExportedMetrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/metrics.md names what is exported, with its labels, and nothing else. */
class MetricsDocumentTest {
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| (`strategy_streams_[^|]*) \\|([^|]*)\\|");
  private static final Pattern CODE = Pattern.compile("`([a-z_]+)`");

  @Test
  void theTableIsWhatIsExported() throws IOException {
    SortedMap<String, SortedSet<String>> documented = new TreeMap<>();
    ROW.matcher(Files.readString(Path.of("docs/metrics.md")))
        .results()
        .forEach(
            row ->
                words(row.group(1)).forEach(metric -> documented.put(metric, words(row.group(2)))));

    assertThat(documented).isEqualTo(ExportedMetrics.labels());
  }

  private static SortedSet<String> words(String cell) {
    SortedSet<String> words = new TreeSet<>();
    CODE.matcher(cell)
        .results()
        .map(MatchResult::group)
        .map(MetricsDocumentTest::bare)
        .forEach(words::add);
    return words;
  }

  private static String bare(String quoted) {
    return quoted.replace("`", "");
  }
}
