package io.strategystreams.operate;

import io.strategystreams.cluster.EventLog;
import io.strategystreams.cluster.LoggedEvent;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;

/**
 * The last events of a topic, those of its partitions merged by time. Events of one partition stay
 * in the order they were written, whatever their times.
 */
public final class LastEvents {
  /** Twice what is wanted, since each transaction's end takes a place too. */
  private static final long FIRST_REACH = 2;

  private static final long WIDENING = 8;

  private LastEvents() {}

  /**
   * Those at or after a time. The log then goes on after them.
   *
   * @param most how many at most, the latest
   */
  public static List<LoggedEvent> since(
      EventLog log, Instant time, int most, Predicate<LoggedEvent> wanted) {
    log.fromTime(time);
    // The log begins earlier where the mark of a transaction's end, which is stamped by the
    // broker's clock, is later than the events around it.
    Predicate<LoggedEvent> late = event -> !event.time().isBefore(time);
    return last(Reading.of(log, late.and(wanted)).merged(), most);
  }

  /**
   * The last ones: looks back further and further until there are as many, or no more. The log then
   * goes on after them.
   */
  public static List<LoggedEvent> of(EventLog log, int count, Predicate<LoggedEvent> wanted) {
    if (count == 0) {
      log.fromEnd();
      return List.of();
    }
    long reach = count * FIRST_REACH;
    while (true) {
      Set<TopicPartition> whole = log.fromLast(reach);
      Reading reading = Reading.of(log, wanted);
      List<LoggedEvent> found = last(reading.merged(), count);
      if (whole.size() == log.partitionCount()
          || found.size() == count && reading.reachesBefore(found.get(0).time(), whole)) {
        return found;
      }
      reach *= WIDENING;
    }
  }

  /**
   * What was read.
   *
   * @param wanted what passed, by partition
   * @param begins the time of the first record of each partition, whether it passed or not
   */
  private record Reading(
      Map<TopicPartition, List<LoggedEvent>> wanted, Map<TopicPartition, Instant> begins) {

    static Reading of(EventLog log, Predicate<LoggedEvent> filter) {
      Reading reading = new Reading(new LinkedHashMap<>(), new HashMap<>());
      log.readToEnd(
          event -> {
            TopicPartition at = new TopicPartition(event.topic(), event.record().partition());
            reading.begins.putIfAbsent(at, event.time());
            if (filter.test(event)) {
              reading.wanted.computeIfAbsent(at, none -> new ArrayList<>()).add(event);
            }
          });
      return reading;
    }

    /** Whether no partition can hold anything later than that before what was read of it. */
    boolean reachesBefore(Instant time, Set<TopicPartition> whole) {
      return begins.entrySet().stream()
          .allMatch(one -> whole.contains(one.getKey()) || !one.getValue().isAfter(time));
    }

    List<LoggedEvent> merged() {
      return LastEvents.merged(wanted.values());
    }
  }

  private static List<LoggedEvent> last(List<LoggedEvent> events, int most) {
    return events.subList(Math.max(0, events.size() - most), events.size());
  }

  /** The partition whose next event is the earliest goes first. */
  static List<LoggedEvent> merged(Collection<List<LoggedEvent>> partitions) {
    PriorityQueue<ArrayDeque<LoggedEvent>> heads =
        new PriorityQueue<>(
            Comparator.comparing((ArrayDeque<LoggedEvent> queue) -> queue.peek().time())
                .thenComparing(queue -> queue.peek().record().partition()));
    partitions.stream()
        .filter(events -> !events.isEmpty())
        .forEach(events -> heads.add(new ArrayDeque<>(events)));
    List<LoggedEvent> merged = new ArrayList<>();
    while (!heads.isEmpty()) {
      ArrayDeque<LoggedEvent> earliest = heads.poll();
      merged.add(earliest.poll());
      if (!earliest.isEmpty()) {
        heads.add(earliest);
      }
    }
    return merged;
  }
}
