package io.strategystreams.k8s;

import io.strategystreams.cluster.TopicPlan;
import io.strategystreams.config.ApplicationSettings;
import io.strategystreams.config.Configuration;
import io.strategystreams.core.strategy.Strategies;
import io.strategystreams.paper.topology.PaperSettings;
import io.strategystreams.paper.topology.PaperTopology;
import io.strategystreams.topology.ClockPolicy;
import io.strategystreams.topology.EventSerdes;
import io.strategystreams.topology.PartitionCounts;
import io.strategystreams.topology.Storage;
import io.strategystreams.topology.StrategyDesk;
import io.strategystreams.topology.StrategyTopology;
import io.strategystreams.topology.TopologyNames;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyDescription;

/** What an application does at the brokers, taken from its topology and its checks. */
final class Needs {
  private static final Map<String, String> REGISTRY = Map.of("schema.registry.url", "mock://needs");

  private final Set<Right> rights = new TreeSet<>();

  private Needs() {}

  static Set<Right> ofStrategies(Configuration configuration) {
    ApplicationSettings application = configuration.application();
    Topology topology =
        new StrategyTopology(
                new EventSerdes(REGISTRY),
                StrategyDesk.of(new Strategies(), configuration.desk(), ClockPolicy.replay()),
                PartitionCounts.all(application.partitions()),
                Storage.DISK)
            .toTopology();
    Needs needs = new Needs();
    needs.application(application, application.applicationId(), topology);
    needs.changelogs(application.applicationId(), StrategyTopology.storedTypes().keySet());
    // The names of the paper executor's transactions begin as those of the strategies do.
    String paper = PaperSettings.applicationIdBeside(application) + "-";
    for (String operation : Set.of("Write", "Describe")) {
      needs.rights.add(new Right(false, "transactionalId", paper, true, operation));
    }
    return needs.rights;
  }

  static Set<Right> ofPaperExecutor(Configuration configuration) {
    ApplicationSettings application = configuration.application();
    String id = PaperSettings.applicationIdBeside(application);
    Topology topology =
        new PaperTopology(PaperSettings.of(configuration), configuration.desk(), REGISTRY)
            .build(application.partitions());
    Needs needs = new Needs();
    needs.application(application, id, topology);
    needs.changelogs(id, PaperTopology.storedTypes().keySet());
    return needs.rights;
  }

  private void application(ApplicationSettings application, String id, Topology topology) {
    for (TopologyDescription.Subtopology part : topology.describe().subtopologies()) {
      for (TopologyDescription.Node node : part.nodes()) {
        if (node instanceof TopologyDescription.Source source) {
          source.topicSet().forEach(topic -> topic(topic, "Read"));
        } else if (node instanceof TopologyDescription.Sink sink) {
          topic(sink.topic(), "Write");
        }
      }
    }
    // It looks at every topic that is planned before it starts and while it runs.
    TopicPlan.of(application)
        .topics()
        .forEach(
            topic -> {
              topic(topic.name(), "Describe");
              topic(topic.name(), "DescribeConfigs");
            });
    for (String operation : Set.of("Read", "Describe")) {
      rights.add(new Right(true, "group", id, false, operation));
    }
    // Kafka Streams calls a transaction after application, process and thread.
    for (String operation : Set.of("Write", "Describe")) {
      rights.add(new Right(true, "transactionalId", id + "-", true, operation));
    }
  }

  private void changelogs(String id, Collection<String> stores) {
    for (String store : stores) {
      for (String operation : Set.of("Create", "Read", "Write", "Describe", "DescribeConfigs")) {
        topic(TopologyNames.changelog(id, store), operation);
      }
    }
  }

  private void topic(String name, String operation) {
    rights.add(new Right(true, "topic", name, false, operation));
  }
}
