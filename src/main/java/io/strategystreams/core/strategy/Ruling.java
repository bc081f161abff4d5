package io.strategystreams.core.strategy;

import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.plan.Action;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a decision says: of an evaluation, of a guard that refused its plan, or of a plan's
 * progress.
 *
 * @param detail what an operator wants to know beside the reason, null for nothing
 * @param equity E, in share class units, null where there was no usable exposure
 * @param targets by instrument, in its unit; empty where nothing was aimed at
 * @param current by instrument
 * @param deviation the largest relative deviation of a leg, null where no leg has a target
 */
public record Ruling(
    Action action,
    Reason reason,
    String detail,
    BigDecimal equity,
    SortedMap<Instrument, BigDecimal> targets,
    SortedMap<Instrument, BigDecimal> current,
    Double deviation) {
  public Ruling {
    Objects.requireNonNull(action, "action");
    Objects.requireNonNull(reason, "reason");
    targets = Collections.unmodifiableSortedMap(new TreeMap<>(targets));
    current = Collections.unmodifiableSortedMap(new TreeMap<>(current));
  }

  /** What an evaluation says. */
  public static Ruling of(Verdict verdict) {
    return new Ruling(
        verdict.action(),
        verdict.reason(),
        verdict.detail(),
        verdict.equity(),
        verdict.targets(),
        verdict.current(),
        verdict.deviation());
  }

  /** What is said without targets. */
  public static Ruling of(Action action, Reason reason, String detail, BigDecimal equity) {
    return new Ruling(
        action,
        reason,
        detail,
        equity,
        Collections.emptySortedMap(),
        Collections.emptySortedMap(),
        null);
  }

  /** The same targets, but nothing is done about them. */
  public Ruling refused(Reason why, String what) {
    return new Ruling(Action.NONE, why, what, equity, targets, current, deviation);
  }
}
