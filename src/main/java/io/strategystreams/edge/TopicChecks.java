package io.strategystreams.edge;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What must hold of topics before an application starts. Kafka Streams accepts topics of different
 * counts silently, and a strategy's records would then meet in no task.
 *
 * @param needed topics that must be there
 * @param coPartitioned those that must have one and the same count
 * @param changelogs of the application's stores, which must have that count too once they are there
 */
public record TopicChecks(
    List<String> needed, List<String> coPartitioned, List<String> changelogs) {

  /** Every topic to ask the brokers about. */
  public Collection<String> topics() {
    Collection<String> topics = new TreeSet<>(needed);
    topics.addAll(coPartitioned);
    topics.addAll(changelogs);
    return topics;
  }

  /**
   * What is wrong, naming topics and counts, and what to do; empty if nothing is.
   *
   * @param counts partitions by topic; a topic that does not exist is absent
   */
  public Optional<String> problem(Map<String, Integer> counts) {
    return missing(counts).or(() -> different(counts)).or(() -> otherThanState(counts));
  }

  private Optional<String> missing(Map<String, Integer> counts) {
    List<String> missing =
        topics().stream()
            .filter(topic -> !changelogs.contains(topic) && !counts.containsKey(topic))
            .toList();
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "topics are missing: "
                + String.join(", ", missing)
                + "; make them with: strategies topics --create (to replay history: --create --for-replay)");
  }

  private Optional<String> different(Map<String, Integer> counts) {
    Map<String, Integer> shared = new TreeMap<>(counts);
    shared.keySet().retainAll(coPartitioned);
    return new TreeSet<>(shared.values()).size() == 1
        ? Optional.empty()
        : Optional.of(
            "these topics must have one and the same number of partitions, was "
                + shared
                + "; make those that differ anew with: strategies topics --create");
  }

  private Optional<String> otherThanState(Map<String, Integer> counts) {
    int partitions = counts.get(coPartitioned.get(0));
    Map<String, Integer> other = new TreeMap<>(counts);
    other.keySet().retainAll(changelogs);
    other.values().removeIf(count -> count == partitions);
    return other.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "the state was written with another number of partitions than "
                + partitions
                + ", that of "
                + coPartitioned
                + "; its changelogs are "
                + other
                + ". A strategy would be looked for where its state is not: give the topics their"
                + " former count, or begin anew under another application_id (docs/operations.md,"
                + " Migrate partitions)");
  }
}
