package io.strategystreams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The session of docs/operations.md, typed as it stands there, each line a process of its own. What
 * stays up is marked {@code # stays up}; its address and directories are made the test's own by
 * environment variables.
 */
@Timeout(1800)
class OperationsSessionTest {
  private static final Path DOCUMENT = Path.of("docs", "operations.md");
  private static final Pattern LINE = Pattern.compile("\\$ \\./strategies (.+?)(\\s+# stays up)?");

  /** What the application takes in within a second may take longer on a busy machine. */
  private static final String PATIENTLY = " --wait 180";

  private static final Duration PATIENCE = Duration.ofSeconds(240);

  @TempDir private Path directory;

  private final Deque<Process> up = new ArrayDeque<>();
  private final Map<String, String> environment = new HashMap<>();
  private final Map<String, Path> logs = new HashMap<>();
  private int count;
  private long ordersAtHalt;

  @AfterEach
  void stopAll() throws InterruptedException {
    while (!up.isEmpty()) {
      Process process = up.pop();
      process.destroy();
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    }
  }

  @Test
  void theSessionIsAsItIsWritten() throws Exception {
    List<String> typed = new ArrayList<>();
    for (String line : Files.readAllLines(DOCUMENT)) {
      Matcher matcher = LINE.matcher(line);
      if (!matcher.matches()) {
        continue;
      }
      String command = matcher.group(1);
      typed.add(command);
      if (matcher.group(2) != null) {
        startUp(command);
      } else {
        check(command, run(isControl(command) ? command + PATIENTLY : command));
        checkHalted(typed, command);
      }
    }
    assertThat(typed).as("lines of the session in " + DOCUMENT).hasSizeGreaterThan(10);
    Path followed = logs.get("decisions --follow");
    Awaitility.await("a decision that another process follows")
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(followed).content().contains("HALTED"));
    stopEach();
  }

  /** Ctrl-C is no failure for any of them. */
  private void stopEach() throws InterruptedException {
    while (!up.isEmpty()) {
      Process process = up.pop();
      process.destroy();
      assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as(process.info().toString()).isZero();
    }
  }

  private void check(String command, String out) {
    if (isControl(command)) {
      assertThat(out).contains("application strategy-streams decides under it");
    } else if (command.startsWith("decisions --reason HALTED")) {
      assertThat(out.lines()).hasSize(3).allMatch(line -> line.contains("NONE  HALTED"));
    } else if (command.contains("ENTRY_PARTIAL")) {
      assertThat(out).contains("20000 USDT");
    } else if (command.startsWith("orders ") || command.startsWith("reports ")) {
      assertThat(out).isNotBlank();
    }
  }

  private static boolean isControl(String command) {
    return command.startsWith("halt ") || command.startsWith("resume ");
  }

  /** While all are halted no order goes out; the refusal is what is recorded instead. */
  private void checkHalted(List<String> typed, String command) throws Exception {
    if (typed.stream().noneMatch(line -> line.startsWith("halt "))) {
      return;
    }
    if (command.startsWith("halt ")) {
      ordersAtHalt = orders();
    } else if (command.startsWith("decisions --reason HALTED")) {
      assertThat(orders()).isEqualTo(ordersAtHalt).isPositive();
    }
  }

  private long orders() throws Exception {
    return run("orders --last 100000 --json").lines().count();
  }

  private void startUp(String command) throws Exception {
    boolean cluster = command.startsWith("cluster");
    String changed = cluster ? command + " --port 0 --registry-port 0" : command;
    Path log = directory.resolve("up-" + up.size() + ".log");
    Process process = start(changed, log);
    up.push(process);
    logs.put(command, log);
    if (cluster) {
      await(process, log, "Ctrl-C here stops");
      environment.put("STRATEGY_STREAMS_BOOTSTRAP_SERVERS", address(log, "broker"));
      environment.put("STRATEGY_STREAMS_SCHEMA_REGISTRY_URL", address(log, "registry"));
      environment.put("STRATEGY_STREAMS_STATE_DIR", directory.resolve("state").toString());
    }
  }

  private static void await(Process process, Path log, String text) {
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> Files.readString(log).contains(text) || !process.isAlive());
    assertThat(log).content().contains(text);
  }

  private static String address(Path log, String what) throws IOException {
    Matcher matcher =
        Pattern.compile("^" + what + " +(\\S+)$", Pattern.MULTILINE).matcher(Files.readString(log));
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }

  private String run(String command) throws Exception {
    Path log = directory.resolve("run-" + count++ + ".log");
    Process process = start(command, log);
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as(command).isTrue();
    String out = Files.readString(log);
    assertThat(process.exitValue()).as(command + "\n" + out).isZero();
    return out;
  }

  private Process start(String command, Path log) throws IOException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx512m"));
    line.addAll(List.of("-cp", System.getProperty("java.class.path")));
    line.add("io.strategystreams.cli.Main");
    line.addAll(words(command));
    ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
    builder.environment().putAll(environment);
    builder.redirectOutput(log.toFile());
    return builder.start();
  }

  /** As a shell parts them: double quotes hold a word together. */
  private static List<String> words(String command) {
    Matcher matcher = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)").matcher(command);
    return matcher
        .results()
        .map(
            word ->
                Arrays.asList(word.group(1), word.group(2), word.group(3)).stream()
                    .filter(text -> text != null)
                    .findFirst()
                    .orElseThrow())
        .toList();
  }
}
