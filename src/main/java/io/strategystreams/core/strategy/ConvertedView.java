package io.strategystreams.core.strategy;

import io.strategystreams.core.exposure.Positions;
import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.Market;
import io.strategystreams.core.market.PositionType;
import io.strategystreams.core.plan.Action;
import io.strategystreams.core.plan.Operation;
import io.strategystreams.core.plan.PlanDraft;
import io.strategystreams.core.plan.PlannedOrder;
import io.strategystreams.core.plan.Side;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is said of a converted book: targets, what is held, deviation, and the markets it grows by.
 */
final class ConvertedView {
  private final ConvertedTerms terms;

  ConvertedView(ConvertedTerms terms) {
    this.terms = terms;
  }

  /** The view with a draft that acts on it; perps' targets are those the draft ends with. */
  Proposal acting(Proposal view, PlanDraft draft, Action action, Reason reason, boolean grows) {
    return new Proposal(
        action,
        reason,
        view.detail(),
        withPerpsAsPlanned(view.targets(), draft),
        view.current(),
        view.deviation(),
        draft,
        grows,
        grows ? growthMarkets(draft) : List.of(),
        false);
  }

  private List<Market> growthMarkets(PlanDraft draft) {
    List<Market> markets = new ArrayList<>(terms.leg().growthMarkets());
    markets.add(terms.spotMarket());
    if (draft.contains(ConvertedView::isShort)) {
      markets.addAll(terms.shorts().growthMarkets());
    }
    return markets;
  }

  /** Whether the order makes the book larger. */
  static boolean isGrowth(PlannedOrder order) {
    return order.operation() == Operation.STAKE || order.side() == Side.BUY || isShort(order);
  }

  private static boolean isShort(PlannedOrder order) {
    return order.operation() == Operation.PERP_TRADE && !order.reduceOnly();
  }

  private SortedMap<Instrument, BigDecimal> withPerpsAsPlanned(
      SortedMap<Instrument, BigDecimal> targets, PlanDraft draft) {
    SortedMap<Instrument, BigDecimal> planned = new TreeMap<>(targets);
    planned.keySet().removeIf(instrument -> instrument.type() == PositionType.PERP);
    planned.putAll(terms.shorts().targets(draft.book(), terms.netLong(draft.book())));
    return planned;
  }

  /** The book beside its targets; no action. */
  Proposal of(Positions book) {
    BigDecimal target = terms.legTarget(terms.facts().investable());
    BigDecimal netLong = terms.netLong(book);
    BigDecimal deviation = target.signum() > 0 ? terms.leg().deviation(book, target) : null;
    if (netLong.signum() > 0) {
      BigDecimal ofPerps = terms.shorts().deviation(book, netLong);
      deviation = deviation == null ? ofPerps : deviation.max(ofPerps);
    }
    SortedMap<Instrument, BigDecimal> targets = new TreeMap<>(terms.leg().targets(target));
    targets.putAll(terms.shorts().targets(book, netLong));
    return seen(targets, current(book), deviation);
  }

  /** The book beside targets of nothing; no action. */
  Proposal ofExit(Positions book) {
    SortedMap<Instrument, BigDecimal> targets = new TreeMap<>(current(book));
    targets.replaceAll((instrument, held) -> BigDecimal.ZERO);
    return seen(targets, current(book), null);
  }

  private SortedMap<Instrument, BigDecimal> current(Positions book) {
    SortedMap<Instrument, BigDecimal> current = new TreeMap<>(terms.leg().current(book));
    current.putAll(terms.shorts().current(book));
    return current;
  }

  private static Proposal seen(
      SortedMap<Instrument, BigDecimal> targets,
      SortedMap<Instrument, BigDecimal> current,
      BigDecimal deviation) {
    return new Proposal(
        Action.NONE,
        Reason.ON_TARGET,
        null,
        targets,
        current,
        deviation,
        null,
        false,
        List.of(),
        false);
  }
}
