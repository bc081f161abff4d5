package io.strategystreams.core.leg;

import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.Venue;
import io.strategystreams.core.money.Token;
import io.strategystreams.core.plan.Intent;
import io.strategystreams.core.plan.PlanDraft;
import java.math.BigDecimal;

/**
 * The asset itself, held at binance. Buying and selling it is what every converted book does with
 * its asset anyway, so raising and lowering add no order of their own.
 */
public final class SpotLeg extends BalanceLeg {
  public SpotLeg(Token asset) {
    super(Instrument.base(Venue.BINANCE, asset));
  }

  @Override
  public boolean raise(PlanDraft draft, BigDecimal amount, Intent intent) {
    return true;
  }

  @Override
  public boolean lower(PlanDraft draft, BigDecimal amount, Intent intent) {
    return true;
  }

  @Override
  public boolean close(PlanDraft draft, Intent intent) {
    return true;
  }
}
