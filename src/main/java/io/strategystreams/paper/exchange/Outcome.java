package io.strategystreams.paper.exchange;

import io.strategystreams.paper.ledger.PaperLedger;
import java.util.List;

/** What became of an order at its venue. */
public sealed interface Outcome {
  /**
   * Done, in one or more parts.
   *
   * @param fills cumulative, the last one is all of it
   * @param ledger after it
   */
  record Filled(List<Fill> fills, PaperLedger ledger) implements Outcome {
    public Filled {
      fills = List.copyOf(fills);
    }
  }

  /**
   * Taken, and done later by the venue itself: an unstake.
   *
   * @param accepted what moved at once
   * @param finished what will have moved in the end
   * @param ledger after what moved at once
   */
  record Queued(Fill accepted, Fill finished, PaperLedger ledger) implements Outcome {}

  /** Not done, nothing moved. */
  record Refused(String reason) implements Outcome {}
}
