package io.strategystreams.core.exposure;

import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.PositionType;
import io.strategystreams.core.money.Token;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a strategy holds, by instrument; each amount in the instrument's unit. Immutable, ordered by
 * name, no zeros.
 */
public final class Positions {
  public static final Positions NONE = new Positions(new TreeMap<>());

  private final SortedMap<Instrument, BigDecimal> amounts;

  private Positions(SortedMap<Instrument, BigDecimal> amounts) {
    this.amounts = Collections.unmodifiableSortedMap(amounts);
  }

  public static Positions of(Map<Instrument, BigDecimal> amounts) {
    SortedMap<Instrument, BigDecimal> kept = new TreeMap<>();
    amounts.forEach(
        (instrument, amount) -> {
          if (amount.signum() != 0) {
            kept.put(instrument, amount);
          }
        });
    return new Positions(kept);
  }

  /** Zero where nothing is held. */
  public BigDecimal amount(Instrument instrument) {
    return amounts.getOrDefault(instrument, BigDecimal.ZERO);
  }

  /** These positions after changes were applied. */
  public Positions plus(Map<Instrument, BigDecimal> deltas) {
    SortedMap<Instrument, BigDecimal> sum = new TreeMap<>(amounts);
    deltas.forEach((instrument, delta) -> sum.merge(instrument, delta, BigDecimal::add));
    return of(sum);
  }

  /** The holdings of a token as a plain balance, by place. */
  public SortedMap<Instrument, BigDecimal> balancesOf(Token token) {
    SortedMap<Instrument, BigDecimal> found = new TreeMap<>();
    amounts.forEach(
        (instrument, amount) -> {
          if (instrument.isBase(token)) {
            found.put(instrument, amount);
          }
        });
    return found;
  }

  /** The holdings of a type, by place. */
  public SortedMap<Instrument, BigDecimal> ofType(PositionType type) {
    SortedMap<Instrument, BigDecimal> found = new TreeMap<>();
    amounts.forEach(
        (instrument, amount) -> {
          if (instrument.type() == type) {
            found.put(instrument, amount);
          }
        });
    return found;
  }

  public SortedMap<Instrument, BigDecimal> asMap() {
    return amounts;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof Positions that) || amounts.size() != that.amounts.size()) {
      return false;
    }
    return amounts.entrySet().stream()
        .allMatch(entry -> entry.getValue().compareTo(that.amount(entry.getKey())) == 0);
  }

  @Override
  public int hashCode() {
    return amounts.keySet().hashCode();
  }

  @Override
  public String toString() {
    return amounts.toString();
  }
}
