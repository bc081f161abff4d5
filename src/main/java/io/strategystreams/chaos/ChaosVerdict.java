package io.strategystreams.chaos;

import io.strategystreams.audit.Breach;
import io.strategystreams.audit.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a run showed.
 *
 * @param outcomes of every planned fault, by time
 * @param orders that lie in the topic; {@code decisions}, {@code reports} and {@code flows} too
 * @param deadLetters of which there may be none: nothing wrong was written
 * @param breaches every promise that was not kept
 * @param longest pause of order flow under load, all partitions together
 * @param median of all pauses between orders
 * @param pauses around each fault, in the order of the outcomes
 * @param ended what ended by itself and was started again, of which there may be none: a fault
 *     costs a transaction or a session, and no process but one that is killed
 * @param load how long the load lasted, and {@code rest} how long it took to come to rest
 * @param problems why the run proves nothing, beside faults that did not happen
 */
public record ChaosVerdict(
    List<FaultOutcome> outcomes,
    long orders,
    long decisions,
    long reports,
    long flows,
    long deadLetters,
    List<Breach> breaches,
    Duration longest,
    Duration median,
    List<Around> pauses,
    List<Ended> ended,
    Duration load,
    Duration rest,
    List<String> problems) {

  /**
   * The longest pauses around a fault.
   *
   * @param all of all partitions together
   * @param worst of any one partition
   */
  public record Around(Duration all, Duration worst) {}

  /** An application that ended without being asked, with what it said last. */
  public record Ended(String name, int exitCode, List<String> lastLines) {
    public Ended {
      lastLines = List.copyOf(lastLines);
    }
  }

  public ChaosVerdict {
    outcomes = List.copyOf(outcomes);
    breaches = List.copyOf(breaches);
    pauses = List.copyOf(pauses);
    ended = List.copyOf(ended);
    List<String> all = new ArrayList<>(problems);
    if (outcomes.isEmpty()) {
      all.add("faults must be at least 1, were 0: the load must last longer for one to fit");
    }
    if (!ended.isEmpty()) {
      all.add(
          "no application may end by itself, whatever is done to it, but so many did: "
              + ended.size()
              + "; see what they said last");
    }
    outcomes.stream()
        .filter(one -> !one.happened())
        .forEach(one -> all.add("a fault did not happen as planned: " + one.text()));
    if (deadLetters > 0) {
      all.add(deadLetters + " dead letters, where nothing wrong was written");
    }
    problems = List.copyOf(all);
  }

  /** Every promise was kept, every fault happened, and there were orders to lose. */
  public boolean isClean() {
    return breaches.isEmpty() && problems.isEmpty();
  }

  /** Orders that a decision released and that are not there. */
  public long lost() {
    return count(Promise.ORDER_NOT_LOST);
  }

  /** Orders that are there more than once. */
  public long doubled() {
    return count(Promise.ORDER_ONCE);
  }

  /** How many faults there were, by kind and victim: {@code kill strategies}. */
  public Map<String, Integer> faults() {
    Map<String, Integer> faults = new TreeMap<>();
    for (FaultOutcome one : outcomes) {
      Fault fault = one.planned().fault();
      faults.merge(
          fault.kind().name().toLowerCase(java.util.Locale.ROOT) + " " + fault.victimKind(),
          1,
          Integer::sum);
    }
    return faults;
  }

  private long count(Promise promise) {
    return breaches.stream().filter(one -> one.promise() == promise).count();
  }
}
