package io.strategystreams.cli.bench;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** How far a group has come with a topic, committed. */
final class Drained {
  private static final Duration LOOK = Duration.ofMillis(20);
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final Admin admin;
  private final String group;
  private final Map<TopicPartition, OffsetSpec> partitions;

  Drained(Admin admin, String group, String topic, int partitions) {
    this.admin = admin;
    this.group = group;
    this.partitions =
        IntStream.range(0, partitions)
            .boxed()
            .collect(
                Collectors.toMap(
                    number -> new TopicPartition(topic, number), number -> OffsetSpec.latest()));
  }

  /** Committed records of all partitions, the ends of transactions among them. */
  long done() {
    try {
      Map<TopicPartition, OffsetAndMetadata> places =
          admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
      return partitions.keySet().stream()
          .map(places::get)
          .mapToLong(place -> place == null ? 0 : place.offset())
          .sum();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the broker must say how far " + group + " is", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while measuring", e);
    }
  }

  /** What there is to read. */
  long all() {
    try {
      return admin.listOffsets(partitions).all().get().values().stream()
          .mapToLong(place -> place.offset())
          .sum();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the broker must say how much there is", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while measuring", e);
    }
  }

  /**
   * Returns when the group has committed that much.
   *
   * @throws IllegalStateException if that takes more than ten minutes
   */
  void await(long place) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (done() < place) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            group + " must come to " + place + " within " + PATIENCE + ", was at " + done());
      }
      try {
        Thread.sleep(LOOK.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while measuring", e);
      }
    }
  }
}
