package io.strategystreams.paper.exchange;

import io.strategystreams.paper.ledger.Flow;
import java.util.ArrayList;
import java.util.List;

/**
 * What an order, a group or a tick led to.
 *
 * @param account after it
 * @param reports to be sent, in order
 * @param told what the executor did by itself, already booked in the account
 */
public record Turn(Account account, List<OrderReport> reports, List<Flow.Told> told) {
  public Turn {
    reports = List.copyOf(reports);
    told = List.copyOf(told);
  }

  static Turn nothing(Account account) {
    return new Turn(account, List.of(), List.of());
  }

  static Turn reporting(Account account, List<OrderReport> reports) {
    return new Turn(account, reports, List.of());
  }

  static Turn rejecting(Account account, List<PaperOrder> orders, String reason) {
    return reporting(
        account, orders.stream().map(order -> OrderReport.rejected(order, reason)).toList());
  }

  /** This, and on its account another. */
  Turn then(Turn next) {
    return new Turn(next.account, joined(reports, next.reports), joined(told, next.told));
  }

  private static <T> List<T> joined(List<T> first, List<T> second) {
    if (first.isEmpty()) {
      return second;
    }
    List<T> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }
}
