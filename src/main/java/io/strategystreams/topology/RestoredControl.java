package io.strategystreams.topology;

import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.StreamPartitioner;

/**
 * A control in force that is written again behind one that was refused, to the partition that one
 * came from: that of all strategies is in every partition.
 */
record RestoredControl(int partition, byte[] control) {

  /** The control was encoded before anything was written. */
  static Serializer<RestoredControl> serializer() {
    return (topic, restored) -> restored.control();
  }

  static StreamPartitioner<String, RestoredControl> partitioner() {
    return (topic, key, restored, partitions) -> Optional.of(Set.of(restored.partition()));
  }
}
