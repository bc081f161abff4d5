package io.strategystreams.cli.service;

import io.strategystreams.config.ApplicationSettings;
import io.strategystreams.lifecycle.HealthServer;
import io.strategystreams.lifecycle.Pulse;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Answers probes of a service from its first moment, before there is an application, to its last.
 */
final class Probes implements AutoCloseable {
  private volatile Supplier<Pulse> pulse = Pulse::starting;
  private HealthServer server;

  /**
   * Opens {@code health.port}, unless that is 0.
   *
   * @param metrics asked at each request for them
   * @param told is told where
   * @throws io.strategystreams.lifecycle.StartupException if it is taken
   */
  static Probes open(
      ApplicationSettings.Health health, Supplier<String> metrics, Consumer<String> told) {
    Probes probes = new Probes();
    if (health.port() != 0) {
      probes.server =
          HealthServer.start(
              health.address(), health.port(), () -> probes.pulse.get(), health.stall(), metrics);
      told.accept(
          "answers probes on "
              + health.address()
              + ":"
              + health.port()
              + ", /live, /ready and /metrics");
    }
    return probes;
  }

  /** From now on the application is there. */
  void of(Supplier<Pulse> application) {
    pulse = application;
  }

  @Override
  public void close() {
    if (server != null) {
      server.close();
    }
  }
}
