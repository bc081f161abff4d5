package io.strategystreams.core.leg;

import io.strategystreams.core.exposure.Positions;
import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.Market;
import io.strategystreams.core.plan.Intent;
import io.strategystreams.core.plan.PlanDraft;
import java.math.BigDecimal;
import java.util.List;
import java.util.SortedMap;

/**
 * The long side of a strategy: what it holds, what it should hold for the equity it is given, and
 * the orders between the two. Equity is in units of the leg's asset (ETH, BTC, USDT), debt
 * deducted; one LST is never one ETH.
 */
public interface LongLeg {
  /** The markets without whose price the leg cannot be valued. */
  List<Market> valuationMarkets();

  /** The markets whose price must be fresh before the leg grows. */
  List<Market> growthMarkets();

  /** What the leg is worth in its asset. */
  BigDecimal equity(Positions book);

  /** Whether the leg holds anything. */
  boolean isOpen(Positions book);

  /** The leg's instruments with what they hold, in their units. */
  SortedMap<Instrument, BigDecimal> current(Positions book);

  /**
   * The leg's instruments with what they should hold for {@code equity}, in their units, 18
   * decimals.
   */
  SortedMap<Instrument, BigDecimal> targets(BigDecimal equity);

  /**
   * How far the leg is from the shape it should have for {@code equity} (positive), as a fraction.
   */
  BigDecimal deviation(Positions book, BigDecimal equity);

  /** What freeing about {@code amount} of the asset costs the leg's equity beyond it. */
  FreeingCost freeingCost(Positions book, BigDecimal amount);

  /**
   * Brings {@code amount} of the asset, which lies at the leg's place, into the leg; a leveraged
   * leg takes its target LTV with it, also where the amount is zero.
   *
   * @return false if the leg's debt makes it impossible; the draft is then to be thrown away
   */
  boolean raise(PlanDraft draft, BigDecimal amount, Intent intent);

  /**
   * Frees at least {@code amount} of the asset.
   *
   * @return false if the leg's debt makes it impossible; the draft is then to be thrown away
   */
  boolean lower(PlanDraft draft, BigDecimal amount, Intent intent);

  /**
   * Frees everything.
   *
   * @return false if the leg's debt makes it impossible; the draft is then to be thrown away
   */
  boolean close(PlanDraft draft, Intent intent);

  /** Equity lost by freeing x: {@code fixed + proportional · x}, in the asset. */
  record FreeingCost(BigDecimal fixed, BigDecimal proportional) {
    public static final FreeingCost NONE = new FreeingCost(BigDecimal.ZERO, BigDecimal.ZERO);
  }
}
