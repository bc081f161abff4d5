package io.strategystreams.alerts;

import io.strategystreams.testing.Prerequisite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Prometheus' own checker of rules, their tests and its configuration. */
final class Promtool {
  /**
   * @param output of both streams
   */
  record Answer(int exitCode, String output) {}

  private Promtool() {}

  /** Asks it, if it is there. */
  static Answer run(String... arguments) {
    Prerequisite.require(isThere(), "promtool, of the package prometheus, is missing");
    try {
      return answered(arguments);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isThere() {
    try {
      return answered("--version").exitCode() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static Answer answered(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("promtool"));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      return new Answer(process.waitFor(), output);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while promtool ran", e);
    }
  }
}
