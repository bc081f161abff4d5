package io.strategystreams.cli.replay;

import io.strategystreams.cluster.ClusterAccess;
import io.strategystreams.cluster.ClusterException;
import io.strategystreams.cluster.ClusterTopics;
import io.strategystreams.cluster.MarketTime;
import io.strategystreams.cluster.TopicPlan;
import io.strategystreams.cluster.TopicSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.TopicConfig;

/** What must hold of a cluster before history is published to it. */
final class ReplayChecks {
  private ReplayChecks() {}

  /**
   * @param now wall clock
   * @return the topics as they are
   * @throws ClusterException if one is missing, or would lose what is published
   */
  static Map<String, TopicSpec> require(Admin admin, TopicPlan plan, Instant from, Instant now) {
    Map<String, TopicSpec> found = new ClusterTopics(admin).found(plan);
    List<String> missing =
        plan.partitions().keySet().stream().filter(topic -> !found.containsKey(topic)).toList();
    if (!missing.isEmpty()) {
      throw new ClusterException(
          "topics are missing: "
              + String.join(", ", missing)
              + "; make them with: strategies topics --create --for-replay");
    }
    requireRetention(found, from, now);
    return found;
  }

  /**
   * @throws ClusterException if time has passed the beginning already
   */
  static void requireFuture(ClusterAccess access, Instant from) {
    MarketTime.latest(access)
        .filter(latest -> !latest.isBefore(from))
        .ifPresent(
            latest -> {
              throw new ClusterException(
                  "this cluster's market is at "
                      + latest
                      + " already, and time never goes back: --from must be after that, was "
                      + from
                      + "; --go-on leaves out what is there; or begin anew on another cluster");
            });
  }

  static void requireRetention(Map<String, TopicSpec> found, Instant from, Instant now) {
    List<String> losing = new ArrayList<>();
    for (TopicSpec topic : found.values()) {
      String millis = topic.config(TopicConfig.RETENTION_MS_CONFIG);
      boolean deletes =
          topic
              .config(TopicConfig.CLEANUP_POLICY_CONFIG)
              .contains(TopicConfig.CLEANUP_POLICY_DELETE);
      if (deletes
          && !millis.isEmpty()
          && Long.parseLong(millis) >= 0
          && now.minusMillis(Long.parseLong(millis)).isAfter(from)) {
        losing.add(
            topic.name() + " (" + Duration.ofMillis(Long.parseLong(millis)).toDays() + " d)");
      }
    }
    if (!losing.isEmpty()) {
      throw new ClusterException(
          "records of "
              + from
              + " are older than these topics keep them and would be deleted within minutes: "
              + String.join(", ", losing)
              + "; keep them with: strategies topics --alter --for-replay");
    }
  }
}
