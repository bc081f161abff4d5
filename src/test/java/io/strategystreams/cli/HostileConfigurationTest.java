package io.strategystreams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.strategystreams.config.ConfigDirectory;
import io.strategystreams.config.ConfigError;
import io.strategystreams.config.ConfigurationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code validate} says whatever is in the files. */
class HostileConfigurationTest {
  private static final int MEGABYTE = 1 << 20;
  private static final Path SHIPPED = Path.of("configs");
  private static final List<String> FILES =
      List.of("application.yaml", "markets.yaml", "venues.yaml", "modes/eth_basis.yaml");
  private static final Duration MOST_CPU = Duration.ofSeconds(3);

  @TempDir Path directory;

  @BeforeEach
  void copy() throws IOException {
    Files.createDirectories(directory.resolve("modes"));
    for (String file : FILES) {
      Files.copy(SHIPPED.resolve(file), directory.resolve(file));
    }
  }

  private Run validate() {
    return Run.of("validate", directory.toString(), "--json");
  }

  private List<String> refused(String file, byte[] content) {
    try {
      Files.write(directory.resolve(file), content);
      Run run = validate();
      assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(ExitCodes.REFUSED);
      assertThat(run.err()).isEmpty();
      assertThat(run.out()).doesNotContain("Exception", "java.util", "org.yaml", "StackOverflow");
      assertThat(run.out().strip().chars()).noneMatch(letter -> letter < ' ');
      JsonNode errors = new ObjectMapper().readTree(run.out()).path("errors");
      return errors.findValuesAsText("message");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> refused(String file, String content) {
    return refused(file, content.getBytes(StandardCharsets.UTF_8));
  }

  static Stream<String> hostile() {
    return Stream.of(
        "[".repeat(100_000),
        "{a: ".repeat(100_000),
        IntStream.range(0, 900).mapToObj(n -> " ".repeat(n) + "a:\n").collect(Collectors.joining()),
        "- ".repeat(100_000),
        "? ".repeat(100_000),
        "a: &a [x]\n"
            + IntStream.range(0, 1000)
                .mapToObj(n -> "b" + n + ": [*a, *a]\n")
                .collect(Collectors.joining()),
        "a: !!java.lang.ProcessBuilder [id]\n",
        "a: !!binary aGVsbG8=\n",
        "a: !!timestamp 2024-01-01\n",
        "<<: *nothing\n",
        "a: \0\n",
        "a: \u001b[2J\n",
        "\"\\u202e\": 1\n",
        "? [a, b]\n: c\n",
        "? {a: b}\n: c\n",
        "%YAML 9.9\n---\na: 1\n",
        "%TAG ! tag:x,2000:\n---\na: !b c\n",
        "a: 1\n---\nb: 2\n",
        "--- |\n x\n",
        "a: 1e999999999\nnum_threads: 1e999999999\n",
        "\ufeff",
        "\r\n",
        "a: '" + "x".repeat(MEGABYTE - 10) + "'\n",
        "a".repeat(MEGABYTE - 10) + ": 1\n",
        "#" + "x".repeat(2 * MEGABYTE) + "\n",
        IntStream.range(0, 60_000)
            .mapToObj(n -> "key_" + n + ": 1\n")
            .collect(Collectors.joining()),
        IntStream.range(0, 4_900).mapToObj(n -> "key_" + n + ": 1\n").collect(Collectors.joining()),
        "k: {"
            + IntStream.range(0, 60_000)
                .mapToObj(n -> "a" + n + ": 1")
                .collect(Collectors.joining(", "))
            + "}",
        "k: [" + "1, ".repeat(300_000) + "1]",
        "a: \"" + "\\x41".repeat(200_000) + "\"");
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void everyFileIsRefusedInTimeAndInWords(String content) {
    for (String file : FILES) {
      long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();

      List<String> messages = refused(file, content);

      assertThat(messages).isNotEmpty().hasSizeLessThanOrEqualTo(1_100);
      assertThat(messages).allSatisfy(each -> assertThat(each).hasSizeLessThan(3_000));
      assertThat(
              Duration.ofNanos(
                  ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before))
          .as(content.substring(0, Math.min(60, content.length())))
          .isLessThan(MOST_CPU);
    }
  }

  @Test
  void bytesThatAreNoTextAreRefused() {
    assertThat(refused("venues.yaml", new byte[] {'a', ':', ' ', (byte) 0xff}))
        .contains("venues.yaml: must be UTF-8 text");
  }

  @Test
  void aFileBeyondAMegabyteIsNotReadAndADeviceNeither() throws IOException {
    assertThat(refused("markets.yaml", new byte[MEGABYTE + 1]))
        .anyMatch(each -> each.contains("must have at most 1048576 bytes"));

    Files.delete(directory.resolve("markets.yaml"));
    Path device = Path.of("/dev/zero");
    if (Files.exists(device)) {
      Files.createSymbolicLink(directory.resolve("markets.yaml"), device);
      assertThat(validate().out()).contains("it must be a file, no pipe, device or directory");
    }
  }

  @Test
  void aByteOrderMarkAndLineEndsOfOthersAreNoFault() throws IOException {
    for (String file : FILES) {
      String text = Files.readString(directory.resolve(file));
      Files.writeString(directory.resolve(file), "\ufeff" + text.replace("\n", "\r\n"));
    }
    Run run = validate();

    assertThat(run.exitCode()).as(run.out()).isZero();
  }

  /** Seeded: sound files with a few characters changed are valid or refused in words. */
  @Test
  void mutatedFilesAreValidOrRefused() throws IOException {
    Random random = new Random(12);
    for (int n = 0; n < 300; n++) {
      String file = FILES.get(random.nextInt(FILES.size()));
      String sound = Files.readString(SHIPPED.resolve(file));
      StringBuilder text = new StringBuilder(sound);
      for (int change = random.nextInt(1, 6); change > 0; change--) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(4)) {
          case 0 -> text.deleteCharAt(at);
          case 1 -> text.insert(at, (char) random.nextInt(0x3000));
          case 2 -> text.insert(at, "&*!|>%@`\"'{}[],#?:-\t\0\n".charAt(random.nextInt(22)));
          case 3 -> text.insert(at, text.substring(at, Math.min(text.length(), at + 30)));
          default -> throw new IllegalStateException();
        }
      }
      Files.writeString(directory.resolve(file), text);
      Run run = validate();
      assertThat(run.exitCode()).as(run.err()).isIn(ExitCodes.OK, ExitCodes.REFUSED);
      assertThat(run.out()).doesNotContain("Exception", "org.yaml", "java.util");
      Files.writeString(directory.resolve(file), sound);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password: hunter2",
        "schema_registry: {password: hunter2, user: me}",
        "sasl.jaas.config: hunter2",
        "client: {secret: {value: hunter2}}",
        "api_token: [hunter2, hunter2]",
        "schema_registry: {token_file: [hunter2]}",
        "client_properties: \"x required password='hunter2'; \\0\"",
        "bootstrap_servers: 'http://me:hunter2@host'",
        "schema_registry_url: 'ftp://me:hunter2@host'",
        "schema_registry: {key_store_password_file: \"hunter2\\0\"}"
      })
  void aSecretInAFileIsNotRepeated(String yaml) throws IOException {
    Files.writeString(directory.resolve("application.yaml"), yaml);

    for (Run run : List.of(validate(), Run.of("validate", directory.toString()))) {
      assertThat(run.exitCode()).isEqualTo(ExitCodes.REFUSED);
      assertThat(run.out() + run.err()).contains("application.yaml").doesNotContain("hunter2");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "STRATEGY_STREAMS_PASSWORD",
        "STRATEGY_STREAMS_SCHEMA_REGISTRY__PASSWORD",
        "STRATEGY_STREAMS_SCHEMA_REGISTRY__TOKEN",
        "STRATEGY_STREAMS_SASL__JAAS__CONFIG",
        "STRATEGY_STREAMS_SCHEMA_REGISTRY__TOKEN_FILE"
      })
  void aSecretInTheEnvironmentIsNotRepeated(String variable) {
    Assertions.assertThatThrownBy(
            () -> ConfigDirectory.load(directory, Map.of(variable, "hunter2\0")))
        .isInstanceOfSatisfying(
            ConfigurationException.class,
            refused -> {
              assertThat(refused.getMessage()).doesNotContain("hunter2");
              assertThat(refused.errors())
                  .extracting(ConfigError::message)
                  .allMatch(message -> !message.contains("hunter2"));
            });
  }

  @Test
  void aSecretOnTheCommandLineIsNotRepeated() {
    Run run = Run.of("validate", "--registry-password=hunter2", "--token", "hunter2");

    assertThat(run.exitCode()).isEqualTo(ExitCodes.REFUSED);
    assertThat(run.out() + run.err()).contains("password").doesNotContain("hunter2");
  }
}
