package io.strategystreams.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.contract.Topics;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.embedded.EmbeddedBroker;
import io.strategystreams.events.Decision;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The procedure «The cluster is lost» of docs/operations.md: nothing is left but the books at the
 * venues, and an order went out whose report nobody will ever read.
 */
@Timeout(900)
class LostClusterTest {
  private static final String LENDER = "pure_lending_usdt@a";
  private static final String BASIS = "eth_basis@b";
  private static final String LENT = "aave_v3:aToken:aUSDT";
  private static final String SPOT = "binance:BaseToken:ETH";

  @TempDir private Path directory;
  private final Outside outside = new Outside();

  @Test
  void booksGoOnOnANewClusterAndNothingIsDoneTwice() throws Exception {
    Set<String> before = enterAndLoseTheCluster();
    try (EmbeddedBroker broker = EmbeddedBroker.start();
        Installation young = installation("young", broker)) {
      young.type("topics", "--create", "--for-replay");
      young.type("halt", "--all", "--reason", "cluster lost");
      young.type("apply", LENDER, BASIS, "--anew", "--yes");
      young.start();
      outside.connect(young);
      outside.publish();
      assertThat(reasons(young)).containsExactly("HALTED");
      young.type("reduce-only", "--all", "--reason", "cluster lost", "--yes");
      outside.publish();
      young.type("resume", "--all", "--reason", "books agree", "--yes");
      outside.settle();
      assertThat(young.read(Topics.ORDERS)).as("for books that are as they must be").isEmpty();

      outside.deposit(LENDER, "70");
      outside.deposit(BASIS, "10000");
      outside.settle();
      assertThat(outside.held(LENDER, LENT)).isEqualByComparingTo("1570");
      assertThat(young.orderIds()).isNotEmpty().doesNotContainAnyElementsOf(before);
      assertThat(outside.repeated()).isEmpty();
      assertThat(young.type("audit", "--at-rest")).doesNotContain("breaches");
      assertThat(young.read(Topics.DEAD_LETTERS)).isEmpty();
    }
  }

  /** What must never be done, and why. */
  @Test
  void appliedAsEverANewOrderBearsTheIdOfAnOldOneAndIsNeverExecuted() throws Exception {
    enterAndLoseTheCluster();
    try (EmbeddedBroker broker = EmbeddedBroker.start();
        Installation young = installation("young", broker)) {
      young.type("topics", "--create", "--for-replay");
      young.type("apply", LENDER, BASIS, "--yes");
      young.start();
      outside.connect(young);
      outside.deposit(LENDER, "70");
      outside.settle();

      assertThat(outside.repeated()).hasSize(1);
      assertThat(outside.held(LENDER, LENT)).isEqualByComparingTo("1500");
    }
  }

  /** Leaves 1500 lent: 500 of it by an order that was executed and not reported any more. */
  private Set<String> enterAndLoseTheCluster() throws Exception {
    outside.open(LENDER, Mode.PURE_LENDING_USDT, "1000");
    outside.open(BASIS, Mode.ETH_BASIS, "100000");
    try (EmbeddedBroker broker = EmbeddedBroker.start();
        Installation old = installation("old", broker)) {
      old.type("topics", "--create", "--for-replay");
      old.type("apply", LENDER, BASIS, "--yes");
      old.start();
      outside.connect(old);
      outside.settle();
      assertThat(outside.held(BASIS, SPOT)).isPositive();
      outside.deposit(LENDER, "500");
      outside.publish();
      assertThat(outside.executeUnheard()).isEqualTo(1);
      assertThat(outside.held(LENDER, LENT)).isEqualByComparingTo("1500");
      old.stop();
      return old.orderIds();
    }
  }

  private static Set<String> reasons(Installation installation) {
    return installation.read(Topics.DECISIONS).stream()
        .map(at -> at.as(Decision.class).getReason().name())
        .collect(Collectors.toSet());
  }

  private Installation installation(String id, EmbeddedBroker broker) throws Exception {
    return Installation.of(directory, id, broker.bootstrapServers(), "mock://lost-" + id, 2);
  }
}
