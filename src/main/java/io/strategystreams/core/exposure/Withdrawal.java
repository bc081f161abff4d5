package io.strategystreams.core.exposure;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * What was asked back.
 *
 * @param requested whether anything was
 * @param amount share class units asked for and not yet paid out; null while requested means
 *     everything
 */
public record Withdrawal(boolean requested, BigDecimal amount) {
  public static final Withdrawal NONE = new Withdrawal(false, null);
  public static final Withdrawal ALL = new Withdrawal(true, null);

  public Withdrawal {
    if (amount != null && amount.signum() < 0) {
      throw new IllegalArgumentException(
          "a withdrawal must not be negative, was " + amount.toPlainString());
    }
  }

  /** W when the equity is {@code equity}: empty if everything is asked back. */
  public Optional<BigDecimal> partial(BigDecimal equity) {
    if (!requested) {
      return Optional.of(BigDecimal.ZERO);
    }
    return amount == null || amount.compareTo(equity) >= 0 ? Optional.empty() : Optional.of(amount);
  }
}
