package io.strategystreams.core.engine;

import io.strategystreams.core.exposure.Exposure;
import io.strategystreams.core.exposure.Positions;
import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.PositionType;
import io.strategystreams.core.money.Decimals;
import io.strategystreams.core.money.Token;
import io.strategystreams.core.plan.Plan;
import io.strategystreams.core.plan.Report;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiPredicate;

/**
 * What reports moved since the exposure that was acted on last. An exposure that passes the barrier
 * claims to include all of it, so its positions must show it. Immutable.
 *
 * <p>Only instruments with a base are judged, and of those only changes of a hundredth or more of
 * what is held. Half of a change counts as shown: interest, fees and rounding explain the rest.
 * Plain balances of share class, USDT and rewards also move by deposits, withdrawals, funding and
 * dust; they are judged only where nothing else moved, and then one that shows its change suffices.
 *
 * @param base positions before, by instrument in its unit; zero where nothing was held
 * @param moved since then, by instrument in its unit; only instruments with a base
 * @param asOf when the base positions were read, null where there is no base
 */
public record ReportedMoves(
    SortedMap<Instrument, BigDecimal> base, SortedMap<Instrument, BigDecimal> moved, Instant asOf) {
  public static final ReportedMoves NONE =
      new ReportedMoves(Collections.emptySortedMap(), Collections.emptySortedMap(), null);

  private static final BigDecimal SIGNIFICANT = new BigDecimal("0.01");
  private static final BigDecimal TWO = BigDecimal.valueOf(2);

  public ReportedMoves {
    base = Collections.unmodifiableSortedMap(new TreeMap<>(base));
    moved = Collections.unmodifiableSortedMap(new TreeMap<>(moved));
  }

  /** Before the first fill of a plan that was made from {@code exposure}. */
  static ReportedMoves of(Plan plan, Exposure exposure) {
    return NONE.with(plan, exposure);
  }

  /** The same beside another plan, whose instruments no order in flight touches. */
  ReportedMoves with(Plan plan, Exposure exposure) {
    SortedMap<Instrument, BigDecimal> more = new TreeMap<>(base);
    plan.orders()
        .forEach(
            order ->
                order
                    .expectedDeltas()
                    .keySet()
                    .forEach(held -> more.putIfAbsent(held, exposure.positions().amount(held))));
    return new ReportedMoves(more, moved, asOf == null ? exposure.eventTime() : asOf);
  }

  /** After a report on an order that was released since. */
  ReportedMoves after(Map<Instrument, BigDecimal> before, Map<Instrument, BigDecimal> after) {
    if (base.isEmpty()) {
      return this;
    }
    SortedMap<Instrument, BigDecimal> sum = new TreeMap<>(moved);
    after.forEach((held, delta) -> add(sum, held, delta));
    before.forEach((held, delta) -> add(sum, held, delta.negate()));
    sum.values().removeIf(change -> change.signum() == 0);
    return new ReportedMoves(base, sum, asOf);
  }

  private void add(SortedMap<Instrument, BigDecimal> sum, Instrument held, BigDecimal delta) {
    if (base.containsKey(held)) {
      sum.merge(held, delta, (one, other) -> Decimals.bounded(one.add(other)));
    }
  }

  /**
   * After a fill that no plan waited for: the venue closed a position, or an order of a closed plan
   * was filled late. An exposure read about then may show it already; what it touches is judged
   * only where the base is surely older.
   *
   * @param exposure the last one, null for none
   * @param planOpen whether a plan is open: then the last exposure may be of its midst
   */
  ReportedMoves afterUnasked(
      Report report, Exposure exposure, boolean planOpen, Duration settleDelay) {
    boolean fromLast = base.isEmpty() && !planOpen && exposure != null;
    Instant read = fromLast ? exposure.eventTime() : asOf;
    if (read == null || !report.eventTime().isAfter(read.plus(settleDelay))) {
      return without(report.deltas().keySet());
    }
    SortedMap<Instrument, BigDecimal> known = new TreeMap<>(base);
    if (fromLast) {
      report.deltas().keySet().forEach(held -> known.put(held, exposure.positions().amount(held)));
    }
    return new ReportedMoves(known, moved, read).after(Map.of(), report.deltas());
  }

  /** The same without judging some instruments: what moved of them is not known for sure. */
  ReportedMoves without(Collection<Instrument> unsure) {
    SortedMap<Instrument, BigDecimal> kept = new TreeMap<>(base);
    SortedMap<Instrument, BigDecimal> left = new TreeMap<>(moved);
    kept.keySet().removeAll(unsure);
    left.keySet().removeAll(unsure);
    return kept.isEmpty() ? NONE : new ReportedMoves(kept, left, asOf);
  }

  /**
   * The first instrument whose position does not show what was reported; empty if all do.
   *
   * @param shareClass what investors pay in and are paid
   * @param asset what the strategy holds
   * @param negligible whether interest explains a change of an instrument
   */
  Optional<Instrument> unshown(
      Positions positions,
      Token shareClass,
      Token asset,
      BiPredicate<Instrument, BigDecimal> negligible) {
    if (moved.isEmpty()) {
      return Optional.empty();
    }
    Instrument silentCash = null;
    boolean shown = false;
    for (Map.Entry<Instrument, BigDecimal> move : moved.entrySet()) {
      Instrument held = move.getKey();
      if (!isSignificant(held, move.getValue())) {
        continue;
      }
      boolean shows = shows(positions.amount(held).subtract(base.get(held)), move.getValue());
      if (!shows && negligible.test(held, move.getValue())) {
        continue;
      }
      if (!shows && !isCash(held, shareClass, asset)) {
        return Optional.of(held);
      }
      shown |= shows;
      silentCash = shows || silentCash != null ? silentCash : held;
    }
    return shown ? Optional.empty() : Optional.ofNullable(silentCash);
  }

  private boolean isSignificant(Instrument held, BigDecimal change) {
    BigDecimal before = base.get(held);
    BigDecimal larger = before.abs().max(before.add(change).abs());
    return change.abs().compareTo(larger.multiply(SIGNIFICANT)) >= 0;
  }

  private static boolean shows(BigDecimal change, BigDecimal reported) {
    return change.signum() == reported.signum()
        && change.abs().multiply(TWO).compareTo(reported.abs()) >= 0;
  }

  /** Balances that more than orders move; the asset moves by orders alone. */
  private static boolean isCash(Instrument held, Token shareClass, Token asset) {
    boolean isAsset = isSame(held.symbol(), asset) && !isSame(shareClass.symbol(), asset);
    return held.type() == PositionType.BASE_TOKEN && !isAsset;
  }

  private static boolean isSame(String symbol, Token token) {
    return symbol.equals(token.symbol())
        || (token.equals(Token.ETH) && symbol.equals(Token.WETH.symbol()));
  }
}
