package io.strategystreams.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The topics of a cluster, beside how they are planned. */
public final class ClusterTopics {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(20);

  private final Admin admin;

  public ClusterTopics(Admin admin) {
    this.admin = admin;
  }

  /**
   * The planned topics as they are; one that does not exist is absent.
   *
   * @throws ClusterException if the brokers do not say
   */
  public Map<String, TopicSpec> found(TopicPlan plan) {
    List<String> names = plan.topics().stream().map(TopicSpec::name).toList();
    Map<String, TopicDescription> described = describe(names);
    Map<ConfigResource, Config> configs =
        answer(
            admin
                .describeConfigs(described.keySet().stream().map(ClusterTopics::resource).toList())
                .all());
    Map<String, TopicSpec> found = new TreeMap<>();
    for (TopicSpec planned : plan.topics()) {
      TopicDescription description = described.get(planned.name());
      if (description != null) {
        Config config = configs.get(resource(planned.name()));
        SortedMap<String, String> known = new TreeMap<>();
        for (String key : planned.configs().keySet()) {
          ConfigEntry entry = config.get(key);
          known.put(key, entry == null || entry.value() == null ? "" : entry.value());
        }
        int replication =
            description.partitions().stream()
                .mapToInt(partition -> partition.replicas().size())
                .min()
                .orElse(0);
        found.put(
            planned.name(),
            new TopicSpec(planned.name(), description.partitions().size(), replication, known));
      }
    }
    return found;
  }

  /** Where the cluster is not as planned, in the plan's order. */
  public static List<TopicDifference> differences(TopicPlan plan, Map<String, TopicSpec> found) {
    List<TopicDifference> differences = new ArrayList<>();
    plan.topics()
        .forEach(
            planned ->
                differences.addAll(TopicDifference.between(planned, found.get(planned.name()))));
    return differences;
  }

  /**
   * Makes what is missing and returns when it can be written to.
   *
   * @return the names of what was made
   * @throws ClusterException if a topic cannot be made
   */
  public List<String> create(TopicPlan plan) {
    Map<String, TopicSpec> found = found(plan);
    List<TopicSpec> missing =
        plan.topics().stream().filter(topic -> !found.containsKey(topic.name())).toList();
    new TopicCreator(admin).create(missing.stream().map(TopicSpec::toNewTopic).toList());
    return missing.stream().map(TopicSpec::name).toList();
  }

  /**
   * Brings configurations in line; partitions and replication stay. Returns when the brokers tell
   * them as they were set: who answers learns of it after the controller that set it.
   *
   * @throws ClusterException if the brokers refuse
   */
  public void alter(TopicPlan plan) {
    List<TopicDifference> left = differences(plan, found(plan));
    set(left);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (left.stream().anyMatch(TopicDifference::isAlterable) && System.nanoTime() < deadline) {
      LockSupport.parkNanos(PAUSE.toNanos());
      left = differences(plan, found(plan));
    }
  }

  private void set(Collection<TopicDifference> differences) {
    Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
    for (TopicDifference difference : differences) {
      if (difference.isAlterable()) {
        changes
            .computeIfAbsent(resource(difference.topic()), none -> new ArrayList<>())
            .add(
                new AlterConfigOp(
                    new ConfigEntry(difference.what(), difference.planned()),
                    AlterConfigOp.OpType.SET));
      }
    }
    answer(admin.incrementalAlterConfigs(changes).all());
  }

  private Map<String, TopicDescription> describe(List<String> names) {
    Map<String, TopicDescription> described = new TreeMap<>();
    for (Map.Entry<String, KafkaFuture<TopicDescription>> one :
        admin.describeTopics(names).topicNameValues().entrySet()) {
      try {
        described.put(one.getKey(), one.getValue().get());
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
          throw silent(e.getCause());
        }
      } catch (InterruptedException e) {
        throw interrupted(e);
      }
    }
    return described;
  }

  private static ConfigResource resource(String topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, topic);
  }

  private static <T> T answer(KafkaFuture<T> asked) {
    try {
      return asked.get();
    } catch (ExecutionException e) {
      throw silent(e.getCause());
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static ClusterException silent(Throwable cause) {
    return new ClusterException(
        "the brokers must answer about topics, and did not: " + cause.getMessage(), cause);
  }

  private static ClusterException interrupted(InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new ClusterException("interrupted while asking about topics", new KafkaException(cause));
  }
}
