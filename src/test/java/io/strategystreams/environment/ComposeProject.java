package io.strategystreams.environment;

import io.strategystreams.testing.FreePort;
import io.strategystreams.testing.Prerequisite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * docker-compose.yml under a name and on ports of its own, and all of it gone in the end: also
 * where images come from no registry, with what scripts/test-prerequisites made in their place.
 */
final class ComposeProject implements AutoCloseable {
  private static final Path LOG = Path.of("target", "compose.log");
  private static final int MINUTES = 4;

  private final String name = "strategy-streams-test-" + ProcessHandle.current().pid();
  private final Map<String, String> environment = new HashMap<>();
  private final int kafkaPort = FreePort.any();
  private final int registryPort = FreePort.any();
  private final int prometheusPort = FreePort.any();

  /**
   * Skips the test where there is no engine, no compose or no image.
   *
   * @param replaySpeed market time over wall clock time
   */
  ComposeProject(String replaySpeed) {
    Prerequisite.require(succeeds("docker", "info"), "no container engine answers");
    Prerequisite.require(succeeds("docker", "compose", "version"), "docker has no compose");
    String base = image("eclipse-temurin:17-jre", "local/jre:17");
    environment.put("STRATEGY_STREAMS_IMAGE", "strategy-streams:" + name);
    environment.put("BASE", base);
    environment.put("BUILDER", base); // Maven has packaged already: nothing is built
    environment.put("PROMETHEUS_IMAGE", image("prom/prometheus:v3.5.0", "local/prometheus"));
    environment.put("KAFKA_PORT", "" + kafkaPort);
    environment.put("REGISTRY_PORT", "" + registryPort);
    environment.put("PROMETHEUS_PORT", "" + prometheusPort);
    environment.put("REPLAY_SPEED", replaySpeed);
  }

  /** Where Kafka answers. */
  String brokers() {
    return "localhost:" + kafkaPort;
  }

  /** Where the registry answers. */
  String registry() {
    return "http://localhost:" + registryPort + "/apis/ccompat/v7";
  }

  /** Where Prometheus answers. */
  String prometheus() {
    return "http://localhost:" + prometheusPort;
  }

  /** Runs {@code docker compose …} of this project. */
  String compose(String... arguments) {
    List<String> command = new ArrayList<>(List.of("docker", "compose", "-p", name));
    command.addAll(List.of(arguments));
    return run(command);
  }

  /** The containers of a service, ended ones too. */
  List<String> containers(String service) {
    return compose("ps", "-aq", service).lines().toList();
  }

  /** What the engine knows of a container, by a Go template. */
  String inspect(String container, String template) {
    return run(List.of("docker", "inspect", "--format", template, container)).strip();
  }

  /**
   * Ends the process of a container as the kernel does where memory is short: kill -9, unasked by
   * the engine, whose own {@code kill} would count as a wish that it stays down.
   */
  void killUnasked(String container) {
    run(
        List.of(
            "docker",
            "run",
            "--rm",
            "--pid=host",
            "--entrypoint=sh",
            environment.get("BASE"),
            "-c",
            "kill -9 " + inspect(container, "{{.State.Pid}}")));
  }

  @Override
  public void close() {
    try {
      Files.writeString(LOG, compose("ps", "-a") + compose("logs", "--timestamps"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      compose("--profile", "*", "down", "--volumes", "--timeout", "20");
      run(List.of("docker", "image", "rm", environment.get("STRATEGY_STREAMS_IMAGE")));
    }
  }

  private String image(String genuine, String standIn) {
    if (succeeds("docker", "image", "inspect", genuine)) {
      return genuine;
    }
    Prerequisite.require(
        succeeds("docker", "image", "inspect", standIn),
        "neither the image " + genuine + " nor " + standIn + " in its place is there");
    return standIn;
  }

  private boolean succeeds(String... command) {
    try {
      run(List.of(command));
      return true;
    } catch (IllegalStateException | UncheckedIOException absent) {
      return false;
    }
  }

  private String run(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
        throw new IllegalStateException(
            String.join(" ", command) + " must end with 0, was " + process + ": " + output);
      }
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted in " + command, e);
    }
  }
}
