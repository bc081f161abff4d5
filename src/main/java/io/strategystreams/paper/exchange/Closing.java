package io.strategystreams.paper.exchange;

import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.plan.OrderStatus;
import java.util.List;

/**
 * A close that the venue did by itself, as an account shows it and a report tells it: naming the
 * order that opened the position.
 */
final class Closing {
  private Closing() {}

  static Turn of(
      Account account, Instrument position, Fill fill, OrderStatus status, String reason) {
    Opening opening = account.opening(position).closedOnceMore();
    Account after =
        account
            .with(account.ledger().fill(fill.deltas(), fill.price()))
            .with(account.upkeep().withOpening(position, opening));
    OrderReport report =
        new OrderReport(
            opening.orderId(), opening.planId(), status, fill, reason, opening.closes());
    return new Turn(after.tidied(), List.of(report), List.of());
  }

  /** What the next close of a position is called where chance is drawn. */
  static String nameOfNext(Account account, Instrument position) {
    Opening opening = account.opening(position).closedOnceMore();
    return opening.orderId() + "/close/" + opening.closes();
  }
}
