package io.strategystreams.paper.exchange;

import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.plan.Operation;
import io.strategystreams.paper.ledger.PaperLedger;
import io.strategystreams.paper.ledger.Prices;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an executor must know of an account to keep it up between orders.
 *
 * @param settledAt up to when funding was paid and bars were looked at, null for never
 * @param indices the index of each balance and debt up to which it has grown
 * @param openings by perp and debt token, the order that opened it
 * @param stakes what rewards are paid by
 */
public record Upkeep(
    Instant settledAt,
    SortedMap<Instrument, BigDecimal> indices,
    SortedMap<Instrument, Opening> openings,
    StakeHistory stakes) {
  public static final Upkeep NONE =
      new Upkeep(null, new TreeMap<>(), new TreeMap<>(), StakeHistory.NONE);

  public Upkeep {
    indices = Collections.unmodifiableSortedMap(new TreeMap<>(indices));
    openings = Collections.unmodifiableSortedMap(new TreeMap<>(openings));
  }

  Optional<Opening> opening(Instrument position) {
    return Optional.ofNullable(openings.get(position));
  }

  Upkeep settled(Instant now) {
    return new Upkeep(now, indices, openings, stakes);
  }

  Upkeep withIndices(SortedMap<Instrument, BigDecimal> grownTo) {
    return new Upkeep(settledAt, grownTo, openings, stakes);
  }

  Upkeep withOpening(Instrument position, Opening opening) {
    SortedMap<Instrument, Opening> more = new TreeMap<>(openings);
    more.put(position, opening);
    return new Upkeep(settledAt, indices, more, stakes);
  }

  /** Without what belonged to positions that are no longer held. */
  Upkeep of(PaperLedger ledger) {
    SortedMap<Instrument, BigDecimal> keptIndices = new TreeMap<>(indices);
    keptIndices.keySet().removeIf(held -> ledger.amount(held).signum() == 0);
    SortedMap<Instrument, Opening> keptOpenings = new TreeMap<>(openings);
    keptOpenings.keySet().removeIf(held -> ledger.amount(held).signum() == 0);
    return new Upkeep(settledAt, keptIndices, keptOpenings, stakes);
  }

  /**
   * After an order, or a group, was filled: what is new grows from the index of this moment on.
   *
   * @param orders that were filled together
   */
  Upkeep after(
      List<PaperOrder> orders, PaperLedger before, PaperLedger now, Prices prices, Instant at) {
    Upkeep next = of(now);
    SortedMap<Instrument, BigDecimal> grownTo = new TreeMap<>(next.indices);
    SortedMap<Instrument, Opening> opened = new TreeMap<>(next.openings);
    now.positions()
        .asMap()
        .forEach(
            (held, amount) -> {
              if (Interest.isBearing(held) && !grownTo.containsKey(held)) {
                prices.find(Interest.indexOf(held)).ifPresent(index -> grownTo.put(held, index));
              }
              BigDecimal was = before.amount(held);
              openerOf(held, orders)
                  .ifPresent(
                      order -> {
                        if (was.signum() != amount.signum() || !opened.containsKey(held)) {
                          opened.put(held, Opening.by(order));
                        } else if (amount.abs().compareTo(was.abs()) > 0) {
                          opened.put(held, opened.get(held).grownBy(order));
                        }
                      });
            });
    return new Upkeep(settledAt, grownTo, opened, stakes.after(now, at));
  }

  /** The order among these that opened or changed a perp or a debt, the last of several. */
  private static Optional<PaperOrder> openerOf(Instrument held, List<PaperOrder> orders) {
    return orders.stream()
        .filter(
            order ->
                switch (held.type()) {
                  case PERP ->
                      order.operation() == Operation.PERP_TRADE
                          && order.venue().equals(held.venue())
                          && held.symbol().equals(order.pair());
                  case DEBT_TOKEN -> order.operation() == Operation.BORROW;
                  case BASE_TOKEN, LST, UNSTAKING, A_TOKEN -> false;
                })
        .reduce((first, last) -> last);
  }
}
