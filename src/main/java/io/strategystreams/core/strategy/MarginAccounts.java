package io.strategystreams.core.strategy;

import static io.strategystreams.core.money.Decimals.down;

import io.strategystreams.core.exposure.Positions;
import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.Venue;
import io.strategystreams.core.money.Token;
import io.strategystreams.core.plan.Intent;
import io.strategystreams.core.plan.PlanDraft;
import io.strategystreams.core.plan.Sizing;
import io.strategystreams.core.plan.TransferOrders;
import java.math.BigDecimal;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * USDT at venues against what each should hold as margin; margin is USDT balances, unrealised
 * P&amp;L left out.
 */
final class MarginAccounts {
  private final Venue home;

  MarginAccounts(Venue home) {
    this.home = home;
  }

  /** Each venue's share of {@code margin}, USDT. */
  static SortedMap<Venue, BigDecimal> split(
      BigDecimal margin, SortedMap<Venue, BigDecimal> weights) {
    SortedMap<Venue, BigDecimal> split = new TreeMap<>();
    weights.forEach((venue, weight) -> split.put(venue, down(weight.multiply(margin))));
    return split;
  }

  /**
   * Brings each venue what it lacks of {@code wanted}, venues by name; taken from home first, then
   * from venues that hold more than is wanted of them.
   */
  void fund(PlanDraft draft, SortedMap<Venue, BigDecimal> wanted) {
    for (Map.Entry<Venue, BigDecimal> need : wanted.entrySet()) {
      Venue to = need.getKey();
      for (Venue from : sources(draft.book(), to)) {
        BigDecimal lacking = need.getValue().subtract(balance(draft.book(), to));
        BigDecimal spare =
            balance(draft.book(), from).subtract(wanted.getOrDefault(from, BigDecimal.ZERO));
        BigDecimal moved = down(lacking.min(spare));
        if (moved.signum() > 0) {
          new TransferOrders(draft)
              .move(
                  Instrument.base(from, Token.USDT),
                  to,
                  moved,
                  Intent.FUNDING_TRANSFER,
                  Sizing.FIXED);
        }
      }
    }
  }

  /**
   * Sends home what venues hold beyond {@code kept} by more than {@code tolerance} of it.
   *
   * @param traded venues whose perps the draft trades: their realised P&amp;L is not foreseen
   */
  void bringHome(
      PlanDraft draft,
      SortedMap<Venue, BigDecimal> kept,
      BigDecimal tolerance,
      TreeSet<Venue> traded) {
    for (Venue venue : holders(draft.book())) {
      BigDecimal keep = kept.getOrDefault(venue, BigDecimal.ZERO);
      BigDecimal spare = down(balance(draft.book(), venue).subtract(keep));
      if (!venue.equals(home)
          && spare.signum() > 0
          && spare.compareTo(keep.multiply(tolerance)) > 0) {
        Sizing sizing = traded.contains(venue) ? Sizing.AT_MOST_PRESENT : Sizing.FOLLOWS;
        new TransferOrders(draft)
            .move(Instrument.base(venue, Token.USDT), home, spare, Intent.SETTLEMENT, sizing);
      }
    }
  }

  private TreeSet<Venue> holders(Positions book) {
    TreeSet<Venue> venues = new TreeSet<>();
    book.balancesOf(Token.USDT).keySet().forEach(place -> venues.add(place.venue()));
    return venues;
  }

  private Iterable<Venue> sources(Positions book, Venue to) {
    TreeSet<Venue> others = holders(book);
    others.remove(to);
    others.remove(home);
    java.util.List<Venue> sources = new java.util.ArrayList<>();
    if (!home.equals(to)) {
      sources.add(home);
    }
    sources.addAll(others);
    return sources;
  }

  static BigDecimal balance(Positions book, Venue venue) {
    return book.amount(Instrument.base(venue, Token.USDT));
  }
}
