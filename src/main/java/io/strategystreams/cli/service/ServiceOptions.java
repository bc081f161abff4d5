package io.strategystreams.cli.service;

import io.strategystreams.topology.Profile;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How an application is kept running. */
public final class ServiceOptions {
  /** By which clock it works. */
  public enum Clock {
    /** The wall clock makes ticks and refuses what is stamped too far ahead. */
    LIVE,
    /** All time comes from records: from {@code strategies replay}. */
    REPLAY
  }

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      defaultValue = "development",
      description =
          "development, or production, which starts only where exactly-once and replicated topics"
              + " keep every order. Default: ${DEFAULT-VALUE}.")
  private Profile profile;

  @Option(
      names = "--clock",
      paramLabel = "NAME",
      defaultValue = "live",
      description =
          "live, or replay, where all time comes from strategies replay. Default:"
              + " ${DEFAULT-VALUE}.")
  private Clock clock;

  @Option(
      names = "--state-dir",
      paramLabel = "DIR",
      description =
          "In place of state_dir of application.yaml. Instances on one machine need one each.")
  private Path stateDirectory;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description =
          "How long it waits for brokers that do not answer before it gives up. Default:"
              + " ${DEFAULT-VALUE}.")
  private int wait;

  public Profile profile() {
    return profile;
  }

  /** Whether it works by the wall clock. */
  public boolean isLive() {
    return clock == Clock.LIVE;
  }

  /** Null if it is not given. */
  public Path stateDirectory() {
    return stateDirectory;
  }

  public Duration patience() {
    return Duration.ofSeconds(Math.max(0, wait));
  }
}
