package io.strategystreams.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.strategystreams.cluster.LoggedEvent;
import io.strategystreams.contract.ContractJson;
import io.strategystreams.contract.Topics;
import io.strategystreams.events.StrategyConfig;
import io.strategystreams.operate.ConfigBoard;
import io.strategystreams.operate.ConfigChange;
import io.strategystreams.operate.ConfigChanges;
import io.strategystreams.operate.RefusedException;
import io.strategystreams.operate.WantedStrategy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplyCommandTest {
  private static OperatorCluster cluster;

  @TempDir private Path directory;

  @BeforeAll
  static void startCluster() {
    cluster = new OperatorCluster();
  }

  @AfterAll
  static void stopCluster() {
    cluster.close();
  }

  @Test
  void everyModeIsPublishedOnceAndThenUnchanged() {
    Run dry = cluster.run("apply", "--dry-run");
    assertThat(dry.exitCode()).isZero();
    assertThat(dry.out()).contains("eth_basis (eth_basis): new, version 1");
    assertThat(published("eth_leveraged")).isEmpty();

    Run unasked = cluster.run("apply");
    assertThat(unasked.exitCode()).isEqualTo(ExitCodes.REFUSED);
    assertThat(unasked.err()).contains("nothing was written", "--yes");
    assertThat(published("eth_leveraged")).isEmpty();

    assertThat(cluster.run("apply", "--yes").out())
        .contains("10 new, 0 changed, 0 unchanged, 0 revived", "published 10 configurations");
    assertThat(cluster.run("apply", "--yes").out())
        .contains("10 unchanged")
        .doesNotContain("published 10");
    assertThat(published("eth_leveraged")).hasSize(1);
  }

  @Test
  void aChangeIsShownKeyByKeyAndRaisesTheVersion() {
    cluster.run("apply", "btc_basis@a", "--yes");
    Run run = cluster.run("apply", "btc_basis@a", "--set", "max_delta_drift=0.05", "-y");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains(
            "btc_basis@a (btc_basis): changed, version 1 → 2", "  max_delta_drift: 0.02 → 0.05");

    Run back = cluster.run("apply", "btc_basis@a", "--set", "max_order_notional=1000", "-y");
    assertThat(back.out())
        .contains("  max_delta_drift: 0.05 → 0.02", "  max_order_notional: null → 1000");
    assertThat(published("btc_basis@a"))
        .extracting(StrategyConfig::getVersion)
        .containsExactly(1L, 2L, 3L);
    assertThat(published("btc_basis@a"))
        .extracting(StrategyConfig::getIncarnation)
        .containsOnly(1L);
  }

  @Test
  void anewEachBeginsUnderAnIncarnationThatNoneHadBefore() {
    long begun = Instant.now().getEpochSecond();
    cluster.run("apply", "btc_basis@old", "--yes");
    Run acting = cluster.run("apply", "btc_basis@old", "--anew", "--yes");
    assertThat(acting.exitCode()).isEqualTo(ExitCodes.REFUSED);
    assertThat(acting.err())
        .contains("must be HALTED before they begin anew, were not: btc_basis@old");
    cluster.run("halt", "btc_basis@old", "--reason", "moves");
    Run run = cluster.run("apply", "btc_basis@old", "btc_basis@lost", "--anew", "--yes");

    assertThat(run.out())
        .contains("btc_basis@old (btc_basis): changed, version 1 → ", "published 2 configurations");
    assertThat(published("btc_basis@lost")).hasSize(1);
    StrategyConfig first = published("btc_basis@old").get(1);
    assertThat(first.getIncarnation()).isGreaterThanOrEqualTo(begun);
    assertThat(first.getVersion()).isEqualTo(first.getIncarnation());
    assertThat(published("btc_basis@lost").get(0).getIncarnation())
        .isEqualTo(first.getIncarnation());

    assertThat(cluster.run("apply", "btc_basis@old", "--yes").out()).contains("1 unchanged");
    for (int again = 0; again < 3; again++) {
      cluster.run("apply", "btc_basis@old", "--anew", "--yes");
    }
    assertThat(published("btc_basis@old"))
        .extracting(StrategyConfig::getIncarnation)
        .isSorted()
        .doesNotHaveDuplicates();
  }

  @Test
  void everythingThatIsWrongIsSaidAndNothingIsWritten() throws IOException {
    Path file = directory.resolve("funds.yaml");
    Files.writeString(
        file,
        """
        - {strategy_id: eth_basis@x1}
        - {strategy_id: eth_basis@x2, set: {target_ltv: 2}}
        - {strategy_id: "x 3", mode: eth_basis}
        - {strategy_id: x4, mode: eth_bassis}
        - {strategy_id: eth_basis@x1}
        """);
    Run run = cluster.run("apply", "-f", file.toString(), "--yes");
    assertThat(run.exitCode()).isEqualTo(ExitCodes.REFUSED);
    assertThat(run.err().lines())
        .hasSize(4)
        .anyMatch(line -> line.contains("entry 2") && line.contains("target_ltv must be"))
        .anyMatch(line -> line.contains("entry 3") && line.contains("x 3"))
        .anyMatch(line -> line.contains("entry 4") && line.contains("did you mean eth_basis?"))
        .anyMatch(line -> line.contains("entry 5") && line.contains("given twice"));
    assertThat(published("eth_basis@x1")).isEmpty();
  }

  @Test
  void aFileThatIsNoListOfInstancesIsRefusedWithItsPlace() throws IOException {
    Path file = directory.resolve("bad.yaml");
    Files.writeString(file, "- {strategy_id: eth_basis@y, sets: {}}\n- 7\n- {mode: eth_basis}\n");
    assertThat(cluster.run("apply", "-f", file.toString(), "-y").err().lines())
        .hasSize(3)
        .anyMatch(line -> line.contains("entry 1") && line.contains("sets is no key"))
        .anyMatch(line -> line.contains("entry 2") && line.contains("was 7"))
        .anyMatch(line -> line.contains("entry 3") && line.contains("strategy_id must be given"));
    Files.writeString(file, "strategy_id: [");
    assertThat(cluster.run("apply", "-f", file.toString(), "-y").err()).contains("is no YAML");
  }

  @Test
  void anotherModeOrShareClassIsRefusedUnlessAsked() {
    cluster.run("apply", "fund-3", "--mode", "eth_basis", "--yes");
    Run mode = cluster.run("apply", "fund-3", "--mode", "btc_basis", "--yes");
    assertThat(mode.exitCode()).isEqualTo(ExitCodes.REFUSED);
    assertThat(mode.err()).contains("mode of strategy fund-3 must stay eth_basis, was btc_basis");
    Run shareClass = cluster.run("apply", "fund-3", "--set", "share_class=ETH", "--yes");
    assertThat(shareClass.err()).contains("share_class of strategy fund-3 must stay USDT, was ETH");
    assertThat(published("fund-3")).hasSize(1);
    assertThat(
            cluster
                .run("apply", "fund-3", "--set", "share_class=ETH", "--change-mode", "-y")
                .exitCode())
        .isZero();
  }

  @Test
  void aRetiredStrategyComesBackOnlyWhenRevivedAndAboveItsLastVersion() {
    cluster.run("apply", "btc_basis@r", "--yes");
    cluster.run("apply", "btc_basis@r", "--set", "max_delta_drift=0.03", "--yes");
    cluster.run("retire", "btc_basis@r", "--reason", "over", "--forget", "--wait", "0");
    Run run = cluster.run("apply", "btc_basis@r", "--yes");
    assertThat(run.exitCode()).isEqualTo(ExitCodes.REFUSED);
    assertThat(run.err()).contains("strategy btc_basis@r was retired", "--revive");
    assertThat(cluster.run("apply", "btc_basis@r", "--revive", "--yes").out())
        .contains("revived, version 2 → 3");
  }

  @Test
  void whatSomebodyChangedInTheMeantimeIsRefusedBeforeWriting() {
    try (ConfigBoard mine = ConfigBoard.read(cluster.access())) {
      List<ConfigChange> changes =
          new ConfigChanges(false, false, false, Instant.now())
              .of(
                  WantedStrategy.of(
                      new ClusterOptions().load(),
                      List.of(
                          new WantedStrategy.Instance("", "eth_basis@race", "eth_basis", Map.of())),
                      Map.of()),
                  mine.published());
      cluster.run("apply", "eth_basis@race", "--set", "max_delta_drift=0.03", "--yes");
      assertThatThrownBy(() -> mine.publish(changes, Instant.now(), done -> {}))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("strategy eth_basis@race was changed by somebody in the meantime");
      assertThat(published("eth_basis@race")).hasSize(1);
    }
  }

  @Test
  void thousandsOfInstancesGoOutFromOneFile() throws IOException {
    Path file = directory.resolve("many.yaml");
    Files.writeString(
        file,
        IntStream.range(0, 4500)
            .mapToObj(
                n ->
                    "- {strategy_id: pure_lending_usdt@"
                        + n
                        + ", set: {max_order_notional: "
                        + (1000 + n)
                        + "}}")
            .collect(Collectors.joining("\n")));
    long begun = System.nanoTime();
    Run run = cluster.run("apply", "-f", file.toString(), "--yes", "--json");
    System.out.printf(
        "4500 configurations applied in %d ms%n", (System.nanoTime() - begun) / 1_000_000);
    assertThat(run.exitCode()).isZero();
    JsonNode report = ContractJson.parse(run.out());
    assertThat(report.get("published").intValue()).isEqualTo(4500);
    assertThat(report.get("changes")).hasSize(4500);
    assertThat(run.err()).contains("2000 of 4500 published");
    assertThat(cluster.run("apply", "-f", file.toString(), "--yes").out())
        .contains("4500 unchanged");
  }

  @Test
  void forAReplayTheDemosSettingsAreLaidUnderAnInstancesOwn() {
    cluster.run("apply", "btc_basis@p", "--for-replay", "--set", "max_age.risk=5m", "--yes");
    assertThat(published("btc_basis@p").get(0).getYaml())
        .contains("  price: 2h\n", "  risk: 5m\n", "barrier_timeout: 2h\n");
  }

  @Test
  void configsListsWhatIsPublishedAndItsState() {
    cluster.run("apply", "btc_basis@c", "--yes");
    cluster.run("halt", "btc_basis@c", "--reason", "test", "--wait", "0");
    JsonNode line = ContractJson.parse(cluster.run("configs", "btc_basis@c", "--json").out());
    assertThat(line.get("state").textValue()).isEqualTo("HALTED");
    assertThat(line.get("version").longValue()).isEqualTo(1);
    assertThat(cluster.run("configs", "btc_basis@c").out()).contains("btc_basis@c", "HALTED");
    assertThat(cluster.run("configs", "btc_basis@c", "--yaml").out())
        .contains("max_delta_drift: 0.02");
    Run unknown = cluster.run("configs", "btc_bsis@c");
    assertThat(unknown.exitCode()).isEqualTo(ExitCodes.REFUSED);
    assertThat(unknown.err()).contains("did you mean btc_basis@c?");
  }

  private static List<StrategyConfig> published(String strategyId) {
    return cluster.read(Topics.STRATEGY_CONFIGS).stream()
        .filter(event -> strategyId.equals(event.key()) && !event.isTombstone())
        .map((LoggedEvent event) -> event.as(StrategyConfig.class))
        .toList();
  }
}
