package io.strategystreams.lifecycle;

import io.strategystreams.lifecycle.Pulse.Beat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  /** How much a thread had done, and when that was seen first. */
  private record Mark(double done, long at) {}

  private final KafkaStreams streams;
  private final RestoreProgress restoring;
  private final LongFunction<Optional<Duration>> soundFor;
  private final long started = System.nanoTime();
  private final Map<String, Mark> marks = new HashMap<>();

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
    for (ThreadMetadata thread : streams.metadataForLocalThreads()) {
      String name = thread.threadName();
      Duration silent =
          shorter(
              silence(sincePoll.get(thread.consumerClientId()), now),
              still(name, processed.get(name), now));
      silent = sound.isPresent() ? shorter(silent, sound.get()) : silent;
      beats.add(new Beat(name, silent));
      restoring
          .silent(now)
          .map(
              since ->
                  shorter(since, silence(sincePoll.get(thread.restoreConsumerClientId()), now)))
          .ifPresent(since -> beats.add(new Beat(name + " (reading stores back)", since)));
    }
    return beats;
  }

  private static void put(Map<String, Double> values, String key, Metric metric) {
    if (key != null && metric.metricValue() instanceof Double value) {
      values.put(key, value);
    }
  }

  /** A consumer that has not asked yet says -1: it is silent since the start. */
  private Duration silence(Double secondsAgo, long now) {
    return secondsAgo == null || secondsAgo < 0
        ? Duration.ofNanos(now - started)
        : Duration.ofMillis((long) (secondsAgo * 1000));
  }

  /** Since when no record was finished, as far as it was looked at. */
  private Duration still(String thread, Double done, long now) {
    double count = done == null || done.isNaN() ? 0 : done;
    Mark mark = marks.get(thread);
    if (mark == null) {
      mark = new Mark(count, started);
      marks.put(thread, mark);
    } else if (mark.done() != count) {
      mark = new Mark(count, now);
      marks.put(thread, mark);
    }
    return Duration.ofNanos(now - mark.at());
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
