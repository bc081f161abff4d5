package io.strategystreams.lifecycle;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What can be seen of an application from outside at one moment.
 *
 * @param phase how far its life is
 * @param threads those that work, and those that read stores back
 * @param tasks that run here, {@code 0_0}
 * @param away what it waits for, such as brokers; empty if nothing
 * @param failure what stopped it; empty while nothing has
 * @param ticks by task, how old the newest tick is that it has read; empty where nothing is live
 */
public record Pulse(
    Phase phase,
    List<Beat> threads,
    SortedSet<String> tasks,
    Optional<String> away,
    Optional<String> failure,
    SortedMap<String, Duration> ticks) {
  public Pulse {
    threads = List.copyOf(threads);
  }

  /** Without ticks. */
  public Pulse(
      Phase phase,
      List<Beat> threads,
      SortedSet<String> tasks,
      Optional<String> away,
      Optional<String> failure) {
    this(phase, threads, tasks, away, failure, new TreeMap<>());
  }

  /** The same, with the age of the newest tick of each task. */
  public Pulse with(SortedMap<String, Duration> ages) {
    return new Pulse(phase, threads, tasks, away, failure, ages);
  }

  /** Of an application that is not there yet. */
  public static Pulse starting() {
    return new Pulse(
        Phase.STARTING, List.of(), new TreeSet<>(), Optional.empty(), Optional.empty());
  }

  /** How far the life of an application is. */
  public enum Phase {
    /** It waits for brokers, or looks at the cluster. */
    STARTING,
    /** It gets tasks, or reads their stores back. */
    RESTORING,
    /** Every task that it was given runs. */
    RUNNING,
    /** It was asked to stop and does. */
    STOPPING,
    /** It has stopped, or is about to, without being asked. */
    ENDED
  }

  /**
   * A thread that has not ended. What ends one stops the application, or has it replaced.
   *
   * @param silent since when it neither asked for records nor finished one, brokers being there
   */
  public record Beat(String thread, Duration silent) {}
}
