package io.strategystreams.paper.topology;

import io.strategystreams.contract.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Whether the topics that must be are of one partition count. Kafka Streams merges topics of
 * different counts silently, and an order would meet another strategy's account.
 */
public final class CoPartitioning {
  /** Everything the paper executor reads and writes by strategy. */
  public static final List<String> TOPICS = topics();

  private CoPartitioning() {}

  /**
   * @param partitions by topic; a topic that does not exist is absent
   * @throws IllegalStateException naming topics and counts, if they differ or one is missing
   */
  public static void check(Map<String, Integer> partitions) {
    List<String> missing = TOPICS.stream().filter(topic -> !partitions.containsKey(topic)).toList();
    if (!missing.isEmpty()) {
      throw new IllegalStateException(
          "topics are missing, create them first (strategies topics --create): " + missing);
    }
    Map<String, Integer> counts = new TreeMap<>(partitions);
    counts.keySet().retainAll(TOPICS);
    if (new TreeSet<>(counts.values()).size() > 1) {
      throw new IllegalStateException(
          "topics of the paper executor must have the same number of partitions, was " + counts);
    }
  }

  private static List<String> topics() {
    List<String> topics = new ArrayList<>(Topics.PAPER_CO_PARTITIONED);
    if (!topics.contains(Topics.STRATEGY_CONTROLS)) {
      topics.add(Topics.STRATEGY_CONTROLS);
    }
    return List.copyOf(topics);
  }
}
