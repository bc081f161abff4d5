package io.strategystreams.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.audit.Logged;
import io.strategystreams.contract.Topics;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.embedded.EmbeddedBroker;
import io.strategystreams.events.Order;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The procedures «Restore» and «Committed offsets are lost» of docs/operations.md. */
@Timeout(240)
class RestoredStateTest {
  private static final List<String> STRATEGIES =
      IntStream.range(0, 200).mapToObj(n -> "pure_lending_usdt@" + n).toList();

  @TempDir private Path directory;
  private final Outside outside = new Outside();
  private EmbeddedBroker broker;
  private Installation installation;

  @BeforeEach
  void enter() throws Exception {
    broker = EmbeddedBroker.start();
    installation =
        Installation.of(directory, "desk", broker.bootstrapServers(), "mock://restored", 2);
    Path instances = directory.resolve("instances.yaml");
    Files.writeString(
        instances,
        STRATEGIES.stream().map("- {strategy_id: %s}\n"::formatted).collect(Collectors.joining()));
    STRATEGIES.forEach(id -> outside.open(id, Mode.PURE_LENDING_USDT, "1000"));
    installation.type("topics", "--create");
    installation.type("apply", "-f", instances.toString(), "--yes");
    installation.start();
    outside.connect(installation);
    outside.settle();
    assertThat(plans()).containsExactly(1L);
    installation.stop();
  }

  @AfterEach
  void close() {
    installation.close();
    broker.close();
  }

  @Test
  void allStateDirectoriesLostCostTimeOnly() throws Exception {
    installation.loseStateDirectory();
    long begun = System.nanoTime();
    installation.start();
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    System.out.printf(
        "restored %d strategies from nothing, start included, in %d ms%n",
        STRATEGIES.size(), took.toMillis());
    outside.settle();
    assertThat(installation.orderIds()).hasSize(STRATEGIES.size());

    goOn();
    assertThat(installation.read(Topics.DEAD_LETTERS)).isEmpty();
  }

  @Test
  void committedOffsetsLostAreReadAgainAndNothingIsDoneTwice() throws Exception {
    installation.admin().deleteConsumerGroups(List.of(installation.applicationId())).all().get();
    installation.start();
    outside.settle();
    assertThat(installation.orderIds()).hasSize(STRATEGIES.size());

    goOn();
    assertThat(installation.read(Topics.DEAD_LETTERS)).isEmpty();
  }

  /** Every strategy makes its second plan, not its first one again. */
  private void goOn() {
    STRATEGIES.forEach(id -> outside.deposit(id, "70"));
    outside.settle();
    assertThat(plans()).containsExactlyInAnyOrder(1L, 2L);
    assertThat(installation.orderIds()).hasSize(2 * STRATEGIES.size());
    assertThat(outside.repeated()).isEmpty();
    assertThat(STRATEGIES)
        .allSatisfy(
            id ->
                assertThat(outside.held(id, "aave_v3:aToken:aUSDT")).isEqualByComparingTo("1070"));
    assertThat(installation.type("audit", "--at-rest")).doesNotContain("breaches");
  }

  private Set<Long> plans() {
    return installation.history().orders().stream()
        .map(Logged::event)
        .map(Order::getPlanNumber)
        .collect(Collectors.toSet());
  }
}
