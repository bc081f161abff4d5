package io.strategystreams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.cluster.LoggedEvent;
import io.strategystreams.contract.Topics;
import io.strategystreams.events.ControlState;
import io.strategystreams.events.StrategyControl;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** At three in the morning, with the schema registry down. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HaltWithoutRegistryTest {
  /** Nobody listens there. */
  private static final String DOWN = "http://127.0.0.1:9";

  private static OperatorCluster cluster;

  @BeforeAll
  static void startCluster() {
    cluster = new OperatorCluster();
    cluster.run("apply", "--yes");
  }

  @AfterAll
  static void stopCluster() {
    cluster.close();
  }

  @Test
  @Order(1)
  void whereNoControlWasEverWrittenItSaysWhatToDoInstead() {
    Run run = cluster.runUnder(DOWN, "halt", "--all", "--reason", "storm", "--wait", "0");

    assertThat(run.exitCode()).isEqualTo(ExitCodes.FAILED);
    assertThat(run.err())
        .contains("nothing was written", "no earlier control", "Stop the applications instead");
    assertThat(controls()).isEmpty();
  }

  @Test
  @Order(2)
  void allAreHaltedUnderTheIdOfTheLastControl() {
    cluster.run("reduce-only", "eth_basis", "--reason", "before", "--wait", "0");

    Run run = cluster.runUnder(DOWN, "halt", "--all", "--reason", "storm", "--wait", "0");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err()).contains("going on without the schema registry", "127.0.0.1:9");
    assertThat(run.out()).contains("*  ACTIVE → HALTED");
    List<LoggedEvent> controls = controls();
    assertThat(controls).hasSize(1 + OperatorCluster.PARTITIONS);
    assertThat(controls.stream().filter(one -> "*".equals(one.key())))
        .allSatisfy(
            one -> {
              assertThat(one.as(StrategyControl.class).getState()).isEqualTo(ControlState.HALTED);
              assertThat(one.as(StrategyControl.class).getReason()).isEqualTo("storm");
            });
  }

  @Test
  @Order(3)
  void namesAreStillCheckedAndStatesKept() {
    Run mistyped = cluster.runUnder(DOWN, "halt", "eth_bass", "--reason", "x", "--wait", "0");
    assertThat(mistyped.exitCode()).isEqualTo(ExitCodes.REFUSED);
    assertThat(mistyped.err()).contains("did you mean eth_basis?");

    Run run = cluster.runUnder(DOWN, "halt", "eth_basis", "--reason", "own", "--wait", "0");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(
            controls().stream()
                .filter(one -> "eth_basis".equals(one.key()))
                .map(one -> one.as(StrategyControl.class).getState()))
        .containsExactly(ControlState.REDUCE_ONLY, ControlState.HALTED);
  }

  private static List<LoggedEvent> controls() {
    return cluster.read(Topics.STRATEGY_CONTROLS);
  }
}
