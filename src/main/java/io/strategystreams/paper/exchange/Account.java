package io.strategystreams.paper.exchange;

import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.PositionType;
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
 * @param upkeep what keeps it up between orders
 */
public record Account(
    PaperLedger ledger, List<Claim> claims, int rejectNext, int partialNext, Upkeep upkeep) {
  public Account {
    Objects.requireNonNull(ledger, "ledger");
    Objects.requireNonNull(upkeep, "upkeep");
    claims = List.copyOf(claims);
  }

  /** An account just opened. */
  public static Account open(Flow.Open flow) {
    return of(FlowRules.open(flow));
  }

  /** An account that holds a ledger and knows nothing else. */
  public static Account of(PaperLedger ledger) {
    return new Account(ledger, List.of(), 0, 0, Upkeep.NONE);
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
      return new Account(ledger, claims, rejectNext + directive.count(), partialNext, upkeep);
    }
    if (flow instanceof Flow.PartialNext directive) {
      return new Account(ledger, claims, rejectNext, partialNext + directive.count(), upkeep);
    }
    return with(FlowRules.apply(ledger, flow));
  }

  /** Whether any tick may change it: an unstake is under way or a withdrawal unpaid. */
  public boolean waits() {
    return !claims.isEmpty() || ledger.pendingWithdrawal().isPresent();
  }

  /** Whether the market may change it between orders: it has perps, loans or deposits. */
  public boolean needsUpkeep() {
    return ledger.positions().asMap().keySet().stream()
        .anyMatch(held -> held.type() == PositionType.PERP || Interest.isBearing(held));
  }

  /** The order that opened a position. */
  Opening opening(Instrument position) {
    return upkeep
        .opening(position)
        .orElseGet(() -> Opening.unknown(ledger.profile().strategyId(), position));
  }

  Account with(PaperLedger moved) {
    return new Account(moved, claims, rejectNext, partialNext, upkeep);
  }

  Account with(Upkeep kept) {
    return new Account(ledger, claims, rejectNext, partialNext, kept);
  }

  /** Without what belonged to positions that are no longer held. */
  Account tidied() {
    return with(upkeep.of(ledger));
  }

  Account with(Claim claim) {
    List<Claim> more = new ArrayList<>(claims);
    more.add(claim);
    return new Account(ledger, more, rejectNext, partialNext, upkeep);
  }

  Account without(Claim claim) {
    List<Claim> fewer = new ArrayList<>(claims);
    fewer.remove(claim);
    return new Account(ledger, fewer, rejectNext, partialNext, upkeep);
  }

  Account withOneRejection() {
    return new Account(ledger, claims, rejectNext - 1, partialNext, upkeep);
  }

  Account withOnePartial() {
    return new Account(ledger, claims, rejectNext, partialNext - 1, upkeep);
  }
}
