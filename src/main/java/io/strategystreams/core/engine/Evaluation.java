package io.strategystreams.core.engine;

import io.strategystreams.core.guard.ControlState;
import io.strategystreams.core.guard.HedgeCheck;
import io.strategystreams.core.guard.Judgement;
import io.strategystreams.core.guard.MarketSight;
import io.strategystreams.core.guard.PlanGuards;
import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.MarketCatalogue;
import io.strategystreams.core.market.Prediction;
import io.strategystreams.core.mode.StrategyParameters;
import io.strategystreams.core.money.Decimals;
import io.strategystreams.core.plan.Action;
import io.strategystreams.core.plan.Barrier;
import io.strategystreams.core.plan.ExitDemand;
import io.strategystreams.core.plan.OpenPlan;
import io.strategystreams.core.plan.Plan;
import io.strategystreams.core.plan.PlanPhase;
import io.strategystreams.core.plan.UntouchedReductions;
import io.strategystreams.core.strategy.GrowthHold;
import io.strategystreams.core.strategy.HeldLst;
import io.strategystreams.core.strategy.Reason;
import io.strategystreams.core.strategy.Ruling;
import io.strategystreams.core.strategy.Situation;
import io.strategystreams.core.strategy.StrategyEvaluator;
import io.strategystreams.core.strategy.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One evaluation: what stands in its way, what the rules say, what the guards say, and the plan
 * that comes of it. It ends in exactly one reason.
 */
final class Evaluation {
  private final StrategyEvaluator evaluator;
  private final MarketCatalogue catalogue;
  private final PlanProgress progress;

  Evaluation(StrategyEvaluator evaluator, MarketCatalogue catalogue, PlanProgress progress) {
    this.evaluator = evaluator;
    this.catalogue = catalogue;
    this.progress = progress;
  }

  void run(Turn turn) {
    Optional<Obstacle> obstacle = obstacle(turn);
    if (obstacle.isPresent()) {
      if (!reducedBeside(turn, obstacle.get())) {
        tell(turn, obstacle.get());
      }
      return;
    }
    if (turn.plan == null) {
      turn.barrier = Barrier.DOWN;
      turn.moves = ReportedMoves.NONE;
    }
    Installed installed = turn.installed().orElseThrow();
    StrategyParameters parameters = judging(turn, installed);
    MarketSight sight = turn.around().market().sight(parameters.pace().maxPriceJump());
    Verdict verdict = verdict(turn, parameters, sight, hold(turn));
    Judgement judgement = judgement(turn, verdict, parameters, sight);
    Optional<Verdict> hedge = hedgeInstead(turn, verdict, judgement, parameters, sight);
    if (hedge.isPresent()) {
      verdict = hedge.get();
      judgement = judgement(turn, verdict, parameters, sight);
    }
    if (judgement.planned().isEmpty()) {
      if (verdict.action() == Action.NONE) {
        usePrediction(turn, verdict, sight);
      }
      turn.rule(judgement.ruling(), judgement.ruling().reason() == Reason.EQUITY_IMPLAUSIBLE);
      return;
    }
    if (turn.plan != null) {
      progress.supersede(turn);
      if (!turn.barrierLets()) {
        return;
      }
      turn.barrier = Barrier.DOWN;
    }
    usePrediction(turn, verdict, sight);
    progress.start(turn, verdict, installed);
  }

  /**
   * A plan that also grows is refused as a whole; the naked leg that it was to hedge does not wait
   * for the guard that holds growth back.
   *
   * @return what hedges and nothing else, empty if no leg is naked or that is refused too
   */
  private Optional<Verdict> hedgeInstead(
      Turn turn,
      Verdict refused,
      Judgement judgement,
      StrategyParameters parameters,
      MarketSight sight) {
    boolean growthRefused =
        refused.planned().filter(plan -> !plan.lowersRisk()).isPresent()
            && judgement.planned().isEmpty();
    if (!growthRefused
        || new HedgeCheck(parameters, catalogue, sight)
            .unhedged(turn.exposure.positions())
            .isEmpty()) {
      return Optional.empty();
    }
    GrowthHold hold = new GrowthHold(judgement.ruling().reason(), "growth was refused");
    return Optional.of(verdict(turn, parameters, sight, hold))
        .filter(hedge -> hedge.planned().filter(Plan::lowersRisk).isPresent())
        .filter(hedge -> judgement(turn, hedge, parameters, sight).planned().isPresent());
  }

  private static StrategyParameters judging(Turn turn, Installed installed) {
    return turn.exposure == null
        ? installed.parameters()
        : HeldLst.judging(installed.parameters(), turn.exposure.positions());
  }

  private static void tell(Turn turn, Obstacle found) {
    if (turn.wouldRepeat(found.reason(), found.weight() == Obstacle.Weight.WAITS)) {
      turn.repeat(found.reason());
      return;
    }
    Ruling ruling = Ruling.of(Action.NONE, found.reason(), found.said(), turn.equity());
    switch (found.weight()) {
      case WAITS -> turn.ruleWaiting(ruling);
      case STOPS -> turn.rule(ruling, false);
      case ALARMS -> turn.rule(ruling, true);
    }
  }

  /**
   * While a plan is being superseded by an exit, what the exit reduces and no order in flight
   * touches goes out at once. Not of a neutral book: a leg alone would leave the other naked.
   *
   * @return whether it did
   */
  private boolean reducedBeside(Turn turn, Obstacle obstacle) {
    boolean mayReduce =
        obstacle.reason() == Reason.PLAN_OPEN
            && turn.plan.phase() == PlanPhase.SUPERSEDING
            && turn.beside == null
            && turn.demand() != ExitDemand.NONE
            && turn.exposureCounts();
    if (!mayReduce) {
      return false;
    }
    Installed installed = turn.installed().orElseThrow();
    StrategyParameters parameters = judging(turn, installed);
    if (parameters.mode().isNeutral()) {
      return false;
    }
    MarketSight sight = turn.around().market().sight(parameters.pace().maxPriceJump());
    Verdict exit = verdict(turn, parameters, sight, hold(turn));
    Optional<Verdict> reduction =
        exit.planned()
            .filter(Plan::lowersRisk)
            .flatMap(plan -> UntouchedReductions.of(plan, turn.plan, turn.exposure.positions()))
            .map(exit::withPlan)
            .filter(part -> judgement(turn, part, parameters, sight).planned().isPresent());
    reduction.ifPresent(part -> progress.startBeside(turn, part, installed));
    return reduction.isPresent();
  }

  private Verdict verdict(
      Turn turn, StrategyParameters parameters, MarketSight sight, GrowthHold hold) {
    return evaluator.evaluate(
        new Situation(
            parameters,
            catalogue,
            sight,
            turn.exposure,
            turn.currentRisk(),
            turn.usedPrediction,
            hold,
            turn.now()));
  }

  /** Why growth waits, null where it need not. */
  private static GrowthHold hold(Turn turn) {
    if (turn.quarantine != null) {
      return turn.quarantine.hold();
    }
    return turn.hold == null
        ? null
        : new GrowthHold(Reason.GROWTH_HELD, "until " + turn.hold.until() + ": " + turn.hold.why());
  }

  private static Judgement judgement(
      Turn turn, Verdict verdict, StrategyParameters parameters, MarketSight sight) {
    return Judgement.of(verdict, turn.exposure, guards(turn, parameters, sight), sight);
  }

  private static void usePrediction(Turn turn, Verdict verdict, MarketSight sight) {
    if (verdict.usesPrediction()) {
      String asset = turn.installed().orElseThrow().parameters().asset().symbol();
      turn.usedPrediction = sight.prediction(asset).map(Prediction::eventTime).orElseThrow();
    }
  }

  private static PlanGuards guards(Turn turn, StrategyParameters parameters, MarketSight sight) {
    return new PlanGuards(
        parameters,
        turn.effectiveControl(),
        turn.coolDown,
        turn.rate,
        sight,
        turn.around().market().sight(parameters.pace().maxPriceJump()),
        turn.now());
  }

  /** What keeps the rules from being asked at all. */
  private record Obstacle(Reason reason, Supplier<String> detail, Weight weight) {
    /** How much an obstacle matters to a person. */
    enum Weight {
      /** What is under way must end first. */
      WAITS,
      STOPS,
      ALARMS
    }

    static Optional<Obstacle> of(Reason reason, String detail) {
      return Optional.of(new Obstacle(reason, () -> detail, Weight.STOPS));
    }

    static Optional<Obstacle> alarm(Reason reason, String detail) {
      return Optional.of(new Obstacle(reason, () -> detail, Weight.ALARMS));
    }

    /** Waits as BARRIER_WAITING until {@code overdueAt}, then alarms with its own reason. */
    static Optional<Obstacle> until(
        Instant overdueAt, Instant now, Reason overdue, Supplier<String> detail) {
      return Optional.of(
          now.isBefore(overdueAt)
              ? new Obstacle(Reason.BARRIER_WAITING, detail, Weight.WAITS)
              : new Obstacle(overdue, detail, Weight.ALARMS));
    }

    /** In words; made only where somebody reads them. */
    String said() {
      return detail.get();
    }
  }

  private Optional<Obstacle> obstacle(Turn turn) {
    Installed installed = turn.installed().orElse(null);
    String refusal = turn.around().refusal();
    if (installed == null && refusal == null) {
      return Obstacle.of(
          Reason.NOT_CONFIGURED, "no configuration is known; send one with: strategies apply");
    }
    ControlState control = turn.effectiveControl();
    if (installed == null) {
      return refused(control, refusal);
    }
    if (control == ControlState.RETIRED) {
      return Obstacle.of(Reason.RETIRED, null);
    }
    if (control == ControlState.HALTED) {
      return halted(turn, judging(turn, installed));
    }
    if (turn.exposure == null) {
      return Obstacle.of(Reason.EXPOSURE_MISSING, null);
    }
    if (turn.plan != null && turn.plan.phase() != PlanPhase.QUEUED) {
      OpenPlan plan = turn.plan;
      return Optional.of(
          new Obstacle(
              Reason.PLAN_OPEN,
              () -> "plan " + plan.number() + " is " + plan.phase(),
              plan.phase() == PlanPhase.RELEASING ? Obstacle.Weight.WAITS : Obstacle.Weight.STOPS));
    }
    Duration patience = installed.parameters().pace().barrierTimeout();
    return ahead(turn, patience)
        .or(() -> turn.barrierLets() ? Optional.empty() : waiting(turn, patience))
        .or(() -> turn.unshown().flatMap(missing -> contradicted(turn, missing, patience)));
  }

  /** What an operator stopped stays stopped, whatever is stored of it. */
  private static Optional<Obstacle> refused(ControlState control, String refusal) {
    return switch (control) {
      case RETIRED -> Obstacle.of(Reason.RETIRED, refusal);
      case HALTED ->
          Obstacle.alarm(Reason.HALTED, "whether a leg lies unhedged cannot be told: " + refusal);
      case ACTIVE, REDUCE_ONLY -> Obstacle.alarm(Reason.CONFIGURATION_REFUSED, refusal);
    };
  }

  private Optional<Obstacle> halted(Turn turn, StrategyParameters parameters) {
    MarketSight sight = turn.around().market().sight(parameters.pace().maxPriceJump());
    return Optional.ofNullable(turn.exposure)
        .flatMap(
            exposure -> new HedgeCheck(parameters, catalogue, sight).unhedged(exposure.positions()))
        .map(
            open ->
                Obstacle.alarm(
                    Reason.HALT_LEAVES_UNHEDGED,
                    Decimals.plain(open)
                        + " "
                        + parameters.asset()
                        + " lie unhedged; hedge them by hand, or resume with: strategies resume"))
        .orElseGet(() -> Obstacle.of(Reason.HALTED, null));
  }

  /** What an operator must know of a strategy on which the engine failed. */
  String quarantined(Turn turn) {
    return "the engine failed: "
        + turn.quarantine.cause()
        + "; growth waits; "
        + openRisk(turn)
        + "; look at the dead letter of "
        + turn.trigger()
        + ", hedge by hand what is unhedged, then: strategies resume "
        + turn.strategyId();
  }

  /** Whatever made the engine fail may make this fail too; the alarm goes out all the same. */
  private String openRisk(Turn turn) {
    if (turn.exposure == null || turn.installed().isEmpty()) {
      return "nothing is known to be held";
    }
    try {
      StrategyParameters parameters = judging(turn, turn.installed().get());
      MarketSight sight = turn.around().market().sight(parameters.pace().maxPriceJump());
      HedgeCheck check = new HedgeCheck(parameters, catalogue, sight);
      return check
          .unhedged(turn.exposure.positions())
          .map(open -> "unhedged: " + check.said(open))
          .orElse("no leg is unhedged");
    } catch (RuntimeException e) {
      return "what is unhedged cannot be computed: " + e;
    }
  }

  /**
   * The exposure names a report that was not read yet. If it never comes, a way out that asks for
   * no equity still goes on: an override, or everything asked back.
   */
  private static Optional<Obstacle> ahead(Turn turn, Duration patience) {
    Instant overdueAt = turn.reports.overdueAt(patience).orElse(null);
    if (overdueAt == null
        || (turn.demand() != ExitDemand.NONE && !turn.now().isBefore(overdueAt))) {
      return Optional.empty();
    }
    return Obstacle.until(
        overdueAt,
        turn.now(),
        Reason.EXPOSURE_AHEAD,
        () ->
            "for report "
                + turn.exposure.lastReportOffset()
                + ", which the exposure of "
                + turn.exposure.eventTime()
                + " includes; the last read is "
                + turn.reports.last()
                + ": last_report_offset must be the offset of a report of this strategy, not the"
                + " consumer's position; look at the exposure monitor, or confirm the book with:"
                + " strategies resume");
  }

  /** The exposure passes the barrier, but its positions are those from before a fill. */
  private static Optional<Obstacle> contradicted(Turn turn, Instrument missing, Duration patience) {
    return Obstacle.until(
        turn.barrier.overdueAt(patience).orElse(turn.now()),
        turn.now(),
        Reason.EXPOSURE_CONTRADICTS_FILLS,
        () ->
            "for positions that show the fills reported: "
                + missing
                + " must have moved by about "
                + Decimals.plain(turn.moves.moved().get(missing))
                + " from "
                + Decimals.plain(turn.moves.base().get(missing))
                + ", was "
                + Decimals.plain(turn.exposure.positions().amount(missing))
                + "; look at the exposure monitor, or confirm the book with: strategies resume");
  }

  private static Optional<Obstacle> waiting(Turn turn, Duration patience) {
    Barrier barrier = turn.barrier;
    return Obstacle.until(
        barrier.overdueAt(patience).orElseThrow(),
        turn.now(),
        Reason.BARRIER_TIMED_OUT,
        () ->
            (turn.now().isBefore(barrier.overdueAt(patience).orElseThrow())
                ? "for " + awaited(barrier)
                : "since "
                    + barrier.since()
                    + " for "
                    + awaited(barrier)
                    + "; the last was of "
                    + turn.exposure.eventTime()
                    + ": look at the exposure monitor"));
  }

  private static String awaited(Barrier barrier) {
    return (barrier.reportOffset() == null
            ? "an exposure"
            : "an exposure that includes report " + barrier.reportOffset())
        + (barrier.awaitsNew() ? ", written since execution-reports was made anew" : "")
        + (barrier.laterThan() == null ? "" : ", later than " + barrier.laterThan());
  }
}
