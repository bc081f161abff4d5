package io.strategystreams.edge;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/**
 * Whether an application has read its inputs before and its state is gone. Kafka Streams would make
 * the changelogs anew and go on with empty stores: numbers would begin at 1 again, and new orders
 * would bear the ids of old ones, which executors have filled long ago.
 */
public final class LostState {
  private static final Duration A_BROKER_HEARS = Duration.ofSeconds(3);

  private LostState() {}

  /**
   * What is wrong, and what to do; empty if nothing is.
   *
   * <p>How far was read is asked first: changelogs are there before anything is committed, so that
   * an instance that starts beside this one for the first time is not taken for a loss. A broker
   * that has not heard of a changelog yet is asked again.
   *
   * @param group the application's id
   * @throws KafkaException if the brokers do not say how far the group has read, or what there is
   */
  public static Optional<String> problem(Admin admin, String group, TopicChecks checks) {
    Optional<String> place = readBefore(admin, group);
    if (place.isEmpty() || missing(admin, checks).isEmpty()) {
      return Optional.empty();
    }
    pause();
    List<String> gone = missing(admin, checks);
    return gone.isEmpty()
        ? Optional.empty()
        : place.map(
            read ->
                "application "
                    + group
                    + " has read "
                    + read
                    + " before, and its state is gone: "
                    + String.join(", ", gone)
                    + (gone.size() == 1 ? " is" : " are")
                    + " missing. With empty stores it would give ids of old orders to new ones:"
                    + " begin anew under another application_id"
                    + " (docs/operations.md, Disaster)");
  }

  private static List<String> missing(Admin admin, TopicChecks checks) {
    Set<String> there = TopicCounts.of(admin, checks.changelogs()).keySet();
    return checks.changelogs().stream().filter(topic -> !there.contains(topic)).sorted().toList();
  }

  private static void pause() {
    try {
      Thread.sleep(A_BROKER_HEARS.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while looking for changelogs", e);
    }
  }

  /**
   * A place that the group has committed, {@code exposures-2@1207}; empty if it has read nothing.
   */
  private static Optional<String> readBefore(Admin admin, String group) {
    try {
      return admin
          .listConsumerGroupOffsets(group)
          .partitionsToOffsetAndMetadata()
          .get()
          .entrySet()
          .stream()
          .filter(place -> place.getValue() != null && place.getValue().offset() > 0)
          .map(LostState::text)
          .sorted()
          .findFirst();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GroupIdNotFoundException) {
        return Optional.empty();
      }
      throw new KafkaException(
          "the brokers do not say how far " + group + " has read: " + e.getCause().getMessage(),
          e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while asking how far " + group + " has read", e);
    }
  }

  private static String text(Map.Entry<TopicPartition, OffsetAndMetadata> place) {
    return place.getKey() + "@" + place.getValue().offset();
  }
}
