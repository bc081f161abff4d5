package io.strategystreams.core.strategy;

import io.strategystreams.core.leg.LendingLeg;
import io.strategystreams.core.leg.LeveragedStakingLeg;
import io.strategystreams.core.leg.LiquidStaking;
import io.strategystreams.core.leg.LongLeg;
import io.strategystreams.core.leg.ShortLeg;
import io.strategystreams.core.leg.SpotLeg;
import io.strategystreams.core.leg.StakingLeg;
import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.Market;
import io.strategystreams.core.market.Venue;
import io.strategystreams.core.mode.StrategyParameters;
import io.strategystreams.core.mode.UnstakeVia;
import io.strategystreams.core.money.Token;
import io.strategystreams.core.plan.ChainOrders;
import io.strategystreams.core.plan.Intent;
import io.strategystreams.core.plan.PlanDraft;
import java.math.BigDecimal;
import java.util.function.Function;

/** Puts a mode's legs together into the planner of its book. */
final class Books {
  private final Facts facts;
  private final StrategyParameters parameters;
  private final LiquidStaking staking;

  Books(Facts facts) {
    this.facts = facts;
    this.parameters = facts.parameters();
    this.staking =
        LiquidStaking.of(
            parameters.staking().lst(),
            parameters.staking().protocol(),
            facts.prices(),
            parameters.trading().swapSlippage());
  }

  BookPlanner planner() {
    return switch (facts.composition().shortLeg()) {
      case NONE -> new NativeBook(facts, longLeg(swaps()), stakes() ? staking : null);
      case SIGNAL -> new DirectionalBook(facts);
      case HEDGE ->
          converted(
              staking,
              parameters.staking().allocation(),
              BigDecimal.ONE.subtract(parameters.staking().allocation()),
              parameters.staking().rebalanceThreshold());
      case BASIS -> basis();
    };
  }

  BookRisk risk() {
    boolean hedges =
        switch (facts.composition().shortLeg()) {
          case BASIS, HEDGE -> true;
          case NONE, SIGNAL -> false;
        };
    return new BookRisk(parameters, staking, hedges && !isNative());
  }

  private BookPlanner basis() {
    if (isNative()) {
      return new CoinBasisBook(
          facts, shorts(Instrument.base(Venue.BINANCE, Token.USDT), Intent.BASIS_PERP_SHORT));
    }
    BigDecimal reserve = parameters.hedge().marginReserve();
    return converted(null, BigDecimal.ONE.subtract(reserve), reserve, facts.threshold());
  }

  private BookPlanner converted(
      LiquidStaking staked, BigDecimal legShare, BigDecimal marginFraction, BigDecimal threshold) {
    Token asset = parameters.asset();
    Market spot = Market.spot(asset, Token.USDT);
    Instrument shared =
        marginFraction.signum() == 0 ? Instrument.base(Venue.BINANCE, Token.USDT) : null;
    Intent intent = staked == null ? Intent.BASIS_PERP_SHORT : Intent.MARKET_NEUTRAL_HEDGE;
    ConvertedTerms terms =
        new ConvertedTerms(
            facts,
            longLeg(swaps()),
            longLeg(true),
            staked,
            shorts(shared, intent),
            new AssetPile(parameters, facts.situation().exposure()),
            facts.prices().last(spot),
            facts.catalogue().rulesOf(spot),
            legShare,
            marginFraction);
    return new ConvertedBook(terms, threshold);
  }

  private ShortLeg shorts(Instrument sharedFeeAccount, Intent intent) {
    return new ShortLeg(
        parameters.asset(),
        parameters.hedge().allocation(),
        facts.catalogue(),
        facts.prices(),
        sharedFeeAccount,
        intent);
  }

  private LongLeg longLeg(boolean swaps) {
    return switch (facts.composition().longLeg()) {
      case LENDING -> new LendingLeg(parameters.shareClass(), chain());
      case STAKING -> new StakingLeg(staking, swaps, chain());
      case LEVERAGED_STAKING ->
          new LeveragedStakingLeg(staking, targetLtv(), parameters.leverage().flashFee(), chain());
      case SPOT -> new SpotLeg(parameters.asset());
      case NONE -> throw new IllegalStateException(parameters.mode() + " has no long leg");
    };
  }

  /** A risk override always swaps: the queue takes days. */
  private boolean swaps() {
    return facts.overridden() || parameters.staking().unstakeVia() == UnstakeVia.SWAP;
  }

  /** L = min(risk's target_ltv, mode's target_ltv, max_ltv). */
  private BigDecimal targetLtv() {
    BigDecimal ltv = parameters.leverage().targetLtv().min(parameters.leverage().maxLtv());
    return facts
        .situation()
        .riskAssessment()
        .flatMap(risk -> risk.ltvTarget())
        .map(ltv::min)
        .orElse(ltv);
  }

  private Function<PlanDraft, ChainOrders> chain() {
    return draft ->
        new ChainOrders(
            draft, staking.lst(), staking.protocol(), parameters.trading().swapSlippage());
  }

  private boolean stakes() {
    return switch (facts.composition().longLeg()) {
      case STAKING, LEVERAGED_STAKING -> true;
      case NONE, LENDING, SPOT -> false;
    };
  }

  private boolean isNative() {
    return parameters.shareClass().equals(parameters.asset());
  }
}
