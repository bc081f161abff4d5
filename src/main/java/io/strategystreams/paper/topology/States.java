package io.strategystreams.paper.topology;

import io.strategystreams.core.exposure.Positions;
import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.Venue;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.core.money.Token;
import io.strategystreams.paper.exchange.Account;
import io.strategystreams.paper.exchange.Claim;
import io.strategystreams.paper.exchange.Fill;
import io.strategystreams.paper.exchange.Opening;
import io.strategystreams.paper.exchange.StakeHistory;
import io.strategystreams.paper.exchange.Upkeep;
import io.strategystreams.paper.ledger.Flow;
import io.strategystreams.paper.ledger.MarginScope;
import io.strategystreams.paper.ledger.PaperLedger;
import io.strategystreams.paper.ledger.RiskLimits;
import io.strategystreams.paper.ledger.StrategyProfile;
import io.strategystreams.paper.ledger.Watch;
import io.strategystreams.paper.ledger.WithdrawalRequest;
import io.strategystreams.state.PaperAccountState;
import io.strategystreams.state.PaperClaim;
import io.strategystreams.state.PaperLedgerState;
import io.strategystreams.state.PaperOpening;
import io.strategystreams.state.PaperStake;
import io.strategystreams.state.PaperWatchState;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Accounts and watches as the stores keep them. */
final class States {
  private States() {}

  static PaperAccountState written(Account account) {
    return PaperAccountState.newBuilder()
        .setLedger(written(account.ledger()))
        .setClaims(account.claims().stream().map(States::written).toList())
        .setRejectNext(account.rejectNext())
        .setPartialNext(account.partialNext())
        .setSettledAt(account.upkeep().settledAt())
        .setIndices(Amounts.written(account.upkeep().indices()))
        .setOpenings(openings(account.upkeep()))
        .setStakes(account.upkeep().stakes().changes().stream().map(States::written).toList())
        .build();
  }

  static Account read(PaperAccountState state) {
    return new Account(
        read(state.getLedger()),
        state.getClaims().stream().map(States::read).toList(),
        state.getRejectNext(),
        state.getPartialNext(),
        upkeep(state));
  }

  private static Upkeep upkeep(PaperAccountState state) {
    SortedMap<Instrument, Opening> openings = new TreeMap<>();
    state
        .getOpenings()
        .forEach((position, opening) -> openings.put(Instrument.parse(position), read(opening)));
    return new Upkeep(
        state.getSettledAt(),
        Amounts.read(state.getIndices()),
        openings,
        new StakeHistory(state.getStakes().stream().map(States::read).toList()));
  }

  private static Map<String, PaperOpening> openings(Upkeep upkeep) {
    Map<String, PaperOpening> written = new LinkedHashMap<>();
    upkeep
        .openings()
        .forEach((position, opening) -> written.put(position.toString(), written(opening)));
    return written;
  }

  private static PaperOpening written(Opening opening) {
    return PaperOpening.newBuilder()
        .setOrderId(opening.orderId())
        .setPlanId(opening.planId())
        .setTakeProfit(opening.takeProfit())
        .setStopLoss(opening.stopLoss())
        .setCloses(opening.closes())
        .build();
  }

  private static Opening read(PaperOpening opening) {
    return new Opening(
        opening.getOrderId(),
        opening.getPlanId(),
        opening.getTakeProfit(),
        opening.getStopLoss(),
        opening.getCloses());
  }

  private static PaperStake written(StakeHistory.Change change) {
    return PaperStake.newBuilder()
        .setLst(change.lst().symbol())
        .setSince(change.since())
        .setQuantity(change.quantity())
        .build();
  }

  private static StakeHistory.Change read(PaperStake stake) {
    return new StakeHistory.Change(
        new Token(stake.getLst()), stake.getSince(), stake.getQuantity());
  }

  static PaperWatchState written(Watch watch) {
    return PaperWatchState.newBuilder()
        .setLedger(written(watch.ledger()))
        .setPayments(watch.told().stream().map(FlowEvents::written).toList())
        .setOverrideUntil(watch.limits().overrideUntil())
        .setMaxEquityFraction(number(watch.limits().maxEquityFraction()))
        .setTargetLtv(number(watch.limits().targetLtv()))
        .setLastReportOffset(watch.lastReportOffset())
        .build();
  }

  static Watch read(PaperWatchState state) {
    return new Watch(
        read(state.getLedger()),
        state.getPayments().stream().map(event -> (Flow.Told) FlowEvents.read(event)).toList(),
        new RiskLimits(
            state.getOverrideUntil(),
            decimal(state.getMaxEquityFraction()),
            decimal(state.getTargetLtv())),
        state.getLastReportOffset());
  }

  private static PaperLedgerState written(PaperLedger ledger) {
    StrategyProfile profile = ledger.profile();
    Map<String, BigDecimal> dust = new LinkedHashMap<>();
    ledger.dust().forEach((token, amount) -> dust.put(token.symbol(), amount));
    WithdrawalRequest withdrawal = ledger.withdrawal();
    return PaperLedgerState.newBuilder()
        .setStrategyId(profile.strategyId())
        .setMode(profile.mode().id())
        .setShareClass(profile.shareClass().symbol())
        .setHome(profile.home().name())
        .setMarginScope(profile.marginScope().name())
        .setPositions(Amounts.written(ledger.positions().asMap()))
        .setEntries(Amounts.written(ledger.entries()))
        .setDust(dust)
        .setWithdrawalAskedAt(withdrawal == null ? null : withdrawal.askedAt())
        .setWithdrawalAmount(withdrawal == null ? null : withdrawal.amount())
        .build();
  }

  private static PaperLedger read(PaperLedgerState state) {
    StrategyProfile profile =
        new StrategyProfile(
            state.getStrategyId(),
            Mode.of(state.getMode()),
            new Token(state.getShareClass()),
            new Venue(state.getHome()),
            MarginScope.valueOf(state.getMarginScope()));
    SortedMap<Token, BigDecimal> dust = new TreeMap<>();
    state.getDust().forEach((token, amount) -> dust.put(new Token(token), amount));
    return new PaperLedger(
        profile,
        Positions.of(Amounts.read(state.getPositions())),
        Amounts.read(state.getEntries()),
        dust,
        state.getWithdrawalAskedAt() == null
            ? null
            : new WithdrawalRequest(state.getWithdrawalAmount(), state.getWithdrawalAskedAt()));
  }

  private static PaperClaim written(Claim claim) {
    return PaperClaim.newBuilder()
        .setOrderId(claim.orderId())
        .setPlanId(claim.planId())
        .setAmount(claim.finished().amount())
        .setPrice(claim.finished().price())
        .setAccepted(Amounts.written(claim.accepted().deltas()))
        .setFinished(Amounts.written(claim.finished().deltas()))
        .setDue(claim.due())
        .build();
  }

  private static Claim read(PaperClaim claim) {
    return new Claim(
        claim.getOrderId(),
        claim.getPlanId(),
        new Fill(
            claim.getAmount(), claim.getPrice(), null, null, Amounts.read(claim.getAccepted())),
        new Fill(
            claim.getAmount(), claim.getPrice(), null, null, Amounts.read(claim.getFinished())),
        claim.getDue());
  }

  private static Double number(BigDecimal value) {
    return value == null ? null : value.doubleValue();
  }

  private static BigDecimal decimal(Double value) {
    return value == null ? null : BigDecimal.valueOf(value);
  }
}
