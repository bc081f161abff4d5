package io.strategystreams.core.leg;

import static io.strategystreams.core.money.Decimals.divide;
import static io.strategystreams.core.money.Decimals.down;
import static io.strategystreams.core.money.Decimals.up;

import io.strategystreams.core.exposure.Positions;
import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.Market;
import io.strategystreams.core.money.Token;
import io.strategystreams.core.plan.ChainOrders;
import io.strategystreams.core.plan.Intent;
import io.strategystreams.core.plan.PlanDraft;
import io.strategystreams.core.plan.Sizing;
import java.math.BigDecimal;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** A token lent on Aave: target aToken = equity, one for one. */
public final class LendingLeg implements LongLeg {
  private final Token token;
  private final Function<PlanDraft, ChainOrders> chain;

  public LendingLeg(Token token, Function<PlanDraft, ChainOrders> chain) {
    this.token = token;
    this.chain = chain;
  }

  @Override
  public List<Market> valuationMarkets() {
    return List.of();
  }

  @Override
  public List<Market> growthMarkets() {
    return List.of();
  }

  @Override
  public BigDecimal equity(Positions book) {
    return book.amount(aToken());
  }

  @Override
  public boolean isOpen(Positions book) {
    return equity(book).signum() > 0;
  }

  @Override
  public SortedMap<Instrument, BigDecimal> current(Positions book) {
    return new TreeMap<>(java.util.Map.of(aToken(), equity(book)));
  }

  @Override
  public SortedMap<Instrument, BigDecimal> targets(BigDecimal equity) {
    return new TreeMap<>(java.util.Map.of(aToken(), down(equity)));
  }

  @Override
  public BigDecimal deviation(Positions book, BigDecimal equity) {
    return divide(equity(book).subtract(equity).abs(), equity);
  }

  @Override
  public FreeingCost freeingCost(Positions book, BigDecimal amount) {
    return FreeingCost.NONE;
  }

  @Override
  public boolean raise(PlanDraft draft, BigDecimal amount, Intent intent) {
    if (amount.signum() > 0) {
      chain.apply(draft).supply(token, down(amount), intent, Sizing.FOLLOWS);
    }
    return true;
  }

  @Override
  public boolean lower(PlanDraft draft, BigDecimal amount, Intent intent) {
    chain.apply(draft).withdraw(token, up(amount).min(equity(draft.book())), intent);
    return true;
  }

  @Override
  public boolean close(PlanDraft draft, Intent intent) {
    return lower(draft, equity(draft.book()), intent);
  }

  private Instrument aToken() {
    return Instrument.aToken(token);
  }
}
