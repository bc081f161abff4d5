package io.strategystreams.paper;

import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.RewardPayout;
import io.strategystreams.core.market.Venue;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.core.money.Decimals;
import io.strategystreams.core.money.Token;
import io.strategystreams.events.PaperFlow;
import io.strategystreams.events.PaperFlowKind;
import io.strategystreams.events.PaperMarginScope;
import io.strategystreams.paper.ledger.StrategyProfile;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/**
 * The events of topic {@code paper-flows}, to be sent with the strategy's id as key and the event
 * time as timestamp.
 *
 * <pre>{@code
 * PaperFlow open = PaperFlows.open("eth_basis", Mode.ETH_BASIS, Token.USDT, new BigDecimal("100000"), start);
 * }</pre>
 */
public final class PaperFlows {
  private PaperFlows() {}

  /** Opens an account with share class at its mode's home; margin scope as its mode has it. */
  public static PaperFlow open(
      String strategyId, Mode mode, Token shareClass, BigDecimal amount, Instant at) {
    return flow(strategyId, PaperFlowKind.OPEN, at)
        .setMode(mode.id())
        .setShareClass(shareClass.symbol())
        .setInstrument(Instrument.base(StrategyProfile.homeOf(mode), shareClass).toString())
        .setAmount(scaled(amount))
        .build();
  }

  /** As {@link #open}, for a mode file whose margin scope is not its mode's default. */
  public static PaperFlow open(
      String strategyId,
      Mode mode,
      Token shareClass,
      BigDecimal amount,
      PaperMarginScope scope,
      Instant at) {
    return PaperFlow.newBuilder(open(strategyId, mode, shareClass, amount, at))
        .setMarginScope(scope)
        .build();
  }

  /** Pays in; amount in the instrument's unit. */
  public static PaperFlow deposit(
      String strategyId, Instrument instrument, BigDecimal amount, Instant at) {
    return flow(strategyId, PaperFlowKind.DEPOSIT, at)
        .setInstrument(instrument.toString())
        .setAmount(scaled(amount))
        .build();
  }

  /** Asks back an amount in share class units. */
  public static PaperFlow withdraw(String strategyId, BigDecimal amount, Instant at) {
    return flow(strategyId, PaperFlowKind.WITHDRAW, at).setAmount(scaled(amount)).build();
  }

  /** Asks back everything. */
  public static PaperFlow withdrawAll(String strategyId, Instant at) {
    return flow(strategyId, PaperFlowKind.WITHDRAW, at).build();
  }

  /** A token comes in as dust. */
  public static PaperFlow dust(
      String strategyId, Venue venue, Token token, BigDecimal amount, Instant at) {
    return flow(strategyId, PaperFlowKind.DUST, at)
        .setInstrument(Instrument.base(venue, token).toString())
        .setAmount(scaled(amount))
        .build();
  }

  /**
   * A protocol pays those who held its LST; the paper executor answers with the dust that is this
   * account's part.
   */
  public static PaperFlow reward(String strategyId, RewardPayout payout, Instant at) {
    return flow(strategyId, PaperFlowKind.REWARD, at)
        .setInstrument(Instrument.base(Venue.WALLET, payout.token()).toString())
        .setAmount(scaled(payout.perUnit()))
        .setLst(payout.lst().symbol())
        .setPeriodStart(payout.from())
        .setPeriodEnd(payout.to())
        .build();
  }

  /**
   * Every payout for every account of a mode that stakes, account by account.
   *
   * @param accounts mode by strategy id
   */
  public static List<PaperFlow> rewards(
      List<RewardPayout> payouts, SortedMap<String, Mode> accounts, Instant at) {
    List<PaperFlow> rewards = new ArrayList<>();
    if (!payouts.isEmpty()) {
      accounts.forEach(
          (id, mode) -> {
            if (mode.stakes()) {
              payouts.forEach(payout -> rewards.add(reward(id, payout, at)));
            }
          });
    }
    return rewards;
  }

  /** The risk monitor orders everything out for a while. */
  public static PaperFlow riskOverride(String strategyId, Duration duration, Instant at) {
    return flow(strategyId, PaperFlowKind.RISK_OVERRIDE, at)
        .setDurationMs(duration.toMillis())
        .build();
  }

  /** The risk monitor limits the equity at work to a fraction, null lifts the limit. */
  public static PaperFlow equityFraction(String strategyId, Double fraction, Instant at) {
    return flow(strategyId, PaperFlowKind.EQUITY_FRACTION, at).setFraction(fraction).build();
  }

  /** The risk monitor asks for a loan to value, null for none. */
  public static PaperFlow targetLtv(String strategyId, Double ltv, Instant at) {
    return flow(strategyId, PaperFlowKind.TARGET_LTV, at).setFraction(ltv).build();
  }

  /** The venues reject the next orders; an atomic group counts as one. */
  public static PaperFlow rejectNext(String strategyId, int count, Instant at) {
    return flow(strategyId, PaperFlowKind.REJECT_NEXT, at).setCount(count).build();
  }

  /** The next trades fill in two parts. */
  public static PaperFlow partialNext(String strategyId, int count, Instant at) {
    return flow(strategyId, PaperFlowKind.PARTIAL_NEXT, at).setCount(count).build();
  }

  private static PaperFlow.Builder flow(String strategyId, PaperFlowKind kind, Instant at) {
    return PaperFlow.newBuilder().setStrategyId(strategyId).setKind(kind).setEventTime(at);
  }

  private static BigDecimal scaled(BigDecimal amount) {
    return amount.setScale(Decimals.SCALE);
  }
}
