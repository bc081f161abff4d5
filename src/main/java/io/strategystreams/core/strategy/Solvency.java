package io.strategystreams.core.strategy;

import io.strategystreams.core.exposure.Positions;
import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.Market;
import io.strategystreams.core.market.PositionType;
import io.strategystreams.core.market.Venue;
import io.strategystreams.core.money.Decimals;
import io.strategystreams.core.money.Token;
import io.strategystreams.core.plan.PlanDraft;
import io.strategystreams.core.plan.PlannedOrder;
import io.strategystreams.core.plan.Step;
import java.math.BigDecimal;
import java.util.Optional;

/** Whether a plan that grows can be paid for at every step: no order may overdraw a balance. */
final class Solvency {
  /**
   * Exchange USDT may dip this far below zero where margin is reckoned over all balances, as a
   * fraction of equity.
   */
  private static final BigDecimal PORTFOLIO_DIP = new BigDecimal("0.01");

  private Solvency() {}

  /** Which balance the plan would overdraw first, in words; empty if none. */
  static Optional<String> overdrawn(PlanDraft draft, Facts facts) {
    Positions book = draft.before();
    for (Step step : draft.steps()) {
      for (PlannedOrder order : step.orders()) {
        Positions after = book.plus(order.expectedDeltas());
        for (Instrument instrument : order.expectedDeltas().keySet()) {
          BigDecimal left = after.amount(instrument);
          boolean falls = left.compareTo(book.amount(instrument)) < 0;
          if (instrument.type() != PositionType.PERP
              && falls
              && left.compareTo(floor(instrument, facts)) < 0) {
            return Optional.of(
                order.operation() + " would leave " + instrument + " at " + Decimals.plain(left));
          }
        }
        book = after;
      }
    }
    return Optional.empty();
  }

  private static BigDecimal floor(Instrument instrument, Facts facts) {
    boolean basis = facts.composition().shortLeg() == Composition.ShortKind.BASIS;
    boolean portfolio = basis && facts.parameters().hedge().marginReserve().signum() == 0;
    if (!portfolio || !instrument.equals(Instrument.base(Venue.BINANCE, Token.USDT))) {
      return BigDecimal.ZERO;
    }
    boolean coin = facts.parameters().shareClass().equals(facts.parameters().asset());
    BigDecimal price =
        coin
            ? facts
                .prices()
                .last(Market.spot(facts.parameters().asset(), Token.USDT))
                .orElse(BigDecimal.ZERO)
            : BigDecimal.ONE;
    return facts.equity().abs().multiply(price).multiply(PORTFOLIO_DIP).negate();
  }
}
