package io.strategystreams.replay;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * How an index of Aave V3 grows while nobody touches its reserve, as the contract reckons: integers
 * of 27 decimals (rays), divisions rounded down, a product of two rays to the nearest, a year of
 * 365 days. Source: aave-v3-core, {@code MathUtils.calculateLinearInterest}, {@code
 * MathUtils.calculateCompoundedInterest} and {@code WadRayMath.rayMul}.
 *
 * <p>With rate R a year and t seconds since the last change, over Y = 31,536,000 seconds:
 *
 * <ul>
 *   <li>supply: index · (1 + R·t/Y)
 *   <li>variable borrow: index · (1 + R·t/Y + t(t−1)/2·(R/Y)² + t(t−1)(t−2)/6·(R/Y)³)
 * </ul>
 */
final class AaveInterest {
  private static final int RAY_DECIMALS = 27;
  private static final BigInteger RAY = BigInteger.TEN.pow(RAY_DECIMALS);
  private static final BigInteger HALF_RAY = RAY.shiftRight(1);
  private static final BigInteger YEAR = BigInteger.valueOf(365L * 24 * 60 * 60);
  private static final BigInteger SIX = BigInteger.valueOf(6);

  private AaveInterest() {}

  /**
   * The supply (liquidity) index, 27 decimals.
   *
   * @param index at its last change
   * @param rate a year as a fraction, from then on
   * @param seconds since then, 0 or more
   */
  static BigDecimal supplyIndex(BigDecimal index, BigDecimal rate, long seconds) {
    BigInteger elapsed = elapsed(seconds);
    return grown(index, RAY.add(ray(rate).multiply(elapsed).divide(YEAR)));
  }

  /** The variable borrow index, 27 decimals; parameters as of {@link #supplyIndex}. */
  static BigDecimal borrowIndex(BigDecimal index, BigDecimal rate, long seconds) {
    BigInteger elapsed = elapsed(seconds);
    BigInteger yearly = ray(rate);
    BigInteger square = rayProduct(yearly, yearly).divide(YEAR.multiply(YEAR));
    BigInteger cube = rayProduct(square, yearly).divide(YEAR);
    BigInteger pairs = elapsed.multiply(BigInteger.valueOf(Math.max(0, seconds - 1)));
    BigInteger triples = pairs.multiply(BigInteger.valueOf(Math.max(0, seconds - 2)));
    return grown(
        index,
        RAY.add(yearly.multiply(elapsed).divide(YEAR))
            .add(pairs.multiply(square).shiftRight(1))
            .add(triples.multiply(cube).divide(SIX)));
  }

  private static BigDecimal grown(BigDecimal index, BigInteger factor) {
    return new BigDecimal(rayProduct(ray(index), factor), RAY_DECIMALS);
  }

  private static BigInteger rayProduct(BigInteger one, BigInteger other) {
    return one.multiply(other).add(HALF_RAY).divide(RAY);
  }

  private static BigInteger ray(BigDecimal value) {
    return value.setScale(RAY_DECIMALS, RoundingMode.DOWN).unscaledValue();
  }

  private static BigInteger elapsed(long seconds) {
    if (seconds < 0) {
      throw new IllegalArgumentException(
          "an index must be asked for no earlier than its last change, was "
              + -seconds
              + " s before");
    }
    return BigInteger.valueOf(seconds);
  }
}
