package io.strategystreams.replay;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsResult;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/**
 * Tells when nothing is under way any more: every group has read all there is and no transaction is
 * open.
 */
public final class RestWatch {
  private static final Duration PAUSE = Duration.ofMillis(1);
  private static final ListOffsetsOptions STABLE =
      new ListOffsetsOptions(IsolationLevel.READ_COMMITTED);
  private static final ListOffsetsOptions WRITTEN =
      new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED);

  private final Admin admin;
  private final Duration patience;
  private final Supplier<Optional<Throwable>> failure;
  private final Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
  private final Map<String, List<TopicPartition>> reads = new TreeMap<>();
  private final Map<String, ListConsumerGroupOffsetsSpec> groups = new TreeMap<>();

  /**
   * @param partitions of every topic that anyone writes to during the replay
   * @param groups whoever reads them and must have read all; their topics are among {@code
   *     partitions}
   * @param patience how long things may move before that is an error
   * @param failure what ended a reader, empty while all are well: it would be waited for in vain
   */
  public RestWatch(
      Admin admin,
      Map<String, Integer> partitions,
      List<ReadingGroup> groups,
      Duration patience,
      Supplier<Optional<Throwable>> failure) {
    this.admin = admin;
    this.patience = patience;
    this.failure = failure;
    partitions.forEach(
        (topic, count) ->
            partitionsOf(topic, count).forEach(one -> latest.put(one, OffsetSpec.latest())));
    for (ReadingGroup group : groups) {
      List<TopicPartition> read =
          group.topics().stream()
              .flatMap(topic -> partitionsOf(topic, countOf(partitions, topic)).stream())
              .toList();
      reads.put(group.id(), read);
      this.groups.put(group.id(), new ListConsumerGroupOffsetsSpec().topicPartitions(read));
    }
  }

  /**
   * Returns when all is at rest.
   *
   * @throws IllegalStateException if a reader failed, or something still moves after the patience,
   *     saying what
   */
  public void await() {
    long deadline = System.nanoTime() + patience.toNanos();
    Progress before = null;
    while (true) {
      Progress now = progress();
      Optional<String> unrest = now.unrest();
      if (unrest.isEmpty() && now.equals(before)) {
        return;
      }
      before = now;
      failure
          .get()
          .ifPresent(
              cause -> {
                throw new IllegalStateException(
                    "an application failed during the replay: " + cause.getMessage(), cause);
              });
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "no rest after "
                + patience.toSeconds()
                + " s: "
                + unrest.orElse("offsets keep rising"));
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private Progress progress() {
    ListConsumerGroupOffsetsResult places = admin.listConsumerGroupOffsets(groups);
    ListOffsetsResult stable = admin.listOffsets(latest, STABLE);
    ListOffsetsResult ends = admin.listOffsets(latest, WRITTEN);
    try {
      Map<String, Map<TopicPartition, Long>> committed = new TreeMap<>();
      places.all().get().forEach((group, offsets) -> committed.put(group, places(group, offsets)));
      return new Progress(committed, offsets(stable), offsets(ends));
    } catch (ExecutionException cause) {
      throw new IllegalStateException(
          "the broker did not say how far the replay is: " + cause.getCause().getMessage(),
          cause.getCause());
    } catch (InterruptedException cause) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for rest", cause);
    }
  }

  /**
   * A group without a committed offset has read nothing; on an empty partition that is everything.
   */
  private Map<TopicPartition, Long> places(
      String group, Map<TopicPartition, OffsetAndMetadata> offsets) {
    Map<TopicPartition, Long> places = new HashMap<>();
    for (TopicPartition partition : reads.get(group)) {
      OffsetAndMetadata place = offsets.get(partition);
      places.put(partition, place == null ? 0L : place.offset());
    }
    return places;
  }

  private static Map<TopicPartition, Long> offsets(ListOffsetsResult result)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    result.all().get().forEach((partition, info) -> offsets.put(partition, info.offset()));
    return offsets;
  }

  private static Set<TopicPartition> partitionsOf(String topic, int count) {
    return IntStream.range(0, count)
        .mapToObj(number -> new TopicPartition(topic, number))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static int countOf(Map<String, Integer> partitions, String topic) {
    Integer count = partitions.get(topic);
    if (count == null) {
      throw new IllegalArgumentException("a group reads " + topic + ", which is not watched");
    }
    return count;
  }
}
