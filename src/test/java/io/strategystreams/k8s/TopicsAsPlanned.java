package io.strategystreams.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import io.strategystreams.cluster.TopicPlan;
import io.strategystreams.cluster.TopicSpec;
import io.strategystreams.config.ApplicationSettings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.server.config.AbstractKafkaConfig;

/** The topics that Strimzi makes are those that the code plans; brokers are as production asks. */
final class TopicsAsPlanned implements ManifestCheck {
  @Override
  public List<String> problems(Manifests manifests) {
    if (manifests.of("Kafka").isEmpty()) {
      return List.of();
    }
    Lines lines = new Lines();
    ApplicationSettings application = Deployed.application(manifests);
    TopicPlan plan = TopicPlan.of(application);
    Set<TopicSpec> found = new HashSet<>();
    for (JsonNode topic : manifests.of("KafkaTopic")) {
      found.add(
          new TopicSpec(
              Manifests.name(topic),
              topic.at("/spec/partitions").asInt(),
              topic.at("/spec/replicas").asInt(),
              new TreeMap<>(Manifests.strings(topic.at("/spec/config")))));
    }
    for (TopicSpec planned : plan.topics()) {
      lines.require(found.remove(planned), "a KafkaTopic must be " + planned);
    }
    lines.require(found.isEmpty(), "these topics are not planned: " + found);
    JsonNode kafka = manifests.of("Kafka").get(0);
    JsonNode config = kafka.at("/spec/kafka/config");
    Set<String> unknown = new HashSet<>(Manifests.strings(config).keySet());
    unknown.removeAll(AbstractKafkaConfig.CONFIG_DEF.names());
    lines.require(unknown.isEmpty(), "Kafka: brokers do not know " + unknown);
    lines.equal("Kafka", config, "/auto.create.topics.enable", false);
    lines.equal("Kafka", config, "/default.replication.factor", application.topics().replication());
    lines.equal("Kafka", config, "/min.insync.replicas", application.topics().minInsyncReplicas());
    lines.equal("Kafka", config, "/offsets.topic.replication.factor", 3);
    lines.equal("Kafka", config, "/transaction.state.log.replication.factor", 3);
    lines.equal("Kafka", config, "/transaction.state.log.min.isr", 2);
    lines.equal(
        "Kafka", config, "/transaction.abort.timed.out.transaction.cleanup.interval.ms", 1000);
    lines.equal("Kafka", config, "/transaction.max.timeout.ms", 60_000);
    lines.require(
        application.failOver().transactionTimeout().toMillis() <= 60_000,
        "brokers must allow transaction_timeout " + application.failOver().transactionTimeout());
    lines.equal("Kafka", kafka, "/spec/kafka/rack/topologyKey", "topology.kubernetes.io/zone");
    lines.equal("Kafka", kafka, "/spec/kafka/authorization/type", "simple");
    List<String> open = new ArrayList<>();
    for (JsonNode listener : kafka.at("/spec/kafka/listeners")) {
      if (!listener.path("tls").asBoolean()
          || !listener.at("/authentication/type").asText().equals("tls")) {
        open.add(listener.path("name").asText());
      }
    }
    lines.require(open.isEmpty(), "listeners must know who comes in, open were " + open);
    for (JsonNode pool : manifests.of("KafkaNodePool")) {
      lines.equal(Manifests.text(pool), pool, "/spec/replicas", 3);
    }
    return lines.all();
  }
}
