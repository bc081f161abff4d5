package io.strategystreams.paper.topology;

import io.strategystreams.contract.Topics;
import io.strategystreams.edge.TopicChecks;
import io.strategystreams.lifecycle.StartupException;
import java.util.List;
import java.util.Map;

/** What must hold of the topics before the paper executor starts. */
public final class CoPartitioning {
  private CoPartitioning() {}

  /** For an application id, under which the changelogs are found. */
  public static TopicChecks checks(String applicationId) {
    return new TopicChecks(
        List.of(Topics.DEAD_LETTERS),
        Topics.PAPER_CO_PARTITIONED,
        PaperTopology.STORES.stream()
            .map(store -> applicationId + "-" + store + "-changelog")
            .toList());
  }

  /**
   * The partition count of all of them.
   *
   * @param partitions by topic; a topic that does not exist is absent
   * @throws StartupException naming topics and counts, if one is missing, they differ, or the state
   *     was written with another count
   */
  public static int require(String applicationId, Map<String, Integer> partitions) {
    checks(applicationId)
        .problem(partitions)
        .ifPresent(
            problem -> {
              throw new StartupException(problem);
            });
    return partitions.get(Topics.ORDERS);
  }
}
