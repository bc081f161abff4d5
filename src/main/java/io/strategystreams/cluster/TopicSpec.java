package io.strategystreams.cluster;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * A topic as it must be, or as it is.
 *
 * @param replication copies of each partition; the fewest, where partitions differ
 * @param configs Kafka's topic configuration, only what the plan has an opinion on
 */
public record TopicSpec(
    String name, int partitions, int replication, SortedMap<String, String> configs) {
  public TopicSpec {
    configs = Collections.unmodifiableSortedMap(new TreeMap<>(configs));
  }

  /** The value, empty text if there is none. */
  public String config(String key) {
    return configs.getOrDefault(key, "");
  }

  TopicSpec with(Map<String, String> changed) {
    SortedMap<String, String> all = new TreeMap<>(configs);
    all.putAll(changed);
    return new TopicSpec(name, partitions, replication, all);
  }

  TopicSpec replicated(int copies) {
    return new TopicSpec(name, partitions, copies, configs);
  }

  NewTopic toNewTopic() {
    return new NewTopic(name, partitions, (short) replication).configs(configs);
  }
}
