package io.strategystreams.paper.exchange;

import io.strategystreams.paper.ledger.Flow;
import io.strategystreams.paper.ledger.FlowRules;
import io.strategystreams.paper.ledger.PaperLedger;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What the executor keeps of a strategy. Immutable.
 *
 * @param claims unstakes under way, in the order they were accepted
 * @param rejectNext orders (or groups) still to be rejected on demand
 * @param partialNext trades still to be filled in parts on demand
 */
public record Account(PaperLedger ledger, List<Claim> claims, int rejectNext, int partialNext) {
  public Account {
    Objects.requireNonNull(ledger, "ledger");
    claims = List.copyOf(claims);
  }

  /** An account just opened. */
  public static Account open(Flow.Open flow) {
    return new Account(FlowRules.open(flow), List.of(), 0, 0);
  }

  /**
   * This account after a flow. What the executor told changes nothing: it has booked it before.
   *
   * @throws IllegalArgumentException if the flow opens it a second time
   */
  public Account after(Flow flow) {
    if (flow instanceof Flow.Told) {
      return this;
    }
    if (flow instanceof Flow.RejectNext directive) {
      return new Account(ledger, claims, rejectNext + directive.count(), partialNext);
    }
    if (flow instanceof Flow.PartialNext directive) {
      return new Account(ledger, claims, rejectNext, partialNext + directive.count());
    }
    return with(FlowRules.apply(ledger, flow));
  }

  /** Whether time alone may change it: an unstake is under way or a withdrawal unpaid. */
  public boolean waits() {
    return !claims.isEmpty() || ledger.pendingWithdrawal().isPresent();
  }

  Account with(PaperLedger moved) {
    return new Account(moved, claims, rejectNext, partialNext);
  }

  Account with(Claim claim) {
    List<Claim> more = new ArrayList<>(claims);
    more.add(claim);
    return new Account(ledger, more, rejectNext, partialNext);
  }

  Account without(Claim claim) {
    List<Claim> fewer = new ArrayList<>(claims);
    fewer.remove(claim);
    return new Account(ledger, fewer, rejectNext, partialNext);
  }

  Account withOneRejection() {
    return new Account(ledger, claims, rejectNext - 1, partialNext);
  }

  Account withOnePartial() {
    return new Account(ledger, claims, rejectNext, partialNext - 1);
  }
}
