package io.strategystreams.deadletters;

import java.time.Instant;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which dead letters are meant; what is null or empty does not restrict.
 *
 * @param places of dead letters or of the records they were, {@code topic-partition@offset}
 * @param reasons names of reasons
 * @param topics that they were read from
 * @param strategies their keys
 * @param since stamped at or after
 */
public record Choice(
    Set<String> places,
    Set<String> reasons,
    Set<String> topics,
    Set<String> strategies,
    Instant since)
    implements Predicate<DeadLetter> {

  @Override
  public boolean test(DeadLetter letter) {
    return (places.isEmpty() || places.contains(letter.at()) || places.contains(letter.source()))
        && (reasons.isEmpty() || reasons.contains(letter.reason()))
        && (topics.isEmpty() || topics.contains(letter.sourceTopic()))
        && (strategies.isEmpty() || strategies.contains(String.valueOf(letter.keyText())))
        && (since == null || !letter.time().isBefore(since));
  }
}
