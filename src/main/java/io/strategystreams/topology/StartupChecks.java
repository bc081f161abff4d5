package io.strategystreams.topology;

import io.strategystreams.contract.Topics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * What must hold of the cluster before the application starts. Kafka Streams accepts topics of
 * different counts silently, and a strategy's records would then meet in no task.
 */
public final class StartupChecks {
  private StartupChecks() {}

  /**
   * Looks at the cluster.
   *
   * @return the partitions of the inputs
   * @throws StartupException if a topic is missing, counts differ, or the state was written with
   *     another count; naming topics and counts
   */
  static PartitionCounts check(Admin admin, String applicationId) {
    List<String> changelogs =
        TopologyNames.STORES.stream()
            .map(store -> TopologyNames.changelog(applicationId, store))
            .toList();
    List<String> asked = new ArrayList<>(Topics.ALL);
    asked.addAll(changelogs);
    Map<String, Integer> counts = counts(admin, asked);
    require(counts, changelogs);
    return PartitionCounts.of(counts);
  }

  /**
   * @param counts partitions by topic; a topic that does not exist is absent
   * @throws StartupException as {@link #check}
   */
  static void require(Map<String, Integer> counts, List<String> changelogs) {
    requireAll(counts);
    requireOneCount(counts);
    requireCountOfState(counts, changelogs);
  }

  private static void requireAll(Map<String, Integer> counts) {
    List<String> missing = Topics.ALL.stream().filter(topic -> !counts.containsKey(topic)).toList();
    if (!missing.isEmpty()) {
      throw new StartupException(
          "topics are missing: "
              + String.join(", ", missing)
              + "; make them with: strategies topics --create");
    }
  }

  private static void requireOneCount(Map<String, Integer> counts) {
    Map<String, Integer> shared = new TreeMap<>(counts);
    shared.keySet().retainAll(Topics.CO_PARTITIONED);
    if (new TreeSet<>(shared.values()).size() > 1) {
      throw new StartupException(
          "these topics must have one and the same number of partitions, was "
              + shared
              + "; make those that differ anew with: strategies topics --create");
    }
  }

  private static void requireCountOfState(Map<String, Integer> counts, List<String> changelogs) {
    int partitions = counts.get(Topics.ORDERS);
    Map<String, Integer> other = new TreeMap<>(counts);
    other.keySet().retainAll(changelogs);
    other.values().removeIf(count -> count == partitions);
    if (!other.isEmpty()) {
      throw new StartupException(
          "the state was written with another number of partitions than "
              + partitions
              + ", that of "
              + Topics.CO_PARTITIONED
              + "; its changelogs are "
              + other
              + ". A strategy would be looked for where its state is not: give the topics their"
              + " former count, or start under another application_id with every strategy flat");
    }
  }

  private static Map<String, Integer> counts(Admin admin, Collection<String> topics) {
    Map<String, Integer> counts = new TreeMap<>();
    for (Map.Entry<String, KafkaFuture<TopicDescription>> topic :
        admin.describeTopics(topics).topicNameValues().entrySet()) {
      try {
        counts.put(topic.getKey(), topic.getValue().get().partitions().size());
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
          throw new StartupException(
              "the brokers do not say how many partitions "
                  + topic.getKey()
                  + " has: "
                  + e.getCause().getMessage(),
              e.getCause());
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new StartupException("interrupted while asking the brokers for partitions", e);
      }
    }
    return counts;
  }
}
