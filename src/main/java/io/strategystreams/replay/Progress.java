package io.strategystreams.replay;

import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * How far writers and readers are, taken within a few milliseconds.
 *
 * @param committed by group and partition: the place of the next record to read; none where a group
 *     has read nothing
 * @param stable by partition: the first offset that an open transaction may still take back
 * @param ends by partition: the high watermark
 */
record Progress(
    Map<String, Map<TopicPartition, Long>> committed,
    Map<TopicPartition, Long> stable,
    Map<TopicPartition, Long> ends) {

  /**
   * What is not at rest, for people; empty if every transaction is closed and every group has read
   * everything it reads. One calm picture may be put together from different moments; two equal
   * ones in a row hold for the moment between them, because no offset ever falls.
   */
  Optional<String> unrest() {
    for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
      long lastStable = stable.get(end.getKey());
      if (lastStable != end.getValue()) {
        return Optional.of(
            "a transaction is open in " + end.getKey() + " from offset " + lastStable);
      }
    }
    for (Map.Entry<String, Map<TopicPartition, Long>> group : committed.entrySet()) {
      for (Map.Entry<TopicPartition, Long> place : group.getValue().entrySet()) {
        long end = ends.get(place.getKey());
        if (place.getValue() != end) {
          return Optional.of(
              "group "
                  + group.getKey()
                  + " has read "
                  + place.getKey()
                  + " to offset "
                  + place.getValue()
                  + " of "
                  + end);
        }
      }
    }
    return Optional.empty();
  }
}
