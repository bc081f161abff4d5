package io.strategystreams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.strategystreams.cluster.Outgoing;
import io.strategystreams.contract.ContractJson;
import io.strategystreams.contract.Topics;
import io.strategystreams.events.ControlState;
import io.strategystreams.events.StrategyControl;
import io.strategystreams.testing.SampleEvents;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ControlCommandTest {
  private static OperatorCluster cluster;

  @BeforeAll
  static void startCluster() {
    cluster = new OperatorCluster();
    cluster.run("apply", "--yes");
    cluster.run("apply", "btc_basis@1", "btc_basis@2", "--yes");
  }

  @AfterAll
  static void stopCluster() {
    cluster.close();
  }

  @Test
  void aHaltNamesStateReasonAndAuthorAndSaysThatNothingRuns() {
    Run run =
        cluster.run("halt", "eth_basis", "--reason", "odd fills", "--author", "ann", "--wait", "1");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("eth_basis  ACTIVE → HALTED", "no application strategy-streams is running");
    StrategyControl control = last("eth_basis");
    assertThat(control.getState()).isEqualTo(ControlState.HALTED);
    assertThat(control.getReason()).isEqualTo("odd fills");
    assertThat(control.getAuthor()).isEqualTo("ann");
    cluster.run("resume", "eth_basis", "--reason", "explained", "--wait", "0");
    assertThat(last("eth_basis").getAuthor()).isEqualTo(System.getProperty("user.name"));
  }

  @Test
  void aMistypedNameIsRefusedWithTheNearestOneUnlessForced() {
    Run run = cluster.run("halt", "eth_leverage", "--reason", "x", "--wait", "0");
    assertThat(run.exitCode()).isEqualTo(ExitCodes.REFUSED);
    assertThat(run.err()).contains("no strategy eth_leverage", "did you mean eth_leveraged?");
    assertThat(controls("eth_leverage")).isEmpty();
    assertThat(cluster.run("halt", "later", "--force", "--reason", "x", "--wait", "0").exitCode())
        .isZero();
    assertThat(last("later").getState()).isEqualTo(ControlState.HALTED);
  }

  @Test
  void oneOfNamesModeAndAllMustBeGiven() {
    assertThat(cluster.run("halt", "--reason", "x").err()).contains("was 0 of them");
    assertThat(cluster.run("halt", "eth_basis", "--all", "--reason", "x").err())
        .contains("was 2 of them");
    assertThat(cluster.run("halt", "--mode", "eth_bass", "--reason", "x").err())
        .contains("did you mean eth_basis?");
    assertThat(cluster.run("halt", "--all").exitCode()).isEqualTo(ExitCodes.REFUSED);
    assertThat(cluster.run("halt", "--all", "--reason", " ").err()).contains("must say why");
  }

  @Test
  void aModeIsEveryInstanceOfIt() {
    assertThat(
            cluster.run("halt", "--mode", "btc_basis", "--reason", "x", "--wait", "0").exitCode())
        .isZero();
    assertThat(List.of("btc_basis", "btc_basis@1", "btc_basis@2"))
        .allSatisfy(id -> assertThat(last(id).getState()).isEqualTo(ControlState.HALTED));
    assertThat(controls("eth_staking_only")).isEmpty();
    Run unasked = cluster.run("resume", "--mode", "btc_basis", "--reason", "x", "--wait", "0");
    assertThat(unasked.exitCode()).isEqualTo(ExitCodes.REFUSED);
    assertThat(unasked.err()).contains("for 3 strategies", "--yes");
    cluster.run("resume", "--mode", "btc_basis", "--reason", "x", "--wait", "0", "--yes");
    assertThat(last("btc_basis@2").getState()).isEqualTo(ControlState.ACTIVE);
  }

  @Test
  void aStateOfAllGoesToEveryPartitionAndIsNotLiftedByResumingOne() {
    cluster.run("halt", "--all", "--reason", "storm", "--author", "bob", "--wait", "0");
    assertThat(
            cluster.read(Topics.STRATEGY_CONTROLS).stream()
                .filter(event -> "*".equals(event.key()))
                .map(event -> event.record().partition())
                .distinct())
        .hasSize(OperatorCluster.PARTITIONS);
    Run one = cluster.run("resume", "pure_lending_eth", "--reason", "x", "--wait", "0");
    assertThat(one.out())
        .contains(
            "pure_lending_eth  HALTED → HALTED  stays HALTED because all strategies are, by bob since",
            "(storm); lift that with: strategies resume --all");
    cluster.run("halt", "pure_lending_eth", "--reason", "own", "--author", "cleo", "--wait", "0");
    assertThat(cluster.run("resume", "--all", "--reason", "x", "--wait", "0").exitCode())
        .isEqualTo(ExitCodes.REFUSED);
    Run all = cluster.run("resume", "--all", "--reason", "clear", "--wait", "0", "--yes");
    assertThat(all.out())
        .contains("HALTED → ACTIVE", "pure_lending_eth", "stays HALTED by its own, by cleo");
  }

  @Test
  void whatIsRetiredStaysSoUnlessRevived() {
    cluster.run("retire", "eth_staking_only", "--reason", "over", "--wait", "0");
    Run run = cluster.run("resume", "eth_staking_only", "--reason", "x", "--wait", "0", "--json");
    JsonNode strategy = ContractJson.parse(run.out()).get("strategies").get(0);
    assertThat(strategy.get("after").textValue()).isEqualTo("RETIRED");
    assertThat(strategy.get("note").textValue()).contains("stays RETIRED", "over", "--revive");
    cluster.run("halt", "eth_staking_only", "--reason", "x", "--wait", "0");
    assertThat(last("eth_staking_only").getState()).isEqualTo(ControlState.RETIRED);
    cluster.run("resume", "eth_staking_only", "--reason", "x", "--revive", "--wait", "0");
    assertThat(last("eth_staking_only").getState()).isEqualTo(ControlState.ACTIVE);
  }

  @Test
  void onlyResumeLeavesHalted() {
    cluster.run("halt", "usdt_eth_staking_hedged_simple", "--reason", "storm", "--wait", "0");
    Run run =
        cluster.run(
            "reduce-only", "usdt_eth_staking_hedged_simple", "--reason", "x", "--wait", "0");
    assertThat(run.out())
        .contains("HALTED → HALTED  stays HALTED, by", "(storm); only resume leaves it");
    assertThat(last("usdt_eth_staking_hedged_simple").getState()).isEqualTo(ControlState.HALTED);
    cluster.run("resume", "usdt_eth_staking_hedged_simple", "--reason", "x", "--wait", "0");
    cluster.run("reduce-only", "usdt_eth_staking_hedged_simple", "--reason", "x", "--wait", "0");
    assertThat(last("usdt_eth_staking_hedged_simple").getState())
        .isEqualTo(ControlState.REDUCE_ONLY);
  }

  @Test
  void retiringABookThatIsNotFlatIsAskedFor() {
    cluster.run("apply", "eth_basis@full", "--yes");
    cluster.send(
        Outgoing.of(
            Topics.EXPOSURES,
            "eth_basis@full",
            SampleEvents.exposure().setStrategyId("eth_basis@full").build(),
            SampleEvents.NOON));

    Run unasked = cluster.run("retire", "eth_basis@full", "--reason", "over", "--wait", "0");
    assertThat(unasked.exitCode()).isEqualTo(ExitCodes.REFUSED);
    assertThat(unasked.err())
        .contains(
            "strategy eth_basis@full is not flat",
            "3 positions worth 1000000 USDT",
            "RETIRED in force for strategy eth_basis@full?",
            "--yes");
    assertThat(controls("eth_basis@full")).isEmpty();

    Instant later = SampleEvents.NOON.plusSeconds(1);
    cluster.send(
        Outgoing.of(
            Topics.EXPOSURES,
            "eth_basis@full",
            SampleEvents.exposure()
                .setStrategyId("eth_basis@full")
                .setPositions(Map.of())
                .setEventTime(later)
                .build(),
            later));
    assertThat(cluster.run("retire", "eth_basis@full", "--reason", "x", "--wait", "0").exitCode())
        .isZero();
  }

  @Test
  void forgettingWritesTheTombstoneInTheSameTransaction() {
    cluster.run("apply", "eth_basis@gone", "--yes");
    cluster.run("retire", "eth_basis@gone", "--reason", "over", "--forget", "--wait", "0");
    assertThat(last("eth_basis@gone").getState()).isEqualTo(ControlState.RETIRED);
    assertThat(cluster.read(Topics.STRATEGY_CONFIGS))
        .anyMatch(event -> "eth_basis@gone".equals(event.key()) && event.isTombstone());
    assertThat(cluster.run("retire", "--all", "--forget", "--reason", "x", "-y").exitCode())
        .isEqualTo(ExitCodes.REFUSED);
  }

  /** The topic is read by the rule of every reader, not by what comes last. */
  @Test
  void commandsCountAndBelieveNoOlderControl() {
    cluster.run("apply", "pure_lending_usdt@counted", "--yes");
    cluster.run("reduce-only", "pure_lending_usdt@counted", "--reason", "x", "--wait", "0");
    cluster.run("halt", "pure_lending_usdt@counted", "--reason", "x", "--wait", "0");
    assertThat(controls("pure_lending_usdt@counted"))
        .extracting(StrategyControl::getRevision)
        .containsExactly(1L, 2L);
    cluster.send(
        Outgoing.of(
            Topics.STRATEGY_CONTROLS,
            "pure_lending_usdt@counted",
            SampleEvents.control()
                .setStrategyId("pure_lending_usdt@counted")
                .setState(ControlState.ACTIVE)
                .setEventTime(Instant.EPOCH)
                .build(),
            Instant.EPOCH));

    Run listed = cluster.run("configs", "pure_lending_usdt@counted");
    assertThat(listed.out()).contains("HALTED");
    assertThat(listed.err()).contains("it would loosen HALTED of pure_lending_usdt@counted");

    Run resumed =
        cluster.run("resume", "pure_lending_usdt@counted", "--reason", "looked", "--wait", "0");
    assertThat(resumed.out()).contains("HALTED → ACTIVE");
    assertThat(last("pure_lending_usdt@counted").getRevision()).isEqualTo(3);
  }

  private static List<StrategyControl> controls(String strategyId) {
    return cluster.read(Topics.STRATEGY_CONTROLS).stream()
        .filter(event -> strategyId.equals(event.key()))
        .map(event -> event.as(StrategyControl.class))
        .toList();
  }

  private static StrategyControl last(String strategyId) {
    List<StrategyControl> controls = controls(strategyId);
    return controls.get(controls.size() - 1);
  }
}
