package io.strategystreams.paper.attribution;

import io.strategystreams.paper.ledger.Flow;

/** What the executor told of itself. */
final class Told {
  private Told() {}

  /** A flow that takes back what this one moved. */
  static Flow reversed(Flow.Told told) {
    if (told instanceof Flow.Paid paid) {
      return new Flow.Deposit(
          paid.strategyId(), paid.instrument(), paid.amount(), paid.eventTime());
    }
    if (told instanceof Flow.Funding funding) {
      return new Flow.Funding(
          funding.strategyId(),
          funding.perp(),
          funding.settlement(),
          funding.amount().negate(),
          funding.eventTime());
    }
    if (told instanceof Flow.LendingInterest interest) {
      return new Flow.LendingInterest(
          interest.strategyId(),
          interest.aToken(),
          interest.amount().negate(),
          interest.eventTime());
    }
    if (told instanceof Flow.BorrowInterest interest) {
      return new Flow.BorrowInterest(
          interest.strategyId(),
          interest.debtToken(),
          interest.amount().negate(),
          interest.eventTime());
    }
    return told; // Gas moves no ledger.
  }
}
