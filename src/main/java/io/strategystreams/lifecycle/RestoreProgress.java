package io.strategystreams.lifecycle;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells how far stores are that are read back from their changelogs; silent where little is. */
final class RestoreProgress implements StateRestoreListener {
  private static final Logger LOG = LoggerFactory.getLogger(RestoreProgress.class);
  private static final long WORTH_TELLING = 1_000;
  private static final long EVERY = 100_000;

  /** By partition of a changelog: records to be read, read, and read when last told. */
  private final Map<TopicPartition, long[]> restoring = new ConcurrentHashMap<>();

  private final LongAdder restoredRecords = new LongAdder();
  private volatile long lastMoved = System.nanoTime();

  /** Records still to be read back, about: a transaction's markers count as records too. */
  long remaining() {
    return restoring.values().stream()
        .mapToLong(progress -> Math.max(0, progress[0] - progress[1]))
        .sum();
  }

  /** Records read back since the start. */
  long restored() {
    return restoredRecords.sum();
  }

  /** Since when nothing was read back; empty where there is nothing to be. */
  Optional<Duration> silent(long now) {
    return restoring.isEmpty()
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(Math.max(0, now - lastMoved)));
  }

  @Override
  public void onRestoreStart(TopicPartition partition, String store, long from, long to) {
    lastMoved = System.nanoTime();
    restoring.put(partition, new long[] {to - from, 0, 0});
    if (to - from >= WORTH_TELLING) {
      LOG.info("restoring {} from {}: about {} records", store, partition, to - from);
    }
  }

  @Override
  public void onBatchRestored(TopicPartition partition, String store, long end, long restored) {
    lastMoved = System.nanoTime();
    restoredRecords.add(restored);
    long[] progress = restoring.get(partition);
    if (progress == null) {
      return;
    }
    progress[1] += restored;
    if (progress[1] - progress[2] >= EVERY) {
      progress[2] = progress[1];
      LOG.info(
          "restoring {} from {}: {} of about {} records",
          store,
          partition,
          progress[1],
          progress[0]);
    }
  }

  @Override
  public void onRestoreEnd(TopicPartition partition, String store, long total) {
    restoring.remove(partition);
    if (total >= WORTH_TELLING) {
      LOG.info("restored {} from {}: {} records", store, partition, total);
    }
  }

  @Override
  public void onRestoreSuspended(TopicPartition partition, String store, long total) {
    restoring.remove(partition);
    LOG.info("restoring {} goes on elsewhere after {} records", store, total);
  }
}
