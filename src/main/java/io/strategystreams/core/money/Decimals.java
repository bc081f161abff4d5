package io.strategystreams.core.money;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * The arithmetic every amount goes through: 18 decimals on the outside, 60 significant digits
 * inside, rounding always said.
 */
public final class Decimals {
  /** Decimals of every amount that leaves the core (contract: scale 18). */
  public static final int SCALE = 18;

  /** The smallest amount there is, the lot of everything on chain: 1e-18. */
  public static final BigDecimal ATOM = BigDecimal.ONE.movePointLeft(SCALE);

  /** The largest amount that an event or the state holds: 20 digits before the point. */
  public static final BigDecimal LARGEST = BigDecimal.TEN.pow(20).subtract(ATOM);

  private static final MathContext INNER = new MathContext(60, RoundingMode.HALF_EVEN);
  private static final BigDecimal BPS = new BigDecimal("0.0001");

  private Decimals() {}

  /**
   * Quotient with 60 significant digits, to be rounded by one of the methods below before it
   * leaves.
   */
  public static BigDecimal divide(BigDecimal dividend, BigDecimal divisor) {
    return dividend.divide(divisor, INNER);
  }

  /** Toward zero at 18 decimals. */
  public static BigDecimal down(BigDecimal value) {
    return value.setScale(SCALE, RoundingMode.DOWN);
  }

  /** Away from zero at 18 decimals. */
  public static BigDecimal up(BigDecimal value) {
    return value.setScale(SCALE, RoundingMode.UP);
  }

  /** The largest multiple of {@code lot} not above {@code value} in size (toward zero). */
  public static BigDecimal downToLot(BigDecimal value, BigDecimal lot) {
    return toLot(value, lot, RoundingMode.DOWN);
  }

  /** The smallest multiple of {@code lot} not below {@code value} in size (away from zero). */
  public static BigDecimal upToLot(BigDecimal value, BigDecimal lot) {
    return toLot(value, lot, RoundingMode.UP);
  }

  /** The multiple of {@code lot} nearest to {@code value}; halves go toward zero. */
  public static BigDecimal nearestLot(BigDecimal value, BigDecimal lot) {
    return toLot(value, lot, RoundingMode.HALF_DOWN);
  }

  private static BigDecimal toLot(BigDecimal value, BigDecimal lot, RoundingMode rounding) {
    if (lot.signum() <= 0) {
      throw new IllegalArgumentException("lot must be positive, was " + lot.toPlainString());
    }
    if (lot.compareTo(ATOM) == 0) {
      return value.setScale(SCALE, rounding);
    }
    BigDecimal lots = value.divide(lot, 0, rounding);
    return lots.multiply(lot).setScale(SCALE, RoundingMode.UNNECESSARY);
  }

  /** Basis points as a fraction: 20 becomes 0.0020. */
  public static BigDecimal fromBps(BigDecimal bps) {
    return bps.multiply(BPS);
  }

  /** Whether {@code value} is zero, whatever its scale. */
  public static boolean isZero(BigDecimal value) {
    return value.signum() == 0;
  }

  /** At most {@link #LARGEST} and at least its negative: a sum of amounts may exceed both. */
  public static BigDecimal bounded(BigDecimal sum) {
    return sum.min(LARGEST).max(LARGEST.negate());
  }

  /** Zero where {@code value} is negative, else {@code value}. */
  public static BigDecimal atLeastZero(BigDecimal value) {
    return value.signum() < 0 ? BigDecimal.ZERO : value;
  }

  /** Plain notation without exponent or trailing zeros; "0" for zero. */
  public static String plain(BigDecimal value) {
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }
}
