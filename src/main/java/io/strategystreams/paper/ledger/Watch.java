package io.strategystreams.paper.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What the monitor keeps of a strategy. Immutable.
 *
 * <p>A payment is told by the executor through a topic of its own and may arrive before or after
 * reports of the same instant. So it takes effect once the time has passed its own, and what an
 * exposure shows does not depend on which came first.
 *
 * @param payments told and not yet in effect
 * @param lastReportOffset of the latest report in the ledger, null for none
 */
public record Watch(
    PaperLedger ledger, List<Flow.Paid> payments, RiskLimits limits, Long lastReportOffset) {
  public Watch {
    Objects.requireNonNull(ledger, "ledger");
    Objects.requireNonNull(limits, "limits");
    payments = List.copyOf(payments);
  }

  /** What is watched of an account just opened. */
  public static Watch open(Flow.Open flow) {
    return new Watch(FlowRules.open(flow), List.of(), RiskLimits.NONE, null);
  }

  /**
   * This after a flow.
   *
   * @throws IllegalArgumentException if the flow opens the account a second time
   */
  public Watch after(Flow flow) {
    if (flow instanceof Flow.Paid paid) {
      List<Flow.Paid> more = new ArrayList<>(payments);
      more.add(paid);
      return new Watch(ledger, more, limits, lastReportOffset);
    }
    Watch settled = at(flow.eventTime());
    return new Watch(
        FlowRules.apply(settled.ledger, flow),
        settled.payments,
        limits.after(flow),
        lastReportOffset);
  }

  /** This with every payment in effect whose time is before {@code now}. */
  public Watch at(Instant now) {
    if (payments.isEmpty()) {
      return this;
    }
    PaperLedger lighter = ledger;
    List<Flow.Paid> waiting = new ArrayList<>();
    for (Flow.Paid payment : payments) {
      if (payment.eventTime().isBefore(now)) {
        lighter = FlowRules.apply(lighter, payment);
      } else {
        waiting.add(payment);
      }
    }
    return new Watch(lighter, waiting, limits, lastReportOffset);
  }

  /** This after a report at {@code offset} moved (or did not move) the ledger. */
  public Watch reported(PaperLedger moved, long offset) {
    return new Watch(moved, payments, limits, offset);
  }
}
