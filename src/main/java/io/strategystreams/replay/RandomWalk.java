package io.strategystreams.replay;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;

/** A price that drifts and jitters, a bar of four quarters at a time. */
final class RandomWalk {
  private static final int QUARTERS = 4;

  /**
   * A jump within the bar.
   *
   * @param size return at the bar's middle, a fraction
   * @param lasts whether it is still there at the end of the bar
   */
  record Jump(BigDecimal size, boolean lasts) {
    static final Jump NONE = new Jump(BigDecimal.ZERO, true);
  }

  private final BigDecimal sigma;
  private final int decimals;
  private BigDecimal price;

  /**
   * @param start first price, quote units
   * @param sigma standard deviation of a quarter's return, a fraction
   * @param decimals of every price
   */
  RandomWalk(String start, String sigma, int decimals) {
    this.price = new BigDecimal(start);
    this.sigma = new BigDecimal(sigma);
    this.decimals = decimals;
  }

  /**
   * The bar that begins at a time.
   *
   * @param drift return of a quarter beside the noise, a fraction
   */
  Bar bar(Instant begins, BigDecimal drift, Jump jump, SeededNoise noise) {
    BigDecimal open = price;
    BigDecimal high = price;
    BigDecimal low = price;
    for (int quarter = 1; quarter <= QUARTERS; quarter++) {
      BigDecimal growth = BigDecimal.ONE.add(drift).add(sigma.multiply(noise.normal()));
      if (quarter == QUARTERS / 2) {
        growth = growth.add(jump.size());
      } else if (quarter == QUARTERS && !jump.lasts()) {
        growth = growth.subtract(jump.size());
      }
      price = price.multiply(growth).setScale(decimals, RoundingMode.HALF_EVEN);
      high = high.max(price);
      low = low.min(price);
    }
    return new Bar(begins, open, high, low, price);
  }
}
