package io.strategystreams.paper.exchange;

import io.strategystreams.paper.ledger.Flow;
import java.util.List;

/**
 * What an order, a group or a tick led to.
 *
 * @param account after it
 * @param reports to be sent, in order
 * @param payments made, already booked in the account
 */
public record Turn(Account account, List<OrderReport> reports, List<Flow.Paid> payments) {
  public Turn {
    reports = List.copyOf(reports);
    payments = List.copyOf(payments);
  }

  static Turn reporting(Account account, List<OrderReport> reports) {
    return new Turn(account, reports, List.of());
  }

  static Turn rejecting(Account account, List<PaperOrder> orders, String reason) {
    return reporting(
        account, orders.stream().map(order -> OrderReport.rejected(order, reason)).toList());
  }
}
