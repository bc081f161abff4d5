package io.strategystreams.core.engine;

import io.strategystreams.core.guard.ControlState;
import io.strategystreams.core.guard.HedgeCheck;
import io.strategystreams.core.guard.Judgement;
import io.strategystreams.core.guard.MarketSight;
import io.strategystreams.core.guard.PlanGuards;
import io.strategystreams.core.market.MarketCatalogue;
import io.strategystreams.core.market.Prediction;
import io.strategystreams.core.mode.StrategyParameters;
import io.strategystreams.core.money.Decimals;
import io.strategystreams.core.plan.Action;
import io.strategystreams.core.plan.Barrier;
import io.strategystreams.core.plan.ExitDemand;
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
import java.time.Instant;
import java.util.Optional;

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
    }
    Installed installed = turn.installed().orElseThrow();
    StrategyParameters parameters = judging(turn, installed);
    MarketSight sight = turn.around().market().sight(parameters.pace().maxPriceJump());
    Verdict verdict = verdict(turn, parameters, sight);
    Judgement judgement = judgement(turn, verdict, parameters, sight);
    if (judgement.planned().isEmpty()) {
      if (verdict.action() == Action.NONE) {
        usePrediction(turn, verdict, sight);
      }
      turn.rule(judgement.ruling(), false);
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

  private static StrategyParameters judging(Turn turn, Installed installed) {
    return turn.exposure == null
        ? installed.parameters()
        : HeldLst.judging(installed.parameters(), turn.exposure.positions());
  }

  private static void tell(Turn turn, Obstacle found) {
    Ruling ruling = Ruling.of(Action.NONE, found.reason(), found.detail(), turn.equity());
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
            && turn.barrierLets();
    if (!mayReduce) {
      return false;
    }
    Installed installed = turn.installed().orElseThrow();
    StrategyParameters parameters = judging(turn, installed);
    if (parameters.mode().isNeutral()) {
      return false;
    }
    MarketSight sight = turn.around().market().sight(parameters.pace().maxPriceJump());
    Verdict exit = verdict(turn, parameters, sight);
    Optional<Verdict> reduction =
        exit.planned()
            .filter(Plan::lowersRisk)
            .flatMap(plan -> UntouchedReductions.of(plan, turn.plan, turn.exposure.positions()))
            .map(exit::withPlan)
            .filter(part -> judgement(turn, part, parameters, sight).planned().isPresent());
    reduction.ifPresent(part -> progress.startBeside(turn, part, installed));
    return reduction.isPresent();
  }

  private Verdict verdict(Turn turn, StrategyParameters parameters, MarketSight sight) {
    return evaluator.evaluate(
        new Situation(
            parameters,
            catalogue,
            sight,
            turn.exposure,
            turn.risk,
            turn.usedPrediction,
            hold(turn),
            turn.now()));
  }

  /** Why growth waits, null where it need not. */
  private static GrowthHold hold(Turn turn) {
    return turn.quarantine == null ? null : turn.quarantine.hold();
  }

  private static Judgement judgement(
      Turn turn, Verdict verdict, StrategyParameters parameters, MarketSight sight) {
    return Judgement.of(verdict, turn.exposure.positions(), guards(turn, parameters, sight), sight);
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
  private record Obstacle(Reason reason, String detail, Weight weight) {
    /** How much an obstacle matters to a person. */
    enum Weight {
      /** What is under way must end first. */
      WAITS,
      STOPS,
      ALARMS
    }

    static Optional<Obstacle> of(Reason reason, String detail) {
      return Optional.of(new Obstacle(reason, detail, Weight.STOPS));
    }

    static Optional<Obstacle> waiting(Reason reason, String detail) {
      return Optional.of(new Obstacle(reason, detail, Weight.WAITS));
    }

    static Optional<Obstacle> alarm(Reason reason, String detail) {
      return Optional.of(new Obstacle(reason, detail, Weight.ALARMS));
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
      String detail = "plan " + turn.plan.number() + " is " + turn.plan.phase();
      return turn.plan.phase() == PlanPhase.RELEASING
          ? Obstacle.waiting(Reason.PLAN_OPEN, detail)
          : Obstacle.of(Reason.PLAN_OPEN, detail);
    }
    if (turn.isQueued() && turn.reports.awaitsReport(turn.now(), turn.settleDelay())) {
      return Obstacle.waiting(
          Reason.BARRIER_WAITING,
          "for report " + turn.exposure.lastReportOffset() + ", which the exposure includes");
    }
    return turn.barrierLets() ? Optional.empty() : waiting(turn, installed.parameters());
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

  private static Optional<Obstacle> waiting(Turn turn, StrategyParameters parameters) {
    Barrier barrier = turn.barrier;
    String awaited =
        (barrier.reportOffset() == null
                ? "an exposure"
                : "an exposure that includes report " + barrier.reportOffset())
            + (barrier.awaitsNew() ? ", written since execution-reports was made anew" : "")
            + (barrier.laterThan() == null ? "" : ", later than " + barrier.laterThan());
    Instant overdueAt = barrier.overdueAt(parameters.pace().barrierTimeout()).orElseThrow();
    return turn.now().isBefore(overdueAt)
        ? Obstacle.waiting(Reason.BARRIER_WAITING, "for " + awaited)
        : Obstacle.alarm(
            Reason.BARRIER_TIMED_OUT,
            "since "
                + barrier.since()
                + " for "
                + awaited
                + "; the last was of "
                + turn.exposure.eventTime()
                + ": look at the exposure monitor");
  }
}
