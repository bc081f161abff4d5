package io.strategystreams.topology;

import io.strategystreams.contract.Topics;
import io.strategystreams.edge.Placement;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

/** How many partitions each input has; a record must lie in the one its key belongs to. */
public final class PartitionCounts {
  private final Map<String, Integer> byTopic;
  private final ToIntFunction<String> counted;

  private PartitionCounts(Map<String, Integer> byTopic, ToIntFunction<String> counted) {
    this.byTopic = new TreeMap<>(byTopic);
    this.counted = counted;
  }

  /** Counts that stay as they are. */
  public static PartitionCounts of(Map<String, Integer> byTopic) {
    return new PartitionCounts(byTopic, byTopic::get);
  }

  /**
   * Counts that may grow, except for {@link Topics#CO_PARTITIONED}: state lies by those.
   *
   * @param counted asks the cluster how many partitions a topic has now
   */
  static PartitionCounts growing(Map<String, Integer> byTopic, ToIntFunction<String> counted) {
    return new PartitionCounts(byTopic, counted);
  }

  /** The same for every topic of the contract. */
  public static PartitionCounts all(int partitions) {
    Map<String, Integer> byTopic = new TreeMap<>();
    Topics.ALL.forEach(topic -> byTopic.put(topic, partitions));
    return of(byTopic);
  }

  /**
   * Where the keys of a topic belong.
   *
   * @throws IllegalArgumentException if the topic's count is not known
   */
  Placement placement(String topic) {
    int partitions = count(topic);
    return Topics.CO_PARTITIONED.contains(topic)
        ? Placement.fixed(partitions)
        : Placement.growing(partitions, () -> counted.applyAsInt(topic));
  }

  /**
   * How many partitions a topic had at the start.
   *
   * @throws IllegalArgumentException if that is not known
   */
  int count(String topic) {
    Integer partitions = byTopic.get(topic);
    if (partitions == null) {
      throw new IllegalArgumentException(
          "the partitions of topic " + topic + " are not known, only those of " + byTopic.keySet());
    }
    return partitions;
  }
}
