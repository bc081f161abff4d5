package io.strategystreams.paper.exchange;

import io.strategystreams.paper.ledger.MarketPrices;
import java.time.Duration;
import java.time.Instant;

/**
 * What happens to an account between its orders, in the order in which it would: interest up to
 * now, what bars did to perps, what became of its loan, then the funding of what is left.
 */
final class Settlement {
  /** What was settled is told as of just before what is executed now: a report comes after it. */
  private static final Duration ATOM_OF_TIME = Duration.ofMillis(1);

  private final PerpWatch perps;
  private final LoanLiquidation loans;

  Settlement(PerpWatch perps, LoanLiquidation loans) {
    this.perps = perps;
    this.loans = loans;
  }

  /** The account as it stands now; unchanged where nothing of it depends on the market. */
  Turn settle(Account account, MarketPrices prices, Instant now) {
    Instant since = account.upkeep().settledAt();
    if (!account.needsUpkeep()) {
      return Turn.nothing(since == null ? account : account.with(account.upkeep().settled(null)));
    }
    Instant before = now.minus(ATOM_OF_TIME);
    Turn turn = Interest.accrue(account, prices, before);
    if (since == null || now.isAfter(since)) {
      if (since != null) {
        turn = turn.then(perps.check(turn.account(), prices, since));
      }
      turn = turn.then(loans.check(turn.account(), prices));
      turn = turn.then(Funding.pay(turn.account(), prices, since, now, before));
      turn = turn.then(Turn.nothing(turn.account().with(turn.account().upkeep().settled(now))));
    }
    return turn;
  }

  /** After an order: what it opened counts from now on. */
  static Account opened(Account account, Instant now) {
    return account.needsUpkeep() && account.upkeep().settledAt() == null
        ? account.with(account.upkeep().settled(now))
        : account;
  }
}
