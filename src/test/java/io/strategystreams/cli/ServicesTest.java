package io.strategystreams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.contract.ContractJson;
import io.strategystreams.core.market.Instrument;
import io.strategystreams.paper.PaperFlows;
import java.math.BigDecimal;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cluster, strategies, paper executor and replay as processes that know each other by topics. */
@Timeout(900)
class ServicesTest {
  private static final String STRATEGY = "pure_lending_usdt";
  private static final Map<String, String> SMALL =
      Map.of("STRATEGY_STREAMS_PARTITIONS", "1", "STRATEGY_STREAMS_NUM_THREADS", "1");

  @TempDir private Path directory;

  @Test
  void aReplayIsWorkedOffByProcessesThatASignalStopsAndTheClusterKeepsWhatTheyWrote()
      throws Exception {
    try (Child cluster = cluster("cluster.log")) {
      cluster.awaitOutput("Ctrl-C here");
      String[] address = address(cluster);
      try (Child strategies = service("run", "strategies.log", address);
          Child paper = service("paper-executor", "paper.log", address)) {
        strategies.awaitOutput("strategies runs, tasks 0_0, 1_0");
        paper.awaitOutput("paper executor runs, tasks 0_0");
        assertThat(run(address, apply()).exitCode()).isZero();

        Run replay = run(address, "replay", "--capital", "--to", "2024-01-01T03:00:00Z");
        assertThat(replay.err()).isEmpty();
        assertThat(replay.exitCode()).isZero();
        assertThat(replay.out()).contains("3 of 3 instants");
        assertThat(run(address, "orders", "--json").lines()).hasSize(1);

        Run withdrawal = run(address, "paper-flow", "withdraw", STRATEGY, "20000");
        assertThat(withdrawal.err()).isEmpty();
        assertThat(withdrawal.out())
            .isEqualToIgnoringNewLines(STRATEGY + ": WITHDRAW 20000 at 2024-01-01T02:00:01Z");
        Run again = run(address, "replay", "--capital", "--to", "2024-01-01T03:00:00Z");
        assertThat(again.exitCode()).isEqualTo(ExitCodes.FAILED);
        assertThat(again.err()).contains("market is at 2024-01-01T02:00:01Z already");

        // Of the time that is there already: it was paid in then, or never shall be.
        Path flows =
            Files.writeString(
                directory.resolve("flows.jsonl"),
                ContractJson.toLine(
                    PaperFlows.deposit(
                        STRATEGY,
                        Instrument.parse("wallet:BaseToken:USDT"),
                        new BigDecimal("700"),
                        Instant.parse("2024-01-01T01:00:00Z"))));
        Run goesOn =
            run(
                address,
                "replay",
                "--to",
                "2024-01-01T05:00:00Z",
                "--go-on",
                "--flows",
                flows.toString(),
                "--at-most",
                "3600x");
        assertThat(goesOn.err()).isEmpty();
        assertThat(goesOn.exitCode()).isZero();
        assertThat(goesOn.out()).contains("2 instants, 0 flows", "2 of 2 instants");
        Run ended = run(address, "replay", "--to", "2024-01-01T05:00:00Z", "--go-on");
        assertThat(ended.exitCode()).isZero();
        assertThat(ended.out()).contains("0 instants, 0 flows");
        assertThat(run(address, "orders", "--json").lines())
            .hasSize(2)
            .last()
            .asString()
            .contains("\"operation\":\"WITHDRAW\"");

        try (Child second = service("run", "second.log", address)) {
          assertThat(second.awaitEnd()).isEqualTo(ExitCodes.FAILED);
          assertThat(second.output())
              .contains("must be used by one process of strategy-streams at a time");
        }
        assertThat(strategies.terminate()).as(strategies.output()).isZero();
        assertThat(paper.terminate()).as(paper.output()).isZero();
      }
      assertThat(cluster.terminate()).as(cluster.output()).isZero();
    }
    try (Child cluster = cluster("again.log")) {
      cluster.awaitOutput("Ctrl-C here");
      assertThat(run(address(cluster), "orders", "--json").lines()).hasSize(2);
      assertThat(cluster.terminate()).isZero();
    }
  }

  @Test
  void aPortThatIsTakenAndProductionOnOneCopyAreRefused() throws Exception {
    try (ServerSocket taken = new ServerSocket(0)) {
      Run run = Run.of("cluster", "--port", "0", "--registry-port", "" + taken.getLocalPort());
      assertThat(run.exitCode()).isEqualTo(ExitCodes.FAILED);
      assertThat(run.err())
          .contains("--registry-port", "" + taken.getLocalPort())
          .doesNotContain("Exception:");
    }
    Run production = Run.of("run", "--profile", "production");
    assertThat(production.exitCode()).isEqualTo(ExitCodes.REFUSED);
    assertThat(production.err())
        .contains(
            "topics.replication must be at least 3 in production, was 1",
            "topics.min_insync_replicas must be at least 2 in production, was 1");
    Run alone = Run.of("run", "--bootstrap-servers", "127.0.0.1:1", "--wait", "4");
    assertThat(alone.exitCode()).isEqualTo(ExitCodes.FAILED);
    assertThat(alone.err()).contains("do not answer yet", "must answer within 4 s");
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1:1", "nowhere.invalid:9092"})
  void whatIsAskedToStopWhileItWaitsForBrokersStops(String brokers) throws Exception {
    try (Child alone =
        Child.start(
            directory.resolve("alone.log"),
            SMALL,
            "run",
            "--bootstrap-servers",
            brokers,
            "--state-dir",
            directory.resolve("state").toString())) {
      alone.awaitOutput("do not answer yet");
      assertThat(alone.terminate()).as(alone.output()).isZero();
      assertThat(alone.output()).contains("stopped while it waited for the brokers");
    }
  }

  private Child cluster(String log) throws Exception {
    return Child.start(
        directory.resolve(log),
        SMALL,
        "cluster",
        "--port",
        "0",
        "--registry-port",
        "0",
        "--topics",
        "--data",
        directory.resolve("data").toString());
  }

  private Child service(String name, String log, String[] address) throws Exception {
    List<String> arguments = new ArrayList<>(List.of(name));
    arguments.addAll(List.of(address));
    arguments.addAll(
        List.of("--clock", "replay", "--state-dir", directory.resolve("state").toString()));
    return Child.start(directory.resolve(log), SMALL, arguments.toArray(String[]::new));
  }

  private static String[] address(Child cluster) {
    return new String[] {
      "--bootstrap-servers", cluster.told("broker"), "--registry", cluster.told("registry")
    };
  }

  private static String[] apply() {
    return new String[] {
      "apply",
      STRATEGY,
      "--set",
      "max_age.price=2h",
      "--set",
      "max_age.risk=2h",
      "--set",
      "max_age.exposure=2h",
      "--yes"
    };
  }

  private static Run run(String[] address, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of(address));
    return Run.of(all.toArray(String[]::new));
  }
}
