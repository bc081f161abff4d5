package io.strategystreams.lifecycle;

import io.strategystreams.lifecycle.Pulse.Beat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.ThreadMetadata;

/**
 * Sees from metrics whether threads live. A thread lives that asks for records, as one does that
 * has none and one whose brokers are away; or that finishes records, as one does that has many.
 */
final class PulseReader {
  private static final String CONSUMER = "consumer-metrics";
  private static final String SINCE_POLL = "last-poll-seconds-ago";
  private static final String THREAD = "stream-thread-metrics";
  private static final String PROCESSED = "process-total";

  /** Since when a thread is known, how much it had done, and when that was seen first. */
  private record Mark(long since, double done, long at) {}

  private final KafkaStreams streams;
  private final RestoreProgress restoring;
  private final LongFunction<Optional<Duration>> soundFor;
  private final Map<String, Mark> marks = new HashMap<>();

  /** Since when threads are there that were not in the look before. */
  private long newOnesSince = System.nanoTime();

  /**
   * @param soundFor since when brokers are there; threads wait for them, for as long as it takes,
   *     and that is no fault of theirs
   */
  PulseReader(
      KafkaStreams streams, RestoreProgress restoring, LongFunction<Optional<Duration>> soundFor) {
    this.streams = streams;
    this.restoring = restoring;
    this.soundFor = soundFor;
  }

  /** Each thread that works, and, while stores are read back, each that reads them. */
  synchronized List<Beat> beats() {
    long now = System.nanoTime();
    Map<String, Double> sincePoll = new HashMap<>();
    Map<String, Double> processed = new HashMap<>();
    for (Map.Entry<MetricName, ? extends Metric> each : streams.metrics().entrySet()) {
      MetricName name = each.getKey();
      if (name.group().equals(CONSUMER) && name.name().equals(SINCE_POLL)) {
        put(sincePoll, name.tags().get("client-id"), each.getValue());
      } else if (name.group().equals(THREAD) && name.name().equals(PROCESSED)) {
        put(processed, name.tags().get("thread-id"), each.getValue());
      }
    }
    Optional<Duration> sound = soundFor.apply(now);
    List<Beat> beats = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (ThreadMetadata thread : streams.metadataForLocalThreads()) {
      String name = thread.threadName();
      names.add(name);
      Mark mark = mark(name, processed.get(name), now);
      Duration silent =
          shorter(
              silence(sincePoll.get(thread.consumerClientId()), mark, now),
              Duration.ofNanos(now - mark.at()));
      silent = sound.isPresent() ? shorter(silent, sound.get()) : silent;
      beats.add(new Beat(name, silent));
      restoring
          .silent(now)
          .map(
              since ->
                  shorter(
                      since, silence(sincePoll.get(thread.restoreConsumerClientId()), mark, now)))
          .ifPresent(since -> beats.add(new Beat(name + " (reading stores back)", since)));
    }
    marks.keySet().retainAll(names);
    newOnesSince = now;
    return beats;
  }

  private static void put(Map<String, Double> values, String key, Metric metric) {
    if (key != null && metric.metricValue() instanceof Double value) {
      values.put(key, value);
    }
  }

  /** A consumer that has not asked yet says -1: it is silent since its thread is there. */
  private static Duration silence(Double secondsAgo, Mark mark, long now) {
    return secondsAgo == null || secondsAgo < 0
        ? Duration.ofNanos(now - mark.since())
        : Duration.ofMillis((long) (secondsAgo * 1000));
  }

  /** Since when no record was finished, as far as it was looked at. */
  private Mark mark(String thread, Double done, long now) {
    double count = done == null || done.isNaN() ? 0 : done;
    Mark before = marks.get(thread);
    Mark mark;
    if (before == null) {
      mark = new Mark(newOnesSince, count, newOnesSince);
    } else if (before.done() == count) {
      mark = before;
    } else {
      mark = new Mark(before.since(), count, now);
    }
    marks.put(thread, mark);
    return mark;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
