package io.strategystreams.core.market;

import io.strategystreams.core.money.Token;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;

/**
 * What a staking protocol pays those who held its LST through a period.
 *
 * @param token what it pays in: EIGEN, ETHFI
 * @param lst whose holders are paid: weETH
 * @param perUnit tokens for a unit of ETH staked through the whole period, above 0
 * @param from beginning of the period, inclusive
 * @param to its end, exclusive
 */
public record RewardPayout(Token token, Token lst, BigDecimal perUnit, Instant from, Instant to) {
  public RewardPayout {
    Objects.requireNonNull(token, "token");
    Objects.requireNonNull(lst, "lst");
    if (perUnit.signum() <= 0) {
      throw new IllegalArgumentException(
          "a payout of " + token + " must be above 0 per unit, was " + perUnit);
    }
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException(
          "the period of a payout of " + token + " must end after " + from + ", was " + to);
    }
  }
}
