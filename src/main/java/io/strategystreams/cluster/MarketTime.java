package io.strategystreams.cluster;

import io.strategystreams.contract.Topics;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** What time it is to strategies and monitors: that of the latest record of {@code market-data}. */
public final class MarketTime {
  private MarketTime() {}

  /**
   * Empty before the first market record.
   *
   * @throws ClusterException if the brokers do not say, or there is no such topic
   */
  public static Optional<Instant> latest(Admin admin) {
    try {
      TopicDescription topic =
          admin
              .describeTopics(List.of(Topics.MARKET_DATA))
              .allTopicNames()
              .get()
              .get(Topics.MARKET_DATA);
      Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
      topic
          .partitions()
          .forEach(
              one ->
                  asked.put(
                      new TopicPartition(topic.name(), one.partition()),
                      OffsetSpec.maxTimestamp()));
      return admin.listOffsets(asked).all().get().values().stream()
          .map(ListOffsetsResultInfo::timestamp)
          .filter(timestamp -> timestamp >= 0)
          .max(Long::compare)
          .map(Instant::ofEpochMilli);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        throw new ClusterException(
            "topic " + Topics.MARKET_DATA + " must exist; make it with: strategies topics --create",
            e.getCause());
      }
      throw new ClusterException(
          "the brokers do not say how far the market is: " + e.getCause().getMessage(),
          e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterException("interrupted while asking how far the market is", e);
    }
  }
}
