package io.strategystreams.core.leg;

import static io.strategystreams.core.money.Decimals.divide;
import static io.strategystreams.core.money.Decimals.down;
import static io.strategystreams.core.money.Decimals.up;

import io.strategystreams.core.exposure.Positions;
import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.Market;
import io.strategystreams.core.plan.ChainOrders;
import io.strategystreams.core.plan.Intent;
import io.strategystreams.core.plan.PlanDraft;
import io.strategystreams.core.plan.Sizing;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * WETH staked for an LST: target c·r = equity. Freed through the protocol's queue at r, or on the
 * DEX at m·(1 − s).
 */
public final class StakingLeg implements LongLeg {
  private final LiquidStaking staking;
  private final boolean swaps;
  private final Function<PlanDraft, ChainOrders> chain;

  /**
   * @param swaps whether to free by swap instead of the queue
   */
  public StakingLeg(LiquidStaking staking, boolean swaps, Function<PlanDraft, ChainOrders> chain) {
    this.staking = staking;
    this.swaps = swaps;
    this.chain = chain;
  }

  @Override
  public List<Market> valuationMarkets() {
    return List.of(staking.rateMarket());
  }

  @Override
  public List<Market> growthMarkets() {
    return List.of(staking.rateMarket());
  }

  @Override
  public BigDecimal equity(Positions book) {
    BigDecimal held = held(book);
    return held.signum() == 0 ? BigDecimal.ZERO : held.multiply(staking.r());
  }

  @Override
  public boolean isOpen(Positions book) {
    return held(book).signum() > 0;
  }

  @Override
  public SortedMap<Instrument, BigDecimal> current(Positions book) {
    return new TreeMap<>(Map.of(staking.held(), held(book)));
  }

  @Override
  public SortedMap<Instrument, BigDecimal> targets(BigDecimal equity) {
    BigDecimal target = equity.signum() == 0 ? BigDecimal.ZERO : down(divide(equity, staking.r()));
    return new TreeMap<>(Map.of(staking.held(), target));
  }

  @Override
  public BigDecimal deviation(Positions book, BigDecimal equity) {
    return divide(equity(book).subtract(equity).abs(), equity);
  }

  @Override
  public FreeingCost freeingCost(Positions book, BigDecimal amount) {
    BigDecimal perLst = freedPerLst();
    return new FreeingCost(BigDecimal.ZERO, divide(staking.r().subtract(perLst), perLst));
  }

  @Override
  public boolean raise(PlanDraft draft, BigDecimal amount, Intent intent) {
    if (amount.signum() > 0) {
      chain.apply(draft).stake(down(amount), staking.r(), intent, Sizing.FOLLOWS);
    }
    return true;
  }

  @Override
  public boolean lower(PlanDraft draft, BigDecimal amount, Intent intent) {
    free(draft, up(divide(amount, freedPerLst())).min(held(draft.book())), intent);
    return true;
  }

  @Override
  public boolean close(PlanDraft draft, Intent intent) {
    free(draft, held(draft.book()), intent);
    return true;
  }

  private void free(PlanDraft draft, BigDecimal lst, Intent intent) {
    if (swaps) {
      chain.apply(draft).swap(lst, staking.dexPrice(), false, intent);
    } else {
      chain.apply(draft).unstake(lst, staking.rate(), intent);
    }
  }

  /** WETH per LST freed; a swap without a DEX price is sized by r less slippage. */
  private BigDecimal freedPerLst() {
    if (!swaps) {
      return staking.r();
    }
    return staking.expectedProceeds();
  }

  private BigDecimal held(Positions book) {
    return book.amount(staking.held());
  }
}
