package io.strategystreams.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.strategystreams.contract.Topics;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.embedded.EmbeddedBroker;
import io.strategystreams.events.Decision;
import io.strategystreams.lifecycle.StartupException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The procedure «Migrate partitions» of docs/operations.md, books as they are: from two partitions
 * to five.
 */
@Timeout(900)
class MigratedPartitionsTest {
  private static final List<String> LENDERS =
      List.of("pure_lending_usdt@a", "pure_lending_usdt@b", "pure_lending_usdt@c");
  private static final String BASIS = "eth_basis@d";
  private static final String LENT = "aave_v3:aToken:aUSDT";

  @TempDir private Path directory;
  private final Outside outside = new Outside();
  private Path instances;

  @Test
  void booksGoOnUnderAnotherCountAndNoOrderIdComesTwice() throws Exception {
    instances = directory.resolve("instances.yaml");
    Files.writeString(
        instances,
        LENDERS.stream()
            .map("- {strategy_id: %s}\n"::formatted)
            .collect(Collectors.joining("", "", "- {strategy_id: " + BASIS + "}\n")));
    LENDERS.forEach(id -> outside.open(id, Mode.PURE_LENDING_USDT, "1000"));
    outside.open(BASIS, Mode.ETH_BASIS, "100000");
    try (EmbeddedBroker broker = EmbeddedBroker.start()) {
      Set<String> before;
      BigDecimal held;
      try (Installation old = installation("old", broker, 2)) {
        enter(old);
        settleUnderHalt(old);
        before = old.orderIds();
        assertThat(old.type("orders", "--last", "100000000", "--json").lines())
            .as("the history that is kept")
            .hasSameSizeAs(before);
        held = outside.held(BASIS, "binance:BaseToken:ETH");
        assertThat(held).isPositive();
        deleteTopics(old);
      }
      try (Installation young = installation("young", broker, 5)) {
        young.type("topics", "--create", "--for-replay");
        young.type("topics", "--check", "--for-replay");
        young.type("halt", "--all", "--reason", "migration");
        assertThat(young.type("apply", "-f", instances.toString(), "--anew", "--yes"))
            .contains("4 new", "incarnation ");
        try (Installation same = underTheOldId(broker)) {
          assertThatExceptionOfType(StartupException.class)
              .isThrownBy(same::start)
              .withMessageContaining("the state was written with another number of partitions");
        }
        takeOver(young);

        outside.deposit(LENDERS.get(0), "70");
        outside.settle();
        assertThat(outside.held(LENDERS.get(0), LENT)).isEqualByComparingTo("1570");
        assertThat(outside.held(BASIS, "binance:BaseToken:ETH")).isEqualByComparingTo(held);
        assertThat(young.type("audit", "--at-rest")).doesNotContain("breaches");
        assertThat(young.orderIds()).isNotEmpty().doesNotContainAnyElementsOf(before);
        assertThat(outside.repeated()).isEmpty();
        assertThat(young.read(Topics.DEAD_LETTERS)).isEmpty();
      }
    }
  }

  private void enter(Installation old) throws Exception {
    old.type("topics", "--create", "--for-replay");
    old.type("apply", "-f", instances.toString(), "--yes");
    old.start();
    outside.connect(old);
    outside.settle();
    assertThat(outside.held(LENDERS.get(0), LENT)).isEqualByComparingTo("1000");
    outside.deposit(LENDERS.get(0), "500");
    outside.publish();
  }

  /** One order is in flight; all are halted, and it is waited for what becomes of it. */
  private void settleUnderHalt(Installation old) {
    old.type("halt", "--all", "--reason", "migration");
    assertThat(old.type("reset", LENDERS.get(0))).contains("1 orders without a terminal report");
    assertThat(outside.reject()).isEqualTo(1);
    outside.pass(Duration.ofMinutes(2));
    outside.publish();
    assertThat(old.type("reset", LENDERS.get(0))).contains("0 orders without a terminal report");
    assertThat(old.type("audit", "--at-rest")).doesNotContain("breaches");
    old.stop();
  }

  private static void deleteTopics(Installation old) throws Exception {
    List<String> topics = new ArrayList<>(Topics.ALL);
    topics.add(Topics.PAPER_FLOWS);
    old.admin().deleteTopics(topics).all().get();
    Awaitility.await()
        .atMost(Duration.ofSeconds(120))
        .until(() -> old.admin().listTopics().names().get().stream().noneMatch(topics::contains));
  }

  /** Halted, nothing goes out; reduced only, nothing needs to; resumed, what is new is done. */
  private void takeOver(Installation young) throws Exception {
    young.start();
    outside.connect(young);
    outside.publish();
    assertThat(reasons(young)).containsExactly("HALTED");
    young.type("reduce-only", "--all", "--reason", "migration", "--yes");
    outside.publish();
    assertThat(young.read(Topics.ORDERS)).isEmpty();
    young.type("resume", "--all", "--reason", "migrated", "--yes");
    outside.publish();
    assertThat(young.read(Topics.ORDERS)).as("of the deposit that waited").hasSize(1);
    assertThat(outside.execute()).isEqualTo(1);
    outside.settle();
    assertThat(outside.held(LENDERS.get(0), LENT)).isEqualByComparingTo("1500");
  }

  private static Set<String> reasons(Installation installation) {
    return installation.read(Topics.DECISIONS).stream()
        .map(at -> at.as(Decision.class).getReason().name())
        .collect(Collectors.toSet());
  }

  private Installation installation(String id, EmbeddedBroker broker, int partitions)
      throws Exception {
    return Installation.of(directory, id, broker.bootstrapServers(), "mock://migrated", partitions);
  }

  private Installation underTheOldId(EmbeddedBroker broker) throws Exception {
    return Installation.in(
        directory.resolve("same"),
        Installation.keys("old", broker.bootstrapServers(), "mock://migrated", 5));
  }
}
