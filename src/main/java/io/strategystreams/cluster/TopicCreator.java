package io.strategystreams.cluster;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.LeaderNotAvailableException;
import org.apache.kafka.common.errors.NotLeaderOrFollowerException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Makes topics and waits until each of their partitions can be written to. */
public final class TopicCreator {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(20);

  private final Admin admin;

  public TopicCreator(Admin admin) {
    this.admin = admin;
  }

  /**
   * Returns when every partition has a leader that answers: a record sent right after a topic was
   * made is lost where its sender does not look at the answer. A topic that somebody else made in
   * the meantime is taken as it is.
   *
   * @throws ClusterException if a topic cannot be made or does not become writable within 30 s
   */
  public void create(Collection<NewTopic> topics) {
    try {
      for (var made : admin.createTopics(topics).values().entrySet()) {
        try {
          made.getValue().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException failure) {
          if (!(failure.getCause() instanceof TopicExistsException)) {
            throw refused(made.getKey(), failure.getCause());
          }
        }
      }
      awaitLeaders(topics);
    } catch (ExecutionException failure) {
      throw new ClusterException(
          "topics were made, but cannot be written to: " + failure.getCause().getMessage(),
          failure.getCause());
    } catch (TimeoutException failure) {
      throw new ClusterException("topics could not be made within " + PATIENCE, failure);
    } catch (InterruptedException failure) {
      Thread.currentThread().interrupt();
      throw new ClusterException("interrupted while topics were made", failure);
    }
  }

  private static ClusterException refused(String topic, Throwable cause) {
    String hint =
        cause instanceof InvalidReplicationFactorException
            ? " (topics.replication must not be above the number of brokers)"
            : "";
    return new ClusterException(
        "topic " + topic + " could not be made: " + cause.getMessage() + hint, cause);
  }

  private void awaitLeaders(Collection<NewTopic> topics)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    for (NewTopic topic : topics) {
      for (int partition = 0; partition < topic.numPartitions(); partition++) {
        ends.put(new TopicPartition(topic.name(), partition), OffsetSpec.latest());
      }
    }
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        admin.listOffsets(ends).all().get();
        return;
      } catch (ExecutionException failure) {
        if (!passes(failure.getCause()) || System.nanoTime() > deadline) {
          throw failure;
        }
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  /** Whether the broker may answer otherwise in a moment. */
  private static boolean passes(Throwable failure) {
    return failure instanceof UnknownTopicOrPartitionException
        || failure instanceof LeaderNotAvailableException
        || failure instanceof NotLeaderOrFollowerException
        || failure instanceof org.apache.kafka.common.errors.TimeoutException;
  }
}
