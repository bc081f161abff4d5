package io.strategystreams.core.engine;

import io.strategystreams.core.exposure.Exposure;
import io.strategystreams.core.exposure.RiskAssessment;
import io.strategystreams.core.guard.Control;
import io.strategystreams.core.plan.Barrier;
import io.strategystreams.core.plan.ClosedOrders;
import io.strategystreams.core.plan.CoolDown;
import io.strategystreams.core.plan.HeldGrowth;
import io.strategystreams.core.plan.OpenPlan;
import io.strategystreams.core.plan.PlanRate;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All that is remembered of a strategy between two events. Immutable.
 *
 * @param incarnation 0 before the first configuration
 * @param plans plans made in this incarnation
 * @param decisions decisions recorded in this incarnation
 * @param control the strategy's own control in force
 * @param exposure the last one, null before the first
 * @param risk the last one, null before the first
 * @param usedPrediction event time of the last prediction acted on, null if none was
 * @param moves what reports moved that the next exposure must show
 * @param time the highest event time of the strategy's own records
 * @param plan the open plan, null if none is
 * @param beside what is reduced while {@code plan} is being superseded, null if nothing is
 * @param hold until when growth waits for an order in doubt, null for none
 * @param closed orders of closed plans that a report may still name
 * @param former orders of earlier incarnations, as {@code closed}
 * @param last how the last recorded evaluation ended, null before the first
 * @param reports how far reports were read
 * @param life of which topic of reports the offsets are
 * @param evaluateAt when time alone makes an evaluation due, null if it does not
 * @param quarantine why growth waits for an operator, null if it does not
 */
public record StrategyState(
    String strategyId,
    long incarnation,
    long plans,
    long decisions,
    Control control,
    Exposure exposure,
    RiskAssessment risk,
    Instant usedPrediction,
    ReportedMoves moves,
    Instant time,
    OpenPlan plan,
    OpenPlan beside,
    Barrier barrier,
    CoolDown coolDown,
    PlanRate rate,
    HeldGrowth hold,
    ClosedOrders closed,
    ClosedOrders former,
    LastRuling last,
    ReportsRead reports,
    ReportLife life,
    Instant evaluateAt,
    Quarantine quarantine) {
  public StrategyState {
    Objects.requireNonNull(strategyId, "strategyId");
    Objects.requireNonNull(control, "control");
    Objects.requireNonNull(moves, "moves");
    Objects.requireNonNull(time, "time");
    Objects.requireNonNull(barrier, "barrier");
    Objects.requireNonNull(coolDown, "coolDown");
    Objects.requireNonNull(rate, "rate");
    Objects.requireNonNull(closed, "closed");
    Objects.requireNonNull(former, "former");
    Objects.requireNonNull(reports, "reports");
    Objects.requireNonNull(life, "life");
  }

  /** A strategy of which nothing is known yet. */
  public static StrategyState unknown(String strategyId) {
    return new StrategyState(
        strategyId,
        0,
        0,
        0,
        Control.NONE,
        null,
        null,
        null,
        ReportedMoves.NONE,
        Instant.EPOCH,
        null,
        null,
        Barrier.DOWN,
        CoolDown.NONE,
        PlanRate.NONE,
        null,
        ClosedOrders.NONE,
        ClosedOrders.NONE,
        null,
        ReportsRead.NONE,
        ReportLife.UNKNOWN,
        null,
        null);
  }

  public Optional<OpenPlan> openPlan() {
    return Optional.ofNullable(plan);
  }

  /** The first instant at which time alone moves the plan or makes an evaluation due. */
  public Optional<Instant> dueAt() {
    return Stream.of(
            openPlan().flatMap(OpenPlan::dueAt),
            Optional.ofNullable(beside).flatMap(OpenPlan::dueAt),
            Optional.ofNullable(evaluateAt))
        .flatMap(Optional::stream)
        .min(Instant::compareTo);
  }
}
