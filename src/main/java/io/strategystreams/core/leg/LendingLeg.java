package io.strategystreams.core.leg;

import static io.strategystreams.core.money.Decimals.down;
import static io.strategystreams.core.money.Decimals.up;

import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.money.Token;
import io.strategystreams.core.plan.ChainOrders;
import io.strategystreams.core.plan.Intent;
import io.strategystreams.core.plan.PlanDraft;
import io.strategystreams.core.plan.Sizing;
import java.math.BigDecimal;
import java.util.function.Function;

/** A token lent on Aave: target aToken = equity, one for one. */
public final class LendingLeg extends BalanceLeg {
  private final Token token;
  private final Function<PlanDraft, ChainOrders> chain;

  public LendingLeg(Token token, Function<PlanDraft, ChainOrders> chain) {
    super(Instrument.aToken(token));
    this.token = token;
    this.chain = chain;
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
}
