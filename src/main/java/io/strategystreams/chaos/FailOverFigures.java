package io.strategystreams.chaos;

import io.strategystreams.audit.Breach;
import io.strategystreams.config.GroupProtocol;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How long order flow paused, under one protocol and number of standbys.
 *
 * @param pauses by event, one of each repetition, in turn
 * @param orders that came in all
 * @param breaches of what the audit promises, at rest in the end
 */
public record FailOverFigures(
    GroupProtocol protocol,
    int standbys,
    Map<Event, List<Pauses>> pauses,
    long orders,
    List<Breach> breaches) {
  /** What happens to one of the strategy application's instances. */
  public enum Event {
    /** Nothing: what pauses are like anyway. */
    QUIET("nothing happens"),
    /** One more comes, with an empty state directory. */
    JOIN("one more comes"),
    /** It is asked to stop, and leaves. */
    STOP("one is stopped"),
    /** {@code kill -9}. */
    KILL("one is killed"),
    /** It is started again on its own state directory. */
    RESTART("it comes back"),
    /** It is frozen until the others have its tasks, and wakes. */
    FREEZE("one is frozen");

    private final String text;

    Event(String text) {
      this.text = text;
    }

    /** For people. */
    public String text() {
      return text;
    }
  }

  /**
   * Around one event.
   *
   * @param all longest time in which no order at all came
   * @param partition longest time in which none came in any one partition
   */
  public record Pauses(Duration all, Duration partition) {}

  public FailOverFigures {
    Map<Event, List<Pauses>> copy = new EnumMap<>(Event.class);
    pauses.forEach((event, each) -> copy.put(event, List.copyOf(each)));
    pauses = Collections.unmodifiableMap(copy);
    breaches = List.copyOf(breaches);
  }

  /**
   * The pause that half of them are no longer than.
   *
   * @param some at least one
   */
  public static Duration median(List<Duration> some) {
    List<Duration> sorted = new ArrayList<>(some);
    Collections.sort(sorted);
    return sorted.get((sorted.size() - 1) / 2);
  }
}
