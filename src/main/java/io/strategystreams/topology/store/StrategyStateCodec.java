package io.strategystreams.topology.store;

import io.strategystreams.core.engine.LastRuling;
import io.strategystreams.core.engine.Quarantine;
import io.strategystreams.core.engine.ReportLife;
import io.strategystreams.core.engine.ReportedMoves;
import io.strategystreams.core.engine.ReportsRead;
import io.strategystreams.core.engine.StrategyState;
import io.strategystreams.core.plan.Barrier;
import io.strategystreams.core.plan.ClosedOrders;
import io.strategystreams.core.plan.CoolDown;
import io.strategystreams.core.plan.HeldGrowth;
import io.strategystreams.core.plan.PlanRate;
import io.strategystreams.core.strategy.Reason;
import io.strategystreams.state.BarrierState;
import io.strategystreams.state.LastRulingState;
import io.strategystreams.state.MovesState;
import io.strategystreams.state.QuarantineState;

/** The state of a strategy. */
final class StrategyStateCodec {
  private StrategyStateCodec() {}

  static io.strategystreams.state.StrategyState write(StrategyState state) {
    return new io.strategystreams.state.StrategyState(
        state.incarnation(),
        state.plans(),
        state.decisions(),
        state.control().state().name(),
        MonitorCodec.write(state.exposure()),
        MonitorCodec.write(state.risk()),
        state.usedPrediction(),
        write(state.moves()),
        state.time(),
        PlanCodec.write(state.plan()),
        write(state.barrier()),
        state.coolDown().abandoned(),
        state.coolDown().until(),
        state.rate().starts(),
        state.hold() == null ? null : state.hold().until(),
        state.hold() == null ? null : state.hold().why(),
        PlanCodec.progress(state.closed().orders()),
        PlanCodec.progress(state.former().orders()),
        write(state.last()),
        state.evaluateAt(),
        PlanCodec.write(state.beside()),
        state.reports().last(),
        state.reports().aheadSince(),
        state.life().topicId(),
        state.life().former(),
        state.life().exposuresFrom(),
        state.closed().otherOpen(),
        state.control().revision(),
        ControlCodec.time(state.control()),
        ControlCodec.text(state.control().reason()),
        ControlCodec.text(state.control().author()),
        write(state.quarantine()));
  }

  static StrategyState read(String strategyId, io.strategystreams.state.StrategyState stored) {
    return new StrategyState(
        strategyId,
        stored.getIncarnation(),
        stored.getPlans(),
        stored.getDecisions(),
        ControlCodec.read(
            stored.getControl(),
            stored.getControlRevision(),
            stored.getControlTime(),
            stored.getControlReason(),
            stored.getControlAuthor()),
        MonitorCodec.read(strategyId, stored.getExposure()),
        MonitorCodec.read(strategyId, stored.getRisk()),
        stored.getUsedPrediction(),
        read(stored.getMoves()),
        stored.getTime(),
        PlanCodec.read(stored.getPlan()),
        PlanCodec.read(stored.getBeside()),
        read(stored.getBarrier()),
        new CoolDown(stored.getAbandoned(), stored.getCoolDownUntil()),
        new PlanRate(stored.getPlanStarts()),
        stored.getHoldUntil() == null
            ? null
            : new HeldGrowth(stored.getHoldUntil(), stored.getHoldWhy()),
        new ClosedOrders(PlanCodec.progressed(stored.getClosed()), stored.getClosedBeside()),
        new ClosedOrders(PlanCodec.progressed(stored.getFormer()), false),
        read(stored.getLast()),
        new ReportsRead(stored.getLastReport(), stored.getAheadSince()),
        new ReportLife(
            stored.getReportTopicId(), stored.getFormerReport(), stored.getExposuresFrom()),
        stored.getEvaluateAt(),
        read(stored.getQuarantine()));
  }

  private static QuarantineState write(Quarantine quarantine) {
    return quarantine == null ? null : new QuarantineState(quarantine.since(), quarantine.cause());
  }

  private static Quarantine read(QuarantineState stored) {
    return stored == null ? null : new Quarantine(stored.getSince(), stored.getCause());
  }

  private static MovesState write(ReportedMoves moves) {
    return moves.asOf() == null
        ? null
        : new MovesState(Amounts.named(moves.base()), Amounts.named(moves.moved()), moves.asOf());
  }

  private static ReportedMoves read(MovesState stored) {
    return stored == null
        ? ReportedMoves.NONE
        : new ReportedMoves(
            Amounts.byInstrument(stored.getBase()),
            Amounts.byInstrument(stored.getMoved()),
            stored.getAsOf());
  }

  private static BarrierState write(Barrier barrier) {
    return barrier.isDown()
        ? null
        : new BarrierState(
            barrier.reportOffset(),
            barrier.settledAt(),
            barrier.laterThan(),
            barrier.since(),
            barrier.awaitsNew());
  }

  private static Barrier read(BarrierState stored) {
    return stored == null
        ? Barrier.DOWN
        : new Barrier(
            stored.getReportOffset(),
            stored.getSettledAt(),
            stored.getLaterThan(),
            stored.getAwaitsNew(),
            stored.getSince());
  }

  private static LastRulingState write(LastRuling last) {
    return last == null
        ? null
        : new LastRulingState(last.reason().name(), Amounts.named(last.targets()));
  }

  private static LastRuling read(LastRulingState stored) {
    return stored == null
        ? null
        : new LastRuling(
            Reason.valueOf(stored.getReason()), Amounts.byInstrument(stored.getTargets()));
  }
}
