package io.strategystreams.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.contract.Topics;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.embedded.EmbeddedBroker;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The procedures «Restore» and «Committed offsets are lost» of docs/operations.md. */
@Timeout(900)
class RestoredStateTest {
  private static final List<String> STRATEGIES =
      IntStream.range(0, 20).mapToObj(n -> "pure_lending_usdt@" + n).toList();
  private static final String LENT = "aave_v3:aToken:aUSDT";
  private static final BigDecimal DEPOSIT = new BigDecimal("100");

  @TempDir private static Path directory;
  private static final Outside outside = new Outside();
  private static EmbeddedBroker broker;
  private static Installation installation;

  @BeforeAll
  static void enter() throws Exception {
    broker = EmbeddedBroker.start();
    installation =
        Installation.of(directory, "desk", broker.bootstrapServers(), "mock://restored", 2);
    installation.type("topics", "--create", "--for-replay");
    installation.start();
    outside.connect(installation);
    open(STRATEGIES);
    assertThat(installation.orderIds()).hasSize(STRATEGIES.size());
  }

  private static void open(List<String> strategies) throws IOException {
    Path instances = directory.resolve("instances.yaml");
    Files.writeString(
        instances,
        strategies.stream().map("- {strategy_id: %s}\n"::formatted).collect(Collectors.joining()));
    installation.type("apply", "-f", instances.toString(), "--yes");
    strategies.forEach(id -> outside.open(id, Mode.PURE_LENDING_USDT, "1000"));
    outside.settle();
  }

  @AfterAll
  static void close() {
    installation.close();
    broker.close();
  }

  @Test
  void allStateDirectoriesLostCostTimeOnly() throws Exception {
    installation.stop();
    installation.loseStateDirectories();
    installation.start();

    goOn();
  }

  @Test
  void committedOffsetsLostAreReadAgainAndNothingIsDoneTwice() throws Exception {
    installation.stop();
    deleteGroup();
    installation.start();

    goOn();
  }

  /** Brokers may learn a moment after an application stopped that it left its group. */
  private static void deleteGroup() {
    List<String> groups = List.of(installation.applicationId());
    Awaitility.await()
        .atMost(Duration.ofSeconds(120))
        .untilAsserted(
            () -> {
              try {
                installation.admin().deleteConsumerGroups(groups).all().get();
              } catch (ExecutionException e) {
                if (e.getCause() instanceof GroupNotEmptyException) {
                  throw new AssertionError("nobody must be in the groups " + groups, e);
                }
                throw e;
              }
            });
  }

  /** How fast, for docs/operations.md: one thread reads back two partitions. */
  @Test
  @Tag("long")
  void restoringIsMeasured() throws Exception {
    open(IntStream.range(STRATEGIES.size(), 200).mapToObj(n -> "pure_lending_usdt@" + n).toList());
    outside.flood(500);
    installation.stop();
    installation.loseStateDirectories();
    long changes = installation.changes();
    long begun = System.nanoTime();
    installation.start();
    double seconds = (System.nanoTime() - begun) / 1e9;
    System.out.printf(
        "restored from %d changes, start included, in %.1f s: %.0f a second%n",
        changes, seconds, changes / seconds);

    goOn();
  }

  /** Nothing is done again; every strategy makes its next plan, under an id that is new. */
  private static void goOn() {
    int orders = installation.orderIds().size();
    BigDecimal lent = outside.held(STRATEGIES.get(0), LENT);
    outside.settle();
    assertThat(installation.orderIds()).hasSize(orders);

    STRATEGIES.forEach(id -> outside.deposit(id, DEPOSIT.toPlainString()));
    outside.settle();
    assertThat(installation.orderIds()).hasSize(orders + STRATEGIES.size());
    assertThat(outside.repeated()).isEmpty();
    assertThat(STRATEGIES)
        .allSatisfy(
            id -> assertThat(outside.held(id, LENT)).isEqualByComparingTo(lent.add(DEPOSIT)));
    assertThat(installation.type("audit", "--at-rest")).doesNotContain("breaches");
    assertThat(installation.read(Topics.DEAD_LETTERS)).isEmpty();
  }
}
