package io.strategystreams.deadletters;

import io.strategystreams.cluster.ClusterAccess;
import io.strategystreams.cluster.ClusterException;
import io.strategystreams.cluster.EventLog;
import io.strategystreams.contract.Topics;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Reads the topic {@code dead-letters}. */
public final class DeadLetterBox {
  /** What is chosen is kept in memory, all of it. */
  private static final long MOST_BYTES = 128L << 20;

  private final ClusterAccess access;

  public DeadLetterBox(ClusterAccess access) {
    this.access = access;
  }

  /**
   * The dead letters that are meant, by partition in the order they were put aside.
   *
   * @param most the last so many of them
   * @param strange told of each record that is no dead letter
   * @throws ClusterException if the brokers do not answer, or more is chosen than memory holds
   */
  public List<DeadLetter> read(Predicate<DeadLetter> choice, int most, Consumer<String> strange) {
    Deque<DeadLetter> last = new ArrayDeque<>();
    long[] bytes = {0};
    try (EventLog log = EventLog.open(access, List.of(Topics.DEAD_LETTERS))) {
      log.readToEnd(
          logged -> {
            DeadLetter letter;
            try {
              letter = DeadLetter.of(logged);
            } catch (IllegalArgumentException e) {
              strange.accept(e.getMessage());
              return;
            }
            if (choice.test(letter)) {
              last.add(letter);
              bytes[0] += size(letter);
              if (last.size() > most) {
                bytes[0] -= size(last.remove());
              }
              if (bytes[0] > MOST_BYTES) {
                throw new ClusterException(
                    "the dead letters chosen must have at most "
                        + MOST_BYTES
                        + " bytes together; choose fewer with --limit, --since, --topic or --at");
              }
            }
          });
    }
    return List.copyOf(last);
  }

  private static long size(DeadLetter letter) {
    long size = 1_000;
    size += letter.key() == null ? 0 : letter.key().length;
    size += letter.value() == null ? 0 : letter.value().length;
    return size;
  }

  /**
   * Which of these were sent back before, by where they were read first. Looks for their headers in
   * the topics they came from, as far back as the oldest of them is stamped.
   */
  public Set<String> redriven(List<DeadLetter> letters) {
    TreeMap<String, Instant> oldest = new TreeMap<>();
    letters.forEach(
        letter ->
            oldest.merge(
                letter.sourceTopic(),
                letter.time(),
                (one, other) -> one.isBefore(other) ? one : other));
    Set<String> sent = new HashSet<>();
    oldest.forEach(
        (topic, since) -> {
          try (EventLog log = EventLog.open(access, List.of(topic))) {
            log.fromTime(since);
            log.readToEnd(logged -> logged.header(Redrive.FROM).ifPresent(sent::add));
          }
        });
    return sent;
  }

  /** One of each record, should two applications have put it aside, in a fixed order. */
  public static List<DeadLetter> once(List<DeadLetter> letters) {
    TreeMap<String, DeadLetter> bySource = new TreeMap<>();
    letters.forEach(letter -> bySource.putIfAbsent(letter.source(), letter));
    List<DeadLetter> once = new ArrayList<>(bySource.values());
    once.sort(
        Comparator.comparing(DeadLetter::sourceTopic)
            .thenComparing(DeadLetter::sourcePartition)
            .thenComparing(DeadLetter::sourceOffset));
    return once;
  }
}
