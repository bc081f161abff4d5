package io.strategystreams.replay;

import java.util.Set;

/**
 * A consumer group that a replay waits for.
 *
 * @param id of the group
 * @param topics it reads and commits its place in
 */
public record ReadingGroup(String id, Set<String> topics) {
  public ReadingGroup {
    topics = Set.copyOf(topics);
  }
}
