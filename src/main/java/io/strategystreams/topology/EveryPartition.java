package io.strategystreams.topology;

import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.kafka.streams.processor.StreamPartitioner;

/** Writes each record to every partition. */
final class EveryPartition<K, V> implements StreamPartitioner<K, V> {
  private volatile Set<Integer> all = Set.of();

  @Override
  public Optional<Set<Integer>> partitions(String topic, K key, V value, int numPartitions) {
    Set<Integer> partitions = all;
    if (partitions.size() != numPartitions) {
      partitions = new TreeSet<>();
      IntStream.range(0, numPartitions).forEach(partitions::add);
      partitions = Collections.unmodifiableSet(partitions);
      all = partitions;
    }
    return Optional.of(partitions);
  }
}
