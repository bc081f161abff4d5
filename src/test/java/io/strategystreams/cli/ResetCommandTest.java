package io.strategystreams.cli;

import static io.strategystreams.testing.SampleEvents.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.cluster.Outgoing;
import io.strategystreams.contract.Topics;
import io.strategystreams.events.Reason;
import io.strategystreams.events.ReportStatus;
import io.strategystreams.events.StrategyConfig;
import io.strategystreams.testing.SampleEvents;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ResetCommandTest {
  private static final String FUND = SampleEvents.STRATEGY;

  private static OperatorCluster cluster;

  @BeforeAll
  static void startCluster() {
    cluster = new OperatorCluster();
    cluster.run("apply", FUND, "eth_basis@idle", "--yes");
    cluster.send(
        Outgoing.of(
            Topics.DECISIONS, FUND, SampleEvents.decision().setPlanNumber(3L).build(), NOON),
        Outgoing.of(Topics.ORDERS, FUND, SampleEvents.order().build(), NOON),
        Outgoing.of(Topics.ORDERS, FUND, SampleEvents.order().setOrderId("done").build(), NOON),
        Outgoing.of(
            Topics.EXECUTION_REPORTS,
            FUND,
            SampleEvents.report().setStatus(ReportStatus.FILLED).setOrderId("done").build(),
            NOON));
  }

  @AfterAll
  static void stopCluster() {
    cluster.close();
  }

  @Test
  void whatIsDroppedIsShownFirstAndNothingWrittenWithoutYes() {
    Run run = cluster.run("reset", FUND);
    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains(
            "version 1 → 2, incarnation 1 → 2",
            "number 3, OPEN: is dropped",
            "1 orders without a terminal report",
            "5c0f8a3e-0000-5000-8000-000000000002 binance SPOT_TRADE 132.25 ETH, expires",
            "nothing was written; do it with --yes")
        .doesNotContain("done binance");
    assertThat(configs(FUND)).hasSize(1);
  }

  @Test
  void anEndedPlanIsTold() {
    cluster.send(
        Outgoing.of(
            Topics.DECISIONS,
            "eth_basis@idle",
            SampleEvents.decision()
                .setStrategyId("eth_basis@idle")
                .setPlanNumber(2L)
                .setReason(Reason.PLAN_COMPLETED)
                .build(),
            NOON));
    assertThat(cluster.run("reset", "eth_basis@idle").out()).contains("number 2, ended");
  }

  @Test
  void theSameConfigurationGoesOutUnderTheNextIncarnation() {
    cluster.run("apply", "eth_basis@again", "--yes");
    assertThat(cluster.run("reset", "eth_basis@again", "--yes").out()).contains("reset 1 strategy");
    cluster.run("reset", "eth_basis@again", "--yes");
    List<StrategyConfig> configs = configs("eth_basis@again");
    assertThat(configs).extracting(StrategyConfig::getVersion).containsExactly(1L, 2L, 3L);
    assertThat(configs).extracting(StrategyConfig::getIncarnation).containsExactly(1L, 2L, 3L);
    assertThat(configs.get(2).getYaml()).isEqualTo(configs.get(0).getYaml());
    assertThat(cluster.run("apply", "eth_basis@again", "--yes").out()).contains("1 unchanged");
  }

  @Test
  void onlyWhatIsConfiguredCanBeReset() {
    Run unknown = cluster.run("reset", "eth_basis@idel", "--yes");
    assertThat(unknown.exitCode()).isEqualTo(ExitCodes.REFUSED);
    assertThat(unknown.err()).contains("did you mean eth_basis@idle?");
  }

  private static List<StrategyConfig> configs(String strategyId) {
    return cluster.read(Topics.STRATEGY_CONFIGS).stream()
        .filter(event -> strategyId.equals(event.key()))
        .map(event -> event.as(StrategyConfig.class))
        .toList();
  }
}
