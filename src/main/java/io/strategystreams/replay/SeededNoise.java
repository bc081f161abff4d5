package io.strategystreams.replay;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Random numbers that are the same on every machine: SplitMix64, and normals as the sum of twelve
 * uniforms (Irwin–Hall), all in integers and decimals.
 */
final class SeededNoise {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
  private static final BigDecimal ONE = BigDecimal.ONE.multiply(new BigDecimal(1L << 32));
  private static final int SUMMANDS = 12;

  private long state;

  SeededNoise(long seed) {
    this.state = seed;
  }

  /** Roughly normal with mean 0 and standard deviation 1, within −6..6, nine decimals. */
  BigDecimal normal() {
    long sum = -(long) (SUMMANDS / 2) << 32;
    for (int i = 0; i < SUMMANDS; i++) {
      sum += next() >>> 32;
    }
    return BigDecimal.valueOf(sum).divide(ONE, 9, RoundingMode.HALF_EVEN);
  }

  /** Uniform over 0 (inclusive) to {@code bound} (exclusive), {@code bound} small. */
  int below(int bound) {
    return (int) ((next() >>> 33) % bound);
  }

  private long next() {
    state += GOLDEN_GAMMA;
    long z = state;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
