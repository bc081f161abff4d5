package io.strategystreams.edge;

import io.strategystreams.contract.Keys;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntSupplier;

/**
 * In which partition of a topic a key belongs. A topic may grow while the application runs: before
 * a key is said to be misplaced, the cluster is asked again, and a place that was right under an
 * earlier count stays right, since producers learn of new partitions at different moments. Safe for
 * use by many threads.
 */
public final class Placement {
  private final IntSupplier counted;
  private volatile Set<Integer> counts;
  private volatile int latest;

  private Placement(int partitions, IntSupplier counted) {
    this.counted = counted;
    this.counts = Set.of(partitions);
    this.latest = partitions;
  }

  /** Of a topic whose count never changes. */
  public static Placement fixed(int partitions) {
    return new Placement(partitions, () -> partitions);
  }

  /**
   * Of a topic that may grow.
   *
   * @param counted asks the cluster; what it throws fails the thread, since a broker that does not
   *     answer says nothing of the record
   */
  public static Placement growing(int partitions, IntSupplier counted) {
    return new Placement(partitions, counted);
  }

  /** Where the key belongs if it lies in the wrong partition; empty if it lies well. */
  OptionalInt misplaced(String key, int actual) {
    if (isRight(key, actual)) {
      return OptionalInt.empty();
    }
    int now = counted.getAsInt();
    if (now != latest) {
      Set<Integer> more = new TreeSet<>(counts);
      more.add(now);
      counts = more;
      latest = now;
      if (isRight(key, actual)) {
        return OptionalInt.empty();
      }
    }
    return OptionalInt.of(Keys.partitionFor(key, latest));
  }

  private boolean isRight(String key, int actual) {
    return counts.stream().anyMatch(count -> Keys.partitionFor(key, count) == actual);
  }
}
