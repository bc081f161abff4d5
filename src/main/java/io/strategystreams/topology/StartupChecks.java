package io.strategystreams.topology;

import io.strategystreams.contract.Topics;
import io.strategystreams.edge.LostState;
import io.strategystreams.edge.TopicChecks;
import io.strategystreams.edge.TopicCounts;
import io.strategystreams.lifecycle.StartupException;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/** What must hold of the cluster before the application starts. */
public final class StartupChecks {
  private StartupChecks() {}

  /**
   * Looks at the cluster.
   *
   * @return the partitions of the inputs
   * @throws StartupException if a topic is missing, counts differ, the state was written with
   *     another count or is gone; naming topics and counts
   */
  static PartitionCounts check(Admin admin, String applicationId) {
    TopicChecks checks = of(applicationId);
    try {
      Map<String, Integer> counts = TopicCounts.of(admin, checks.topics());
      require(counts, checks.changelogs());
      LostState.problem(admin, applicationId, checks)
          .ifPresent(
              problem -> {
                throw new StartupException(problem);
              });
      return PartitionCounts.growing(counts, topic -> TopicCounts.one(admin, topic));
    } catch (KafkaException e) {
      throw new StartupException(e.getMessage(), e);
    }
  }

  /** What must hold of an application's topics. */
  static TopicChecks of(String applicationId) {
    return checks(
        TopologyNames.STORES.stream()
            .map(store -> TopologyNames.changelog(applicationId, store))
            .toList());
  }

  /**
   * The topic of reports, by which offsets of one that was deleted are known.
   *
   * @throws StartupException if the brokers do not say
   */
  static ReportTopics reports(Admin admin) {
    try {
      return ReportTopics.of(admin);
    } catch (KafkaException e) {
      throw new StartupException(e.getMessage(), e);
    }
  }

  /**
   * @param counts partitions by topic; a topic that does not exist is absent
   * @throws StartupException as {@link #check}
   */
  static void require(Map<String, Integer> counts, List<String> changelogs) {
    checks(changelogs)
        .problem(counts)
        .ifPresent(
            problem -> {
              throw new StartupException(problem);
            });
  }

  private static TopicChecks checks(List<String> changelogs) {
    return new TopicChecks(Topics.ALL, Topics.CO_PARTITIONED, changelogs);
  }
}
