package io.strategystreams.paper.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What the monitor keeps of a strategy. Immutable.
 *
 * <p>What the executor did by itself (payments, funding, interest) it tells through a topic of its
 * own, where it may arrive before or after reports of the same instant. So it takes effect once the
 * time has passed its own, and what an exposure shows does not depend on which came first.
 *
 * @param told by the executor and not yet in effect
 * @param lastReportOffset of the latest report in the ledger, null for none
 */
public record Watch(
    PaperLedger ledger, List<Flow.Told> told, RiskLimits limits, Long lastReportOffset) {
  public Watch {
    Objects.requireNonNull(ledger, "ledger");
    Objects.requireNonNull(limits, "limits");
    told = List.copyOf(told);
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
    // What was told earlier is in effect by then, and is not carried along any further.
    Watch settled = at(flow.eventTime());
    if (flow instanceof Flow.Told one) {
      List<Flow.Told> more = new ArrayList<>(settled.told);
      more.add(one);
      return new Watch(settled.ledger, more, limits, lastReportOffset);
    }
    return new Watch(
        FlowRules.apply(settled.ledger, flow), settled.told, limits.after(flow), lastReportOffset);
  }

  /** This with everything told in effect whose time is before {@code now}. */
  public Watch at(Instant now) {
    if (told.isEmpty()) {
      return this;
    }
    PaperLedger moved = ledger;
    List<Flow.Told> waiting = new ArrayList<>();
    for (Flow.Told one : told) {
      if (one.eventTime().isBefore(now)) {
        moved = FlowRules.apply(moved, one);
      } else {
        waiting.add(one);
      }
    }
    return new Watch(moved, waiting, limits, lastReportOffset);
  }

  /** This with everything ordered out until then. */
  public Watch overridden(Instant until) {
    return new Watch(ledger, told, limits.overriddenUntil(until), lastReportOffset);
  }

  /** This after a report at {@code offset} moved (or did not move) the ledger. */
  public Watch reported(PaperLedger moved, long offset) {
    return new Watch(moved, told, limits, offset);
  }
}
