package io.strategystreams.cluster;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** Waits until records that were committed are seen by whoever reads committed records. */
final class Visibility implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(5);
  private static final ListOffsetsOptions STABLE =
      new ListOffsetsOptions(IsolationLevel.READ_COMMITTED);

  private final Admin admin;

  Visibility(ClusterAccess access) {
    this.admin = access.admin();
  }

  /**
   * @throws ClusterException if they are not seen within 30 s; they are written nevertheless
   */
  void await(List<RecordMetadata> places) {
    Map<TopicPartition, Long> last = new HashMap<>();
    places.forEach(
        place ->
            last.merge(
                new TopicPartition(place.topic(), place.partition()), place.offset(), Math::max));
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!areSeen(last)) {
      if (System.nanoTime() > deadline) {
        throw new ClusterException(
            "what was written must be seen within "
                + PATIENCE.toSeconds()
                + " s; it is committed, but a transaction that somebody left open hides it: "
                + last);
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private boolean areSeen(Map<TopicPartition, Long> last) {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    last.keySet().forEach(partition -> asked.put(partition, OffsetSpec.latest()));
    try {
      Map<TopicPartition, ListOffsetsResult.ListOffsetsResultInfo> stable =
          admin.listOffsets(asked, STABLE).all().get();
      return last.entrySet().stream()
          .allMatch(one -> stable.get(one.getKey()).offset() > one.getValue());
    } catch (ExecutionException e) {
      throw new ClusterException(
          "it is written, but the brokers do not say whether it can be read: "
              + e.getCause().getMessage(),
          e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterException("interrupted; it is written", e);
    }
  }

  @Override
  public void close() {
    admin.close();
  }
}
