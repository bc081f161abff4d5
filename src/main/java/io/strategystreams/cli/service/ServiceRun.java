package io.strategystreams.cli.service;

import io.strategystreams.cli.ExitCodes;
import io.strategystreams.cli.console.Stopping;
import io.strategystreams.cluster.Brokers;
import io.strategystreams.cluster.ClusterAccess;
import io.strategystreams.cluster.ClusterException;
import io.strategystreams.cluster.ClusterTopics;
import io.strategystreams.cluster.TopicDifference;
import io.strategystreams.cluster.TopicPlan;
import io.strategystreams.config.ApplicationSettings;
import io.strategystreams.lifecycle.Causes;
import io.strategystreams.lifecycle.Health;
import io.strategystreams.lifecycle.LifecycleMeters;
import io.strategystreams.lifecycle.Pulse;
import io.strategystreams.lifecycle.StartupException;
import io.strategystreams.lifecycle.StreamsLifecycle;
import io.strategystreams.metrics.Metrics;
import io.strategystreams.metrics.Telemetry;
import io.strategystreams.topology.Profile;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;

/**
 * An application from its start until a signal stops it, or it fails: brokers awaited, cluster
 * checked, what it does told on standard error.
 */
public final class ServiceRun {
  private static final Duration LOOK = Duration.ofMillis(200);
  private static final Duration HEALTH = Duration.ofSeconds(1);

  private final String name;
  private final String group;
  private final ApplicationSettings application;
  private final ServiceOptions options;
  private final PrintWriter err;

  /**
   * @param name for people
   * @param group the consumer group, for meters
   * @param err where is told what happens
   */
  public ServiceRun(
      String name,
      String group,
      ApplicationSettings application,
      ServiceOptions options,
      PrintWriter err) {
    this.name = name;
    this.group = group;
    this.application = application;
    this.options = options;
    this.err = err;
  }

  /**
   * Runs it.
   *
   * @param start starts the application once the brokers answer; it tells what it does
   * @return the exit code: 0 if it was asked to stop and did, 1 if it failed or did not stop
   * @throws io.strategystreams.config.ConfigurationException if production does not allow the
   *     configuration
   * @throws StartupException if the cluster is not as it must be
   * @throws ClusterException if the brokers do not answer
   */
  public int run(Function<Telemetry, StreamsLifecycle> start) {
    if (options.profile() == Profile.PRODUCTION) {
      ProductionRules.require(application);
    }
    ClusterAccess access = ClusterAccess.of(application);
    try (Stopping stopping = new Stopping();
        Metrics metrics = new Metrics(group, options.isLive(), application.metrics().strategies());
        LifecycleMeters meters = new LifecycleMeters(application.health().stall());
        Probes probes = Probes.open(application.health(), metrics::scrape, this::tell)) {
      meters.bindTo(metrics.registry());
      if (!Brokers.await(access, options.patience(), err::println, stopping::isAsked)) {
        tell("stopped while it waited for the brokers");
        return stopping.endWith(ExitCodes.OK);
      }
      if (options.profile() == Profile.PRODUCTION) {
        requireSafeTopics(access);
      }
      tell("starts on " + access.brokers() + ", state in " + application.stateDir());
      StreamsLifecycle lifecycle = start.apply(telemetry(metrics));
      Supplier<Pulse> pulse = () -> lifecycle.pulse().with(metrics.telemetry().inputs().ofTicks());
      probes.of(pulse);
      meters.of(lifecycle, pulse);
      watch(lifecycle, pulse, stopping);
      return stopping.endWith(end(lifecycle, stopping.isAsked()));
    }
  }

  /** Nobody reads what is told where no port is open. */
  private Telemetry telemetry(Metrics metrics) {
    return application.health().port() == 0 ? Telemetry.none() : metrics.telemetry();
  }

  private void watch(StreamsLifecycle lifecycle, Supplier<Pulse> seen, Stopping stopping) {
    HealthTeller health = new HealthTeller(this::tell);
    long looked = System.nanoTime();
    Set<String> told = null;
    while (!lifecycle.hasEnded() && !stopping.await(LOOK)) {
      long now = System.nanoTime();
      if (now - looked >= HEALTH.toNanos()) {
        looked = now;
        Pulse pulse = seen.get();
        health.take(pulse, Health.of(pulse, application.health().stall()), now);
      }
      if (lifecycle.isRunning()) {
        Set<String> tasks = lifecycle.tasks();
        if (!tasks.equals(told)) {
          tell(
              tasks.isEmpty()
                  ? "runs without a task: other instances have them all, this one stands by"
                  : "runs, tasks " + String.join(", ", tasks) + "; Ctrl-C stops it");
          told = tasks;
        }
      }
    }
  }

  private int end(StreamsLifecycle lifecycle, boolean asked) {
    if (asked) {
      tell("stops");
    }
    boolean inTime = lifecycle.stop();
    if (lifecycle.failure().isPresent()) {
      tell("failed: " + Causes.said(lifecycle.failure().get()));
      return ExitCodes.FAILED;
    }
    if (!asked) {
      tell("ended by itself: the log says why");
      return ExitCodes.FAILED;
    }
    if (!inTime) {
      tell(
          "did not stop in time and was cut off; nothing is lost, its transactions are taken back"
              + " when it starts again");
      return ExitCodes.FAILED;
    }
    tell("stopped");
    return ExitCodes.OK;
  }

  private void requireSafeTopics(ClusterAccess access) {
    TopicPlan plan = TopicPlan.of(application);
    try (Admin admin = access.admin()) {
      List<String> unsafe =
          ClusterTopics.differences(plan, new ClusterTopics(admin).found(plan)).stream()
              .filter(TopicDifference::endangers)
              .map(TopicDifference::text)
              .toList();
      if (!unsafe.isEmpty()) {
        throw new StartupException(
            unsafe.stream()
                .collect(
                    Collectors.joining(
                        System.lineSeparator(),
                        "",
                        System.lineSeparator()
                            + "production starts on topics as planned only; see: strategies topics"
                            + " --check")));
      }
    }
  }

  private void tell(String what) {
    err.println(name + " " + what);
    err.flush();
  }
}
