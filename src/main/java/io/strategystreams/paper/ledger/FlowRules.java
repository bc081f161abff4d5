package io.strategystreams.paper.ledger;

import io.strategystreams.core.money.Decimals;
import java.math.BigDecimal;

/** How flows move a ledger: the same for the executor's and the monitor's. */
public final class FlowRules {
  private FlowRules() {}

  /** The ledger of an account just opened. */
  public static PaperLedger open(Flow.Open flow) {
    PaperLedger empty = PaperLedger.open(flow.profile());
    return flow.amount().signum() == 0 ? empty : empty.moved(flow.instrument(), flow.amount());
  }

  /**
   * The ledger after a flow; risk limits, directives, gas and announced rewards do not move it.
   *
   * @throws IllegalArgumentException if the account is opened a second time
   */
  public static PaperLedger apply(PaperLedger ledger, Flow flow) {
    if (flow instanceof Flow.Open) {
      throw new IllegalArgumentException(
          "strategy " + flow.strategyId() + " is open already: pay in with a DEPOSIT");
    }
    if (flow instanceof Flow.Deposit deposit) {
      return ledger.moved(deposit.instrument(), deposit.amount());
    }
    if (flow instanceof Flow.Dust dust) {
      return ledger.moved(dust.instrument(), dust.amount()).withDust(dust.token(), dust.amount());
    }
    if (flow instanceof Flow.Withdraw withdraw) {
      WithdrawalRequest request = new WithdrawalRequest(withdraw.amount(), withdraw.eventTime());
      return ledger.withWithdrawal(
          ledger.pendingWithdrawal().map(pending -> pending.and(request)).orElse(request));
    }
    if (flow instanceof Flow.Paid paid) {
      PaperLedger lighter = ledger.moved(paid.instrument(), paid.amount().negate());
      return lighter.withWithdrawal(pendingAfter(ledger.withdrawal(), paid));
    }
    if (flow instanceof Flow.Funding funding) {
      return ledger.moved(funding.settlement(), funding.amount());
    }
    if (flow instanceof Flow.LendingInterest interest) {
      return ledger.moved(interest.aToken(), interest.amount());
    }
    if (flow instanceof Flow.BorrowInterest interest) {
      return ledger.moved(interest.debtToken(), interest.amount());
    }
    return ledger;
  }

  private static WithdrawalRequest pendingAfter(WithdrawalRequest pending, Flow.Paid paid) {
    if (pending == null || paid.settles()) {
      return null;
    }
    if (pending.isEverything()) {
      return pending;
    }
    BigDecimal left = Decimals.atLeastZero(pending.amount().subtract(paid.amount()));
    return left.signum() == 0 ? null : new WithdrawalRequest(left, pending.askedAt());
  }
}
