package io.strategystreams.edge;

import io.strategystreams.contract.Keys;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.processor.StreamPartitioner;

/**
 * Writes a strategy's records to the partition in which its state lies, whatever has become of the
 * topic since the start. A producer's own choice follows a topic that grows, and what it writes
 * then lies where nobody looks for it.
 *
 * @param partitions the topic's count at the start
 */
public record OwnPartition<V>(int partitions) implements StreamPartitioner<String, V> {
  @Override
  public Optional<Set<Integer>> partitions(String topic, String key, V value, int numPartitions) {
    return Optional.of(Set.of(Keys.partitionFor(key, partitions)));
  }
}
