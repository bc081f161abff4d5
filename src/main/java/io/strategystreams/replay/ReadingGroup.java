package io.strategystreams.replay;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;

/**
 * A consumer group that a replay waits for.
 *
 * @param id of the group
 * @param topics it reads and commits its place in
 */
public record ReadingGroup(String id, Set<String> topics) {
  public ReadingGroup {
    topics = Set.copyOf(topics);
  }

  /**
   * What a Kafka Streams application reads, all of whose tasks run in this process.
   *
   * @param instances of the application, all there are
   * @throws IllegalStateException if there is no task yet: it must be running
   */
  public static ReadingGroup of(String id, KafkaStreams... instances) {
    Set<String> topics =
        Arrays.stream(instances)
            .flatMap(instance -> instance.metadataForLocalThreads().stream())
            .flatMap(thread -> thread.activeTasks().stream())
            .flatMap(task -> task.topicPartitions().stream())
            .map(TopicPartition::topic)
            .collect(Collectors.toSet());
    if (topics.isEmpty()) {
      throw new IllegalStateException(
          "application "
              + id
              + " has no task yet, was "
              + Arrays.stream(instances).map(KafkaStreams::state).toList());
    }
    return new ReadingGroup(id, topics);
  }
}
