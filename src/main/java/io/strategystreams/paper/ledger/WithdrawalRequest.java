package io.strategystreams.paper.ledger;

import io.strategystreams.core.exposure.Withdrawal;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;

/**
 * What investors asked back and what of it is still to be paid.
 *
 * @param amount share class units still to be paid, null for everything
 * @param askedAt when the latest request came
 */
public record WithdrawalRequest(BigDecimal amount, Instant askedAt) {
  public WithdrawalRequest {
    Objects.requireNonNull(askedAt, "askedAt");
    if (amount != null && amount.signum() <= 0) {
      throw new IllegalArgumentException(
          "a withdrawal must be above 0, was " + amount.toPlainString());
    }
  }

  public boolean isEverything() {
    return amount == null;
  }

  /** This request and a later one: amounts add up, everything swallows them. */
  WithdrawalRequest and(WithdrawalRequest later) {
    return new WithdrawalRequest(
        amount == null || later.amount == null ? null : amount.add(later.amount), later.askedAt);
  }

  /** As an exposure reports it. */
  public Withdrawal reported() {
    return new Withdrawal(true, amount);
  }
}
