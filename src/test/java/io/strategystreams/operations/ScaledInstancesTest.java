package io.strategystreams.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.contract.Topics;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.embedded.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The procedure «Scale» of docs/operations.md, up to the limit and past it: one partition is two
 * tasks, the third instance stands by.
 */
@Timeout(900)
class ScaledInstancesTest {
  private static final String LENDER = "pure_lending_usdt@a";
  private static final String LENT = "aave_v3:aToken:aUSDT";

  @TempDir private Path directory;
  private final Outside outside = new Outside();

  @Test
  void instancesComeUpToTheNumberOfTasksAndGoAgainAndNothingIsLostOrDoubled() throws Exception {
    outside.open(LENDER, Mode.PURE_LENDING_USDT, "1000");
    try (EmbeddedBroker broker = EmbeddedBroker.start();
        Installation desk =
            Installation.of(directory, "desk", broker.bootstrapServers(), "mock://scaled", 1)) {
      desk.type("topics", "--create", "--for-replay");
      desk.type("apply", LENDER, "--yes");
      desk.start("one");
      outside.connect(desk);
      outside.settle();
      desk.start("two");
      awaitTasks(desk, 1, "one", "two");
      trade("1100");
      desk.start("three");
      trade("1200");
      awaitEachTaskOnce(desk, "one", "two", "three");

      desk.stop("one");
      awaitTasks(desk, 1, "two", "three");
      trade("1300");
      desk.stop("two");
      awaitTasks(desk, 2, "three");
      trade("1400");
      assertThat(outside.repeated()).isEmpty();
      assertThat(desk.type("audit", "--at-rest")).doesNotContain("breaches");
      assertThat(desk.read(Topics.DEAD_LETTERS)).isEmpty();
    }
  }

  private void trade(String lent) {
    outside.deposit(LENDER, "100");
    outside.settle();
    assertThat(outside.held(LENDER, LENT)).isEqualByComparingTo(lent);
  }

  /** Of more instances than tasks one stands by; which one, they agree among themselves. */
  private static void awaitEachTaskOnce(Installation desk, String... instances) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(240))
        .untilAsserted(
            () ->
                assertThat(Stream.of(instances).flatMap(one -> desk.tasks(one).stream()))
                    .containsExactlyInAnyOrder("0_0", "1_0"));
  }

  private static void awaitTasks(Installation desk, int each, String... instances) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(240))
        .untilAsserted(
            () -> {
              for (String instance : instances) {
                assertThat(desk.tasks(instance)).as(instance).hasSize(each);
              }
            });
  }
}
