package io.strategystreams.paper.exchange;

import io.strategystreams.config.LendingTerms;
import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.PositionType;
import io.strategystreams.core.market.Venue;
import io.strategystreams.core.money.Decimals;
import io.strategystreams.core.money.Token;
import io.strategystreams.core.plan.Operation;
import io.strategystreams.paper.ledger.Lending;
import io.strategystreams.paper.ledger.MarginScope;
import io.strategystreams.paper.ledger.Margins;
import io.strategystreams.paper.ledger.PaperLedger;
import io.strategystreams.paper.ledger.Places;
import io.strategystreams.paper.ledger.Prices;
import io.strategystreams.paper.ledger.Valuation;
import java.math.BigDecimal;
import java.util.Map;

/**
 * Whether a venue lets an order leave the ledger as it would.
 *
 * <ul>
 *   <li>No balance ends below 0. In portfolio margin scope a trade may take exchange USDT to −1 %
 *       of equity; one that closes a perp may take it as far as its loss does while the equity
 *       stays at or above 0, for a venue never refuses to let go of a position that is covered.
 *   <li>A perp that grows, and a transfer away from an exchange, leave the initial margin.
 *   <li>Borrowing, and withdrawing collateral, leave the loan within the pool's limit.
 * </ul>
 */
final class Solvency {
  private static final BigDecimal OVERDRAFT = new BigDecimal("0.01");

  private final BigDecimal initialMargin;
  private final LendingTerms terms;

  Solvency(VenueSettings settings, LendingTerms terms) {
    this.initialMargin = settings.initialMargin();
    this.terms = terms;
  }

  /**
   * @throws Refusal naming what the order would break
   */
  void check(PaperOrder order, PaperLedger before, PaperLedger after, Prices prices) {
    for (Map.Entry<Instrument, BigDecimal> held : after.positions().asMap().entrySet()) {
      if (held.getValue().signum() < 0
          && held.getKey().type() != PositionType.PERP
          && held.getValue().compareTo(before.amount(held.getKey())) < 0) {
        checkOverdraft(order, held.getKey(), before, after, prices);
      }
    }
    if (order.operation() == Operation.BORROW || order.operation() == Operation.WITHDRAW) {
      Lending loan = Lending.of(after, prices, terms);
      Refusal.unless(
          loan.isBorrowable(),
          "the debt must not exceed "
              + Decimals.plain(Decimals.down(loan.borrowable()))
              + ", what the collateral bears, would be "
              + Decimals.plain(Decimals.down(loan.debt()))
              + " (loan to value "
              + ratio(loan)
              + ")");
    }
    if (grows(order, before, after)) {
      checkMargin(order.venue(), after, prices);
    }
    if (order.operation() == Operation.TRANSFER && Places.isExchange(order.sourceVenue())) {
      for (Venue venue : Margins.perpVenues(after)) {
        if (isBacking(order.sourceVenue(), venue, after)) {
          checkMargin(venue, after, prices);
        }
      }
    }
  }

  private void checkOverdraft(
      PaperOrder order, Instrument balance, PaperLedger before, PaperLedger after, Prices prices) {
    boolean portfolioUsdt =
        after.profile().marginScope() == MarginScope.PORTFOLIO
            && balance.isBase(Token.USDT)
            && Places.isExchange(balance.venue());
    boolean trade =
        order.operation() == Operation.SPOT_TRADE || order.operation() == Operation.PERP_TRADE;
    boolean closes = order.operation() == Operation.PERP_TRADE && !grows(order, before, after);
    BigDecimal value = after.amount(balance);
    if (portfolioUsdt && closes) {
      Refusal.unless(
          Valuation.of(after, prices).in(Token.USDT, prices).signum() >= 0,
          "the loss exceeds the strategy's whole equity: deposit at " + balance.venue());
      return;
    }
    BigDecimal floor = BigDecimal.ZERO;
    if (portfolioUsdt && trade) {
      floor = Valuation.of(before, prices).in(Token.USDT, prices).multiply(OVERDRAFT).negate();
    }
    Refusal.unless(
        value.compareTo(floor) >= 0,
        balance
            + " holds "
            + Decimals.plain(before.amount(balance))
            + ", the order would leave "
            + Decimals.plain(value)
            + " where at least "
            + Decimals.plain(floor)
            + " must stay: bring what is missing there first");
  }

  private void checkMargin(Venue venue, PaperLedger after, Prices prices) {
    Margins.Cover cover = Margins.behind(after, venue, prices);
    Refusal.unless(
        cover.suffices(initialMargin),
        "the margin behind "
            + venue
            + " must be at least "
            + Decimals.plain(initialMargin)
            + " of the notional "
            + Decimals.plain(Decimals.down(cover.notional()))
            + ", would be "
            + Decimals.plain(Decimals.down(cover.margin()))
            + " USDT: transfer margin there first");
  }

  private static boolean grows(PaperOrder order, PaperLedger before, PaperLedger after) {
    if (order.operation() != Operation.PERP_TRADE) {
      return false;
    }
    Instrument perp = PerpDesk.perpOf(order);
    BigDecimal was = before.amount(perp);
    BigDecimal is = after.amount(perp);
    return is.signum() != 0 && (is.signum() != was.signum() || is.abs().compareTo(was.abs()) > 0);
  }

  private static boolean isBacking(Venue source, Venue perpVenue, PaperLedger ledger) {
    return switch (ledger.profile().marginScope()) {
      case VENUE -> source.equals(perpVenue);
      case PORTFOLIO -> true;
    };
  }

  private static String ratio(Lending loan) {
    return loan.loanToValue()
        .map(value -> Decimals.plain(Decimals.down(value)))
        .orElse("a debt without collateral");
  }
}
