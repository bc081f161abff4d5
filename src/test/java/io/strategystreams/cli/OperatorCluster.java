package io.strategystreams.cli;

import io.strategystreams.cluster.ClusterAccess;
import io.strategystreams.cluster.EventLog;
import io.strategystreams.cluster.EventSender;
import io.strategystreams.cluster.LoggedEvent;
import io.strategystreams.cluster.Outgoing;
import io.strategystreams.cluster.TopicCreator;
import io.strategystreams.contract.Topics;
import io.strategystreams.embedded.EmbeddedBroker;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** A broker with the contract's topics, and the command line pointed at it. */
final class OperatorCluster implements AutoCloseable {
  static final int PARTITIONS = 3;

  private final EmbeddedBroker broker = EmbeddedBroker.start();
  private final String registry;

  OperatorCluster() {
    this("mock://operator-" + UUID.randomUUID());
  }

  OperatorCluster(String registry) {
    this.registry = registry;
    try (Admin admin = access().admin()) {
      new TopicCreator(admin)
          .create(
              Stream.concat(Topics.ALL.stream(), Stream.of(Topics.PAPER_FLOWS))
                  .map(topic -> new NewTopic(topic, PARTITIONS, (short) 1))
                  .toList());
    }
  }

  ClusterAccess access() {
    return new ClusterAccess(
        Map.of("bootstrap.servers", broker.bootstrapServers()),
        Map.of("schema.registry.url", registry));
  }

  String bootstrapServers() {
    return broker.bootstrapServers();
  }

  String registry() {
    return registry;
  }

  /** Runs the command line against this cluster. */
  Run run(String... args) {
    return runUnder(registry, args);
  }

  /** As {@link #run}, under another registry. */
  Run runUnder(String otherRegistry, String... args) {
    List<String> all = new ArrayList<>(Arrays.asList(args));
    all.add("--bootstrap-servers=" + broker.bootstrapServers());
    all.add("--registry=" + otherRegistry);
    return Run.of(all.toArray(String[]::new));
  }

  void send(Outgoing... events) {
    try (EventSender sender = EventSender.open(access(), "test")) {
      sender.send(List.of(events));
    }
  }

  List<LoggedEvent> read(String topic) {
    List<LoggedEvent> read = new ArrayList<>();
    try (EventLog log = EventLog.open(access(), List.of(topic))) {
      log.readToEnd(read::add);
    }
    return read;
  }

  @Override
  public void close() {
    broker.close();
  }
}
