package io.strategystreams.paper.ledger;

import static io.strategystreams.core.money.Decimals.divide;

import io.strategystreams.core.exposure.Positions;
import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.PositionType;
import io.strategystreams.core.money.Decimals;
import io.strategystreams.core.money.Token;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a strategy holds on paper. Immutable; it moves by fills ({@link #fill}) and by flows ({@link
 * FlowRules}), nothing else.
 *
 * @param positions by instrument, each in its unit, signed for perps, debt positive
 * @param entries average entry price of each open perp, USDT per base unit
 * @param dust tokens that came as dust, amounts still held
 * @param withdrawal what was asked back and is not yet paid, null for nothing
 */
public record PaperLedger(
    StrategyProfile profile,
    Positions positions,
    SortedMap<Instrument, BigDecimal> entries,
    SortedMap<Token, BigDecimal> dust,
    WithdrawalRequest withdrawal) {
  public PaperLedger {
    Objects.requireNonNull(profile, "profile");
    Objects.requireNonNull(positions, "positions");
    entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
    dust = Collections.unmodifiableSortedMap(new TreeMap<>(dust));
  }

  /** An empty ledger. */
  public static PaperLedger open(StrategyProfile profile) {
    return new PaperLedger(profile, Positions.NONE, new TreeMap<>(), new TreeMap<>(), null);
  }

  /** Zero where nothing is held. */
  public BigDecimal amount(Instrument instrument) {
    return positions.amount(instrument);
  }

  /**
   * Whether nothing that cannot be owed is below 0. It is while a report is booked and what the
   * executor told before it is still to be read.
   */
  public boolean isWhole() {
    return positions.asMap().entrySet().stream()
        .noneMatch(
            held ->
                held.getValue().signum() < 0
                    && held.getKey().type() != PositionType.PERP
                    && held.getKey().type() != PositionType.BASE_TOKEN);
  }

  public Optional<WithdrawalRequest> pendingWithdrawal() {
    return Optional.ofNullable(withdrawal);
  }

  /**
   * This ledger after (a further part of) an order was filled.
   *
   * @param deltas what moved, realised P&amp;L and fees included
   * @param price what a perp among them was traded at, USDT per base unit; else not read
   */
  public PaperLedger fill(Map<Instrument, BigDecimal> deltas, BigDecimal price) {
    SortedMap<Instrument, BigDecimal> newEntries = new TreeMap<>(entries);
    new TreeMap<>(deltas)
        .forEach(
            (instrument, change) -> {
              if (instrument.type() == PositionType.PERP && change.signum() != 0) {
                moveEntry(newEntries, instrument, change, price);
              }
            });
    Positions after = positions.plus(deltas);
    return new PaperLedger(profile, after, newEntries, dustAfter(deltas, after), withdrawal);
  }

  /** This ledger after something came in (positive) or went out that is no fill. */
  PaperLedger moved(Instrument instrument, BigDecimal change) {
    Positions after = positions.plus(Map.of(instrument, change));
    return new PaperLedger(
        profile, after, entries, dustAfter(Map.of(instrument, change), after), withdrawal);
  }

  /** This ledger with so much more of a token counted as dust. */
  PaperLedger withDust(Token token, BigDecimal amount) {
    SortedMap<Token, BigDecimal> more = new TreeMap<>(dust);
    more.merge(token, amount, BigDecimal::add);
    return new PaperLedger(profile, positions, entries, more, withdrawal);
  }

  /** This ledger with another withdrawal pending, null for none. */
  PaperLedger withWithdrawal(WithdrawalRequest request) {
    return new PaperLedger(profile, positions, entries, dust, request);
  }

  private void moveEntry(
      SortedMap<Instrument, BigDecimal> into,
      Instrument perp,
      BigDecimal change,
      BigDecimal price) {
    if (price == null) {
      throw new IllegalArgumentException(
          "the fill of " + perp + " for " + profile.strategyId() + " needs a price, was null");
    }
    BigDecimal before = positions.amount(perp);
    BigDecimal after = before.add(change);
    if (after.signum() == 0) {
      into.remove(perp);
    } else if (before.signum() == 0 || before.signum() != after.signum()) {
      into.put(perp, price);
    } else if (before.signum() == change.signum()) {
      BigDecimal cost = before.multiply(entries.get(perp)).add(change.multiply(price));
      into.put(perp, divide(cost, after).setScale(Decimals.SCALE, RoundingMode.HALF_EVEN));
    }
  }

  /**
   * Dust shrinks by what a fill used up of its token, unless that is more than the dust (then it
   * was other holdings of the token that went), and is never more than what is held.
   */
  private SortedMap<Token, BigDecimal> dustAfter(
      Map<Instrument, BigDecimal> deltas, Positions after) {
    SortedMap<Token, BigDecimal> left = new TreeMap<>();
    dust.forEach(
        (token, amount) -> {
          BigDecimal used = usedUp(token, deltas);
          BigDecimal kept = used.compareTo(amount) <= 0 ? amount.subtract(used) : amount;
          BigDecimal held =
              after.balancesOf(token).values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
          BigDecimal rest = kept.min(held);
          if (rest.signum() > 0) {
            left.put(token, rest);
          }
        });
    return left;
  }

  private static BigDecimal usedUp(Token token, Map<Instrument, BigDecimal> deltas) {
    BigDecimal net =
        deltas.entrySet().stream()
            .filter(delta -> delta.getKey().isBase(token))
            .map(Map.Entry::getValue)
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    return Decimals.atLeastZero(net.negate());
  }
}
