package io.strategystreams.realcluster;

import io.strategystreams.testing.Markets;
import io.strategystreams.testing.Prerequisite;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every number of partitions with every number of instances; and real market history. */
@Tag("long")
@Timeout(7200)
class SameOrdersMatrixTest extends SameOrdersContract {
  private static final Path DATA = Path.of("..", "shared", "data");
  private static final Instant DATA_FROM = Instant.parse("2024-06-01T00:00:00Z");
  private static final Duration FORTNIGHT = Duration.ofDays(14);

  @Override
  RealCluster cluster() {
    return Clusters.embedded();
  }

  @ParameterizedTest(name = "{0} partitions, {1} instances")
  @CsvSource({"1, 1", "1, 3", "4, 1", "12, 1", "12, 3"})
  void everyNumberOfPartitionsAndInstances(int partitions, int instances) {
    assertSameOrders(Play.TWO_DAYS, partitions, instances);
  }

  @Test
  void aFortnightOfMarketHistoryOnThreePartitions() {
    Prerequisite.require(
        Files.isDirectory(DATA), "no market history in " + DATA.toAbsolutePath().normalize());
    Play play = new Play(Markets.history(DATA), DATA_FROM, DATA_FROM.plus(FORTNIGHT));
    assertSameOrders(play, 3, 3);
  }
}
