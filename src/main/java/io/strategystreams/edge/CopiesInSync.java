package io.strategystreams.edge;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.clients.admin.DescribeFeaturesOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;

/**
 * Whether brokers that answer hold enough copies for a record to count as written. Asked of each
 * broker: one that is left alone goes on to name copies in sync that went away with the quorum.
 */
final class CopiesInSync {
  private static final int NAMED = 3;

  private final Admin admin;
  private final int patienceMillis;
  private final Map<String, Integer> needed = new HashMap<>();

  CopiesInSync(Admin admin, int patienceMillis) {
    this.admin = admin;
    this.patienceMillis = patienceMillis;
  }

  /** What is short, in words; empty if nothing is. */
  Optional<String> shortage(Map<String, TopicDescription> topics) throws InterruptedException {
    Set<Integer> silent = silent(nodes(topics.values()));
    Set<String> missing = new TreeSet<>(topics.keySet());
    missing.removeAll(needed.keySet());
    if (!missing.isEmpty()) {
      askNeeded(missing);
    }
    return shortage(topics.values(), needed, silent);
  }

  /**
   * Pure.
   *
   * @param needed copies that must have a record, by topic; one where a topic is not in it
   * @param silent brokers that do not answer
   */
  static Optional<String> shortage(
      Collection<TopicDescription> topics, Map<String, Integer> needed, Set<Integer> silent) {
    Set<String> few = new TreeSet<>();
    for (TopicDescription topic : topics) {
      int must = needed.getOrDefault(topic.name(), 1);
      topic
          .partitions()
          .forEach(
              partition -> {
                long there =
                    partition.isr().stream().filter(node -> !silent.contains(node.id())).count();
                if (there < must) {
                  few.add(
                      new TopicPartition(topic.name(), partition.partition())
                          + " has "
                          + there
                          + " of "
                          + must);
                }
              });
    }
    return few.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "too few copies are in sync for anything to be written: "
                + few.stream().limit(NAMED).collect(Collectors.joining(", "))
                + (few.size() > NAMED ? ", …" : "")
                + (silent.isEmpty()
                    ? ""
                    : "; brokers that do not answer: " + new TreeSet<>(silent)));
  }

  private static Set<Integer> nodes(Collection<TopicDescription> topics) {
    return topics.stream()
        .flatMap(topic -> topic.partitions().stream())
        .flatMap(partition -> partition.replicas().stream())
        .map(Node::id)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Each is asked what needs no permission. One that answered for all of them is not asked. */
  private Set<Integer> silent(Set<Integer> nodes) throws InterruptedException {
    Map<Integer, KafkaFuture<?>> asked = new HashMap<>();
    if (nodes.size() > 1) {
      nodes.forEach(
          node ->
              asked.put(
                  node,
                  admin
                      .describeFeatures(
                          new DescribeFeaturesOptions().nodeId(node).timeoutMs(patienceMillis))
                      .featureMetadata()));
    }
    Set<Integer> silent = new TreeSet<>();
    for (Map.Entry<Integer, KafkaFuture<?>> one : asked.entrySet()) {
      try {
        one.getValue().get();
      } catch (ExecutionException e) {
        silent.add(one.getKey());
      }
    }
    return silent;
  }

  private void askNeeded(Set<String> topics) throws InterruptedException {
    Map<ConfigResource, KafkaFuture<Config>> asked =
        admin
            .describeConfigs(
                topics.stream()
                    .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                    .toList(),
                new DescribeConfigsOptions().timeoutMs(patienceMillis))
            .values();
    for (Map.Entry<ConfigResource, KafkaFuture<Config>> one : asked.entrySet()) {
      said(one.getValue()).ifPresent(copies -> needed.put(one.getKey().name(), copies));
    }
  }

  /**
   * Copies that must have a record; one where the brokers may not say. Empty where they did not
   * answer: they are asked again at the next look.
   */
  static Optional<Integer> said(KafkaFuture<Config> answer) throws InterruptedException {
    try {
      return Optional.of(
          Integer.valueOf(answer.get().get(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG).value()));
    } catch (ExecutionException e) {
      return e.getCause() instanceof AuthorizationException ? Optional.of(1) : Optional.empty();
    }
  }
}
