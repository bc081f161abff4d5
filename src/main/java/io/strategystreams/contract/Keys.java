package io.strategystreams.contract;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/** Record keys: plain UTF-8 strings. */
public final class Keys {
  /** The key of every tick. */
  public static final String CLOCK = "clock";

  /** The key of a control that is meant for all strategies; written to every partition. */
  public static final String EVERY_STRATEGY = "*";

  private Keys() {}

  /**
   * The partition that Java's default producer gives a key: murmur2 of its UTF-8 bytes.
   *
   * @throws IllegalArgumentException if there is no key or no partition
   */
  public static int partitionFor(String key, int partitions) {
    if (key == null) {
      throw new IllegalArgumentException("a key is needed to choose a partition, was null");
    }
    if (partitions < 1) {
      throw new IllegalArgumentException("partitions must be at least 1, was " + partitions);
    }
    return Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % partitions;
  }
}
