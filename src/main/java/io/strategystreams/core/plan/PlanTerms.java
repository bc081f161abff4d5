package io.strategystreams.core.plan;

import io.strategystreams.core.mode.Mode;
import io.strategystreams.core.mode.Release;
import io.strategystreams.core.mode.StrategyParameters.Pace;
import java.time.Duration;
import java.util.Objects;

/**
 * What a plan began with and ends under, whatever is configured meanwhile.
 *
 * @param demand what exit was demanded when it was made; only a more urgent one overtakes it
 * @param orderTtl how long an order lives
 * @param grace how long after an order's deadline its terminal report may still come
 * @param settleDelay how long after an order's end its effect may still be missing from an exposure
 * @param unstakingDelay how long an accepted unstake may queue
 * @param release when its steps go out
 */
public record PlanTerms(
    Mode mode,
    long configVersion,
    ExitDemand demand,
    Duration orderTtl,
    Duration grace,
    Duration settleDelay,
    Duration unstakingDelay,
    Duration cooldownInitial,
    Duration cooldownMax,
    Release release) {
  public PlanTerms {
    Objects.requireNonNull(mode, "mode");
    Objects.requireNonNull(demand, "demand");
    Objects.requireNonNull(release, "release");
  }

  public static PlanTerms of(Mode mode, long configVersion, ExitDemand demand, Pace pace) {
    return new PlanTerms(
        mode,
        configVersion,
        demand,
        pace.orderTtl(),
        pace.grace(),
        pace.settleDelay(),
        pace.unstakingDelay(),
        pace.cooldownInitial(),
        pace.cooldownMax(),
        pace.release());
  }
}
