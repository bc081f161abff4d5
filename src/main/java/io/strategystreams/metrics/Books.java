package io.strategystreams.metrics;

import io.strategystreams.core.guard.ControlState;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the strategies of this process hold, task by task, and which may act. One by one are told
 * only those of the largest equity: thousands of strategies would make tens of thousands of time
 * series.
 */
public final class Books {
  private static final Comparator<StrategyFigures> LARGEST_FIRST =
      Comparator.comparing((StrategyFigures one) -> one.book().worth().abs())
          .reversed()
          .thenComparing(one -> one.book().strategyId());

  private static final Comparator<OpenBook> LONGEST_FIRST =
      Comparator.comparing(OpenBook::lasted).reversed().thenComparing(OpenBook::strategyId);

  private final boolean told;
  private final int largest;
  private final Set<TaskBooks> tasks = ConcurrentHashMap.newKeySet();

  private Books(boolean told, int largest) {
    this.told = told;
    this.largest = largest;
  }

  static Books untold() {
    return new Books(false, 0);
  }

  /**
   * @param largest how many are told one by one, 0 for none
   */
  static Books of(int largest) {
    return new Books(true, largest);
  }

  /** Those of a task, until it closes them. */
  public TaskBooks open() {
    TaskBooks books = new TaskBooks(this, told && largest > 0);
    if (told) {
      tasks.add(books);
    }
    return books;
  }

  void forget(TaskBooks task) {
    tasks.remove(task);
  }

  /** Whether anybody listens. */
  public boolean isTold() {
    return told;
  }

  /** How many strategies there are in each control state, states without any too. */
  Map<ControlState, Integer> states() {
    Map<ControlState, Integer> counts = new EnumMap<>(ControlState.class);
    for (ControlState state : ControlState.values()) {
      counts.put(state, 0);
    }
    tasks.stream()
        .flatMap(TaskBooks::states)
        .forEach(state -> counts.merge(state, 1, Integer::sum));
    return counts;
  }

  /** How many strategies wait in quarantine. */
  int quarantined() {
    return tasks.stream().mapToInt(TaskBooks::quarantined).sum();
  }

  /** Neutral books that lie unhedged, those first that have longest. */
  List<OpenBook> unhedged() {
    return tasks.stream().flatMap(TaskBooks::open).sorted(LONGEST_FIRST).toList();
  }

  /** Those of them that are told one by one. */
  List<OpenBook> longestUnhedged() {
    return unhedged().stream().limit(largest).toList();
  }

  /** Those of the largest equity, largest first. */
  List<StrategyFigures> largest() {
    return tasks.stream().flatMap(TaskBooks::figures).sorted(LARGEST_FIRST).limit(largest).toList();
  }
}
