package io.strategystreams.core.money;

import java.math.BigDecimal;
import java.util.Objects;

/** An amount with its unit. Adding amounts of different tokens throws: one LST is never one ETH. */
public record Quantity(BigDecimal value, Token token) {
  public Quantity {
    Objects.requireNonNull(value, "value");
    Objects.requireNonNull(token, "token");
  }

  public static Quantity of(BigDecimal value, Token token) {
    return new Quantity(value, token);
  }

  /**
   * @throws IllegalArgumentException if the tokens differ
   */
  public Quantity plus(Quantity other) {
    return new Quantity(value.add(sameToken(other)), token);
  }

  /**
   * @throws IllegalArgumentException if the tokens differ
   */
  public Quantity minus(Quantity other) {
    return new Quantity(value.subtract(sameToken(other)), token);
  }

  public boolean isPositive() {
    return value.signum() > 0;
  }

  private BigDecimal sameToken(Quantity other) {
    if (!token.equals(other.token)) {
      throw new IllegalArgumentException("cannot combine " + this + " with " + other);
    }
    return other.value;
  }

  @Override
  public String toString() {
    return Decimals.plain(value) + " " + token;
  }
}
