package io.strategystreams.operate;

import io.strategystreams.cluster.ClusterAccess;
import io.strategystreams.cluster.ClusterException;
import io.strategystreams.cluster.GroupMembers;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Whether an application has taken records in: its group's committed position has passed them.
 * Under exactly-once, what the records changed and the position are committed together, so nothing
 * is decided without them from then on.
 */
public final class Uptake {
  private static final Duration PAUSE = Duration.ofMillis(20);

  private Uptake() {}

  /** How waiting ended. */
  public enum Result {
    /** The application decides under the records now. */
    TAKEN,
    /** No instance of the application runs; it takes them before anything else once it does. */
    NOT_RUNNING,
    /** It runs, but did not pass the records in time. */
    LATE
  }

  /**
   * Waits until the group has passed the records.
   *
   * @param group the application's id
   * @throws ClusterException if the brokers do not tell
   */
  public static Result await(
      ClusterAccess access, String group, List<RecordMetadata> places, Duration timeout) {
    Map<TopicPartition, Long> last = new HashMap<>();
    places.forEach(
        place ->
            last.merge(
                new TopicPartition(place.topic(), place.partition()), place.offset(), Math::max));
    long deadline = System.nanoTime() + timeout.toNanos();
    try (Admin admin = access.admin()) {
      while (!hasPassed(admin, group, last)) {
        if (System.nanoTime() > deadline) {
          return hasMembers(admin, group) ? Result.LATE : Result.NOT_RUNNING;
        }
        if (!hasMembers(admin, group)) {
          return Result.NOT_RUNNING;
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      }
      return Result.TAKEN;
    } catch (ExecutionException e) {
      throw new ClusterException(
          "it is written, but the brokers do not tell whether group "
              + group
              + " took it in: "
              + e.getCause().getMessage(),
          e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterException("interrupted; it is written", e);
    }
  }

  private static boolean hasPassed(Admin admin, String group, Map<TopicPartition, Long> last)
      throws ExecutionException, InterruptedException {
    Collection<TopicPartition> partitions = last.keySet();
    Map<TopicPartition, OffsetAndMetadata> committed =
        admin
            .listConsumerGroupOffsets(
                Map.of(group, new ListConsumerGroupOffsetsSpec().topicPartitions(partitions)),
                new ListConsumerGroupOffsetsOptions().requireStable(false))
            .partitionsToOffsetAndMetadata(group)
            .get();
    return last.entrySet().stream()
        .allMatch(
            one -> {
              OffsetAndMetadata position = committed.get(one.getKey());
              return position != null && position.offset() > one.getValue();
            });
  }

  private static boolean hasMembers(Admin admin, String group) {
    try {
      return GroupMembers.of(admin, group).filter(members -> members.count() > 0).isPresent();
    } catch (ClusterException e) {
      throw new ClusterException("it is written, but " + e.getMessage(), e);
    }
  }
}
