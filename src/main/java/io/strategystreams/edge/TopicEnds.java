package io.strategystreams.edge;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** Which very topic bears a name, and where it ends, as the brokers say at this moment. */
public final class TopicEnds {
  private TopicEnds() {}

  /**
   * The topic's id; one that is deleted and made anew has another.
   *
   * @throws KafkaException if the brokers do not say
   */
  public static String id(Admin admin, String topic) {
    return described(admin, topic).topicId().toString();
  }

  /**
   * The offset behind the last record of each partition.
   *
   * @throws KafkaException if the brokers do not say
   */
  public static Map<Integer, Long> of(Admin admin, String topic) {
    Map<TopicPartition, OffsetSpec> asked =
        described(admin, topic).partitions().stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
    Map<Integer, Long> ends = new TreeMap<>();
    said(admin.listOffsets(asked).all(), "where " + topic + " ends")
        .forEach((partition, end) -> ends.put(partition.partition(), end.offset()));
    return ends;
  }

  private static TopicDescription described(Admin admin, String topic) {
    return said(admin.describeTopics(List.of(topic)).allTopicNames(), "what topic " + topic + " is")
        .get(topic);
  }

  private static <T> T said(KafkaFuture<T> answer, String what) {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      throw new KafkaException(
          "the brokers do not say " + what + ": " + e.getCause().getMessage(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while asking the brokers " + what, e);
    }
  }
}
