package io.strategystreams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.contract.Topics;
import io.strategystreams.embedded.RegistryServer;
import io.strategystreams.testing.Prerequisite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** State directories that cannot be written to, before a start and under a service that runs. */
@Timeout(900)
class StateDirectoryTest {
  private static final String ADVICE =
      "; make room there, or give another directory (--state-dir). It holds copies only: what was"
          + " committed is on the brokers and is read back from there";
  private static OperatorCluster cluster;
  private static RegistryServer registry;

  @TempDir private static Path schemas;

  @TempDir private Path directory;

  @BeforeAll
  static void startCluster() {
    cluster = new OperatorCluster();
    registry = RegistryServer.start(schemas.resolve("registry.json"), 0);
  }

  @AfterAll
  static void stopCluster() {
    cluster.close();
    registry.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "paper-executor"})
  void aDirectoryUnderAFileIsRefusedWithAdvice(String service) throws Exception {
    Path file = Files.writeString(directory.resolve("file"), "no directory");
    Path state = file.resolve("state");

    Run run = cluster.run(service, "--state-dir=" + state);

    assertThat(run.exitCode()).isEqualTo(ExitCodes.FAILED);
    assertThat(run.err())
        .contains("state_dir must be a directory that can be written to, was " + state + ": ")
        .contains(ADVICE)
        .doesNotContain("\tat ");
  }

  @Test
  void oneThatCanOnlyBeReadIsRefusedWithAdvice() throws Exception {
    try (Mount mount = Mount.of(directory.resolve("read-only"), "ro")) {
      Run run = cluster.run("run", "--state-dir=" + mount.path());

      assertThat(run.exitCode()).isEqualTo(ExitCodes.FAILED);
      assertThat(run.err())
          .contains("was " + mount.path() + ": Read-only file system" + ADVICE)
          .doesNotContain("\tat ");
    }
  }

  @Test
  void oneThatIsFullIsRefusedWithAdvice() throws Exception {
    try (Mount mount = Mount.of(directory.resolve("full"), "size=1m")) {
      mount.fill();

      Run run = cluster.run("run", "--state-dir=" + mount.path());

      assertThat(run.exitCode()).isEqualTo(ExitCodes.FAILED);
      assertThat(run.err())
          .contains("was " + mount.path() + ": No space left on device" + ADVICE)
          .doesNotContain("\tat ");
    }
  }

  @Test
  void oneThatFillsUpUnderAServiceLosesNothing() throws Exception {
    try (Mount mount = Mount.of(directory.resolve("fills"), "size=96m")) {
      try (Child strategies = service(mount, "first.log")) {
        strategies.awaitOutput("strategies runs, tasks");
        awaitMarketData(3);
        mount.fill();
        long before = written(Topics.MARKET_DATA);
        awaitMarketData(before + 3 * OperatorCluster.PARTITIONS);
        assertThat(strategies.terminate()).as(strategies.output()).isZero();
      }
      mount.empty();
      long before = written(Topics.MARKET_DATA);
      try (Child again = service(mount, "third.log")) {
        again.awaitOutput("strategies runs, tasks");
        awaitMarketData(before + OperatorCluster.PARTITIONS);
        assertThat(again.terminate()).as(again.output()).isZero();
      }
      assertThat(written(Topics.DEAD_LETTERS)).isZero();
    }
  }

  /** Its own clock ticks each second. */
  private Child service(Mount mount, String log) throws IOException {
    return Child.start(
        directory.resolve(log),
        Map.of("STRATEGY_STREAMS_NUM_THREADS", "1"),
        "run",
        "--bootstrap-servers",
        cluster.bootstrapServers(),
        "--registry",
        registry.url(),
        "--state-dir",
        mount.path().toString());
  }

  private static void awaitMarketData(long count) {
    Awaitility.await()
        .atMost(180, TimeUnit.SECONDS)
        .until(() -> written(Topics.MARKET_DATA) >= count);
  }

  /** Committed records and the marks of their transactions. */
  private static long written(String topic) throws Exception {
    try (Admin admin = cluster.access().admin()) {
      Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
      for (int partition = 0; partition < OperatorCluster.PARTITIONS; partition++) {
        ends.put(new TopicPartition(topic, partition), OffsetSpec.latest());
      }
      return admin
          .listOffsets(ends, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
          .all()
          .get()
          .values()
          .stream()
          .mapToLong(ListOffsetsResultInfo::offset)
          .sum();
    }
  }

  /** A file system in memory, as small as it is told to be. */
  private record Mount(Path path) implements AutoCloseable {
    static Mount of(Path path, String options) throws Exception {
      Files.createDirectories(path);
      boolean mounted =
          command("mount", "-t", "tmpfs", "-o", options, "none", path.toString()) == 0;
      Prerequisite.require(mounted, "mounting a file system is not allowed here");
      return new Mount(path);
    }

    void fill() throws Exception {
      // Ends with an error, when nothing more fits.
      command("dd", "if=/dev/zero", "of=" + path.resolve("filler"), "bs=4096");
    }

    void empty() throws IOException {
      Files.delete(path.resolve("filler"));
    }

    @Override
    public void close() {
      try {
        command("umount", "-l", path.toString());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private static int command(String... words) throws IOException, InterruptedException {
      Process process =
          new ProcessBuilder(words)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor();
    }
  }
}
