package io.strategystreams.cluster;

import io.strategystreams.contract.Topics;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.config.TopicConfig;

/**
 * Where the cluster is not as planned.
 *
 * @param what {@code exists}, {@code partitions}, {@code replication} or a key of Kafka's topic
 *     configuration
 * @param remedy what to do about it
 */
public record TopicDifference(
    String topic, String what, String planned, String found, String remedy) {
  static final String EXISTS = "exists";
  static final String PARTITIONS = "partitions";
  static final String REPLICATION = "replication";

  private static final String ALTER = "strategies topics --alter";

  /**
   * All differences of one topic.
   *
   * @param found null if there is no such topic
   */
  static List<TopicDifference> between(TopicSpec planned, TopicSpec found) {
    if (found == null) {
      return List.of(
          new TopicDifference(
              planned.name(), EXISTS, "yes", "no", "make it: strategies topics --create"));
    }
    List<TopicDifference> differences = new ArrayList<>();
    if (planned.partitions() != found.partitions()) {
      differences.add(
          new TopicDifference(
              planned.name(),
              PARTITIONS,
              Integer.toString(planned.partitions()),
              Integer.toString(found.partitions()),
              repartition(planned.name(), found.partitions())));
    }
    if (planned.replication() != found.replication()) {
      differences.add(
          new TopicDifference(
              planned.name(),
              REPLICATION,
              Integer.toString(planned.replication()),
              Integer.toString(found.replication()),
              "reassign its partitions (kafka-reassign-partitions), or set topics.replication: "
                  + found.replication()));
    }
    planned
        .configs()
        .forEach(
            (key, value) -> {
              if (!value.equals(found.config(key))) {
                differences.add(
                    new TopicDifference(planned.name(), key, value, found.config(key), ALTER));
              }
            });
    return differences;
  }

  private static String repartition(String topic, int found) {
    return Topics.CO_PARTITIONED.contains(topic) || topic.equals(Topics.PAPER_FLOWS)
        ? "set partitions: "
            + found
            + "; a strategy's records would otherwise be looked for where they are not, so another"
            + " count takes new topics (docs/operations.md, Migrate partitions)"
        : "set partitions: " + found + ", or delete the topic and make it anew";
  }

  /** Whether {@link ClusterTopics#alter} removes it. */
  public boolean isAlterable() {
    return remedy.equals(ALTER);
  }

  /** Whether records, or their order, or their safety depend on it: all but how much is kept. */
  public boolean endangers() {
    return switch (what) {
      case EXISTS,
          PARTITIONS,
          REPLICATION,
          TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
          TopicConfig.CLEANUP_POLICY_CONFIG,
          TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG ->
          true;
      default -> false;
    };
  }

  /** For people. */
  public String text() {
    return what.equals(EXISTS)
        ? topic + " must exist; " + remedy
        : topic + ": " + what + " must be " + planned + ", was " + found + "; " + remedy;
  }
}
