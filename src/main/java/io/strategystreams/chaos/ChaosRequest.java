package io.strategystreams.chaos;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * A run that is asked for.
 *
 * @param seed of market, flows and schedule
 * @param duration of the load
 * @param strategies instances of the strategy application
 * @param papers instances of the paper executor
 * @param build what the applications run
 * @param environment of a role's applications beside the stage's, {@code STRATEGY_STREAMS_…}
 * @param schedule what is done to whom
 * @param out where logs and, if it is not clean, the records go
 * @param toRest how long strategies and executors may take to come to rest when nothing new is
 *     asked for
 */
public record ChaosRequest(
    StagePlan plan,
    long seed,
    Duration duration,
    int strategies,
    int papers,
    Build build,
    Map<Role, Map<String, String>> environment,
    FaultSchedule schedule,
    Path out,
    Duration toRest) {
  private static final int INSTANCES = 2;
  private static final Duration TO_REST = Duration.ofMinutes(3);

  public ChaosRequest {
    environment = Map.copyOf(environment);
  }

  /** Two instances of each application of the present build, and the schedule of the seed. */
  public static ChaosRequest of(StagePlan plan, long seed, Duration duration, Path out) {
    FaultSchedule.Cast cast = new FaultSchedule.Cast(INSTANCES, INSTANCES, plan.brokers());
    return new ChaosRequest(
        plan,
        seed,
        duration,
        INSTANCES,
        INSTANCES,
        Build.present(plan.configs()),
        Map.of(),
        FaultSchedule.of(seed, duration, cast, plan.timeouts()),
        out,
        TO_REST);
  }

  /** With another schedule. */
  public ChaosRequest with(FaultSchedule other) {
    return new ChaosRequest(
        plan, seed, duration, strategies, papers, build, environment, other, out, toRest);
  }

  /** With another build and more environment. */
  public ChaosRequest with(Build other, Map<Role, Map<String, String>> variables) {
    return new ChaosRequest(
        plan, seed, duration, strategies, papers, other, variables, schedule, out, toRest);
  }

  /** With one instance of each application. */
  public ChaosRequest alone() {
    return new ChaosRequest(plan, seed, duration, 1, 1, build, environment, schedule, out, toRest);
  }

  public ChaosRequest toRestWithin(Duration patience) {
    return new ChaosRequest(
        plan, seed, duration, strategies, papers, build, environment, schedule, out, patience);
  }
}
