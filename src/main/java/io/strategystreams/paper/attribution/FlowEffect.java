package io.strategystreams.paper.attribution;

import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.money.Token;
import io.strategystreams.paper.ledger.Flow;
import java.math.BigDecimal;

/**
 * What a flow does to equity.
 *
 * @param earned by component
 * @param external paid in (positive) or out by investors, share class units
 */
record FlowEffect(Tally earned, BigDecimal external) {
  /**
   * @throws io.strategystreams.paper.ledger.UnpricedMarketException if what it moves cannot be
   *     valued
   */
  static FlowEffect of(Flow flow, Worth worth) {
    if (flow instanceof Flow.Open open) {
      return external(valued(open.instrument(), open.amount(), worth));
    }
    if (flow instanceof Flow.Deposit deposit) {
      return external(valued(deposit.instrument(), deposit.amount(), worth));
    }
    if (flow instanceof Flow.Paid paid) {
      return external(valued(paid.instrument(), paid.amount(), worth).negate());
    }
    if (flow instanceof Flow.Dust dust) {
      return earned(Component.REWARDS, dust.instrument(), dust.amount(), worth);
    }
    if (flow instanceof Flow.Funding funding) {
      return earned(Component.FUNDING, funding.settlement(), funding.amount(), worth);
    }
    if (flow instanceof Flow.LendingInterest interest) {
      return earned(Component.LENDING_INTEREST, interest.aToken(), interest.amount(), worth);
    }
    if (flow instanceof Flow.BorrowInterest interest) {
      return earned(Component.BORROW_INTEREST, interest.debtToken(), interest.amount(), worth);
    }
    if (flow instanceof Flow.Gas gas) {
      BigDecimal burnt = gas.amount().multiply(worth.of(Token.ETH));
      return new FlowEffect(Tally.of(Component.GAS, burnt.negate()), BigDecimal.ZERO);
    }
    return external(BigDecimal.ZERO); // Requests, limits and directives move nothing.
  }

  private static FlowEffect external(BigDecimal amount) {
    return new FlowEffect(new Tally(), amount);
  }

  private static FlowEffect earned(
      Component component, Instrument instrument, BigDecimal amount, Worth worth) {
    return new FlowEffect(Tally.of(component, valued(instrument, amount, worth)), BigDecimal.ZERO);
  }

  /** A debt's growth is worth less than nothing. */
  private static BigDecimal valued(Instrument instrument, BigDecimal amount, Worth worth) {
    if (amount.signum() == 0) {
      return BigDecimal.ZERO;
    }
    BigDecimal value = amount.multiply(worth.ofHolding(instrument));
    return Worth.sign(instrument) < 0 ? value.negate() : value;
  }
}
