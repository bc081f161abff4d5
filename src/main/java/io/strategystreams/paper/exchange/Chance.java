package io.strategystreams.paper.exchange;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Chance without state: a number that depends on the seed, an id and what it is for, and on nothing
 * else.
 */
public final class Chance {
  private static final int DECIMALS = 12;
  private static final int BITS = 53;
  private static final BigDecimal RANGE = BigDecimal.valueOf(1L << BITS);

  private final long seed;

  public Chance(long seed) {
    this.seed = seed;
  }

  /** Uniform within [0, 1), 12 decimals. */
  public BigDecimal fraction(String id, String purpose) {
    String text = seed + "/" + purpose + "/" + id;
    long bits = ByteBuffer.wrap(sha256(text)).getLong() >>> (Long.SIZE - BITS);
    return BigDecimal.valueOf(bits).divide(RANGE, DECIMALS, RoundingMode.DOWN);
  }

  /** True for that share of ids. */
  public boolean happens(BigDecimal probability, String id, String purpose) {
    return probability.signum() > 0 && fraction(id, purpose).compareTo(probability) < 0;
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
