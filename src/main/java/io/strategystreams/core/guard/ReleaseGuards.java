package io.strategystreams.core.guard;

import io.strategystreams.core.exposure.Exposure;
import io.strategystreams.core.exposure.Positions;
import io.strategystreams.core.market.MarketView;
import io.strategystreams.core.mode.StrategyParameters;
import io.strategystreams.core.plan.Plan;
import io.strategystreams.core.plan.PlannedOrder;
import io.strategystreams.core.plan.Step;
import io.strategystreams.core.strategy.Reason;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What later steps of a plan must pass before they go out, by the book as it is by then. What
 * hedges is never refused: it would leave the leg naked that it is for.
 *
 * @param parameters in force
 * @param values prices in force
 */
public record ReleaseGuards(StrategyParameters parameters, MarketView values) {

  /**
   * @param steps about to go out
   * @param book what the last exposure shows, and what was reported since
   */
  public Optional<Refusal> refuse(Plan plan, List<Step> steps, Exposure exposure, Positions book) {
    List<PlannedOrder> orders = new ArrayList<>();
    steps.forEach(step -> orders.addAll(step.orders()));
    if (Limits.isExempt(plan) || hedges(orders, book)) {
      return Optional.empty();
    }
    return new Limits(parameters, values, exposure)
        .refuse(plan, orders, book)
        .map(why -> new Refusal(Reason.RELEASE_REFUSED, why.reason() + ": " + why.detail()));
  }

  /** Whether the net exposure of a book that is to be neutral comes nearer to zero. */
  private boolean hedges(List<PlannedOrder> orders, Positions book) {
    if (!parameters.mode().isNeutral()) {
      return false;
    }
    Positions after = book;
    for (PlannedOrder order : orders) {
      after = after.plus(order.expectedDeltas());
    }
    BookValue value = new BookValue(parameters, values);
    Optional<BigDecimal> netBefore = net(value, book);
    Optional<BigDecimal> netAfter = net(value, after);
    return netBefore.isPresent()
        && netAfter.isPresent()
        && netAfter.get().abs().compareTo(netBefore.get().abs()) < 0;
  }

  private static Optional<BigDecimal> net(BookValue value, Positions book) {
    return value.netLong(book).map(net -> net.add(value.perps(book)));
  }
}
