package io.strategystreams.cli.replay;

import io.strategystreams.cluster.ClusterException;
import io.strategystreams.contract.Topics;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** How much there is of {@code market-data}. */
final class MarketEnd {
  private MarketEnd() {}

  /** The sum of its partitions' ends. */
  static long of(Admin admin, int partitions) {
    Map<TopicPartition, OffsetSpec> asked =
        IntStream.range(0, partitions)
            .mapToObj(number -> new TopicPartition(Topics.MARKET_DATA, number))
            .collect(Collectors.toMap(Function.identity(), one -> OffsetSpec.latest()));
    try {
      return admin.listOffsets(asked).all().get().values().stream()
          .mapToLong(end -> end.offset())
          .sum();
    } catch (ExecutionException e) {
      throw new ClusterException(
          "the brokers do not say how much market data there is: " + e.getCause().getMessage(),
          e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterException("interrupted while asking for market data", e);
    }
  }
}
