package io.strategystreams.topology;

import io.strategystreams.contract.Topics;
import java.util.Map;
import java.util.TreeMap;

/** How many partitions each input has; a record must lie in the one its key belongs to. */
public final class PartitionCounts {
  private final Map<String, Integer> byTopic;

  private PartitionCounts(Map<String, Integer> byTopic) {
    this.byTopic = new TreeMap<>(byTopic);
  }

  public static PartitionCounts of(Map<String, Integer> byTopic) {
    return new PartitionCounts(byTopic);
  }

  /** The same for every topic of the contract. */
  public static PartitionCounts all(int partitions) {
    Map<String, Integer> byTopic = new TreeMap<>();
    Topics.ALL.forEach(topic -> byTopic.put(topic, partitions));
    return new PartitionCounts(byTopic);
  }

  /**
   * @throws IllegalArgumentException if the topic's count is not known
   */
  public int of(String topic) {
    Integer partitions = byTopic.get(topic);
    if (partitions == null) {
      throw new IllegalArgumentException(
          "the partitions of topic " + topic + " are not known, only those of " + byTopic.keySet());
    }
    return partitions;
  }
}
