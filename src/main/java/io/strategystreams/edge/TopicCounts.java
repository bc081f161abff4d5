package io.strategystreams.edge;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** How many partitions topics have, as the brokers say at this moment. */
public final class TopicCounts {
  private TopicCounts() {}

  /**
   * The partitions of a topic that was there before.
   *
   * @throws KafkaException if the brokers do not say, or it is gone
   */
  public static int one(Admin admin, String topic) {
    Integer count = of(admin, List.of(topic)).get(topic);
    if (count == null) {
      throw new KafkaException("topic " + topic + " is no longer there");
    }
    return count;
  }

  /**
   * Partitions by topic; a topic that does not exist is absent.
   *
   * @throws KafkaException if the brokers do not say
   */
  public static Map<String, Integer> of(Admin admin, Collection<String> topics) {
    Map<String, Integer> counts = new TreeMap<>();
    described(admin, topics, new DescribeTopicsOptions())
        .forEach((topic, described) -> counts.put(topic, described.partitions().size()));
    return counts;
  }

  /**
   * What the brokers say of topics; one that does not exist is absent.
   *
   * @throws KafkaException if the brokers do not say
   */
  static Map<String, TopicDescription> described(
      Admin admin, Collection<String> topics, DescribeTopicsOptions options) {
    Map<String, TopicDescription> found = new TreeMap<>();
    for (Map.Entry<String, KafkaFuture<TopicDescription>> topic :
        admin.describeTopics(topics, options).topicNameValues().entrySet()) {
      try {
        found.put(topic.getKey(), topic.getValue().get());
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
          throw new KafkaException(
              "the brokers do not say how many partitions "
                  + topic.getKey()
                  + " has: "
                  + e.getCause().getMessage(),
              e.getCause());
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new KafkaException("interrupted while asking the brokers for partitions", e);
      }
    }
    return found;
  }
}
