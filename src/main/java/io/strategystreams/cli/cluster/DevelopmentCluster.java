package io.strategystreams.cli.cluster;

import io.strategystreams.cluster.ClusterException;
import io.strategystreams.cluster.TopicCreator;
import io.strategystreams.cluster.TopicPlan;
import io.strategystreams.embedded.BrokerSettings;
import io.strategystreams.embedded.EmbeddedBroker;
import io.strategystreams.embedded.RegistryServer;
import io.strategystreams.embedded.TemporaryDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** A broker and a schema registry on this machine, for development. */
public final class DevelopmentCluster implements AutoCloseable {
  private static final String REGISTRY_FILE = "registry.json";

  private final EmbeddedBroker broker;
  private final RegistryServer registry;
  private final TemporaryDirectory temporary;

  private DevelopmentCluster(
      EmbeddedBroker broker, RegistryServer registry, TemporaryDirectory temporary) {
    this.broker = broker;
    this.registry = registry;
    this.temporary = temporary;
  }

  /**
   * Starts both and returns when they answer.
   *
   * @param port of the broker, 0 for any that is free
   * @param registryPort 0 for any that is free
   * @param data where everything is kept; empty for a temporary directory that goes with it
   * @throws ClusterException if a port is taken or the directory cannot be used
   */
  public static DevelopmentCluster start(int port, int registryPort, Optional<Path> data) {
    TemporaryDirectory temporary =
        data.isPresent() ? null : TemporaryDirectory.create("strategy-streams-cluster");
    RegistryServer registry = null;
    try {
      Path directory = data.isPresent() ? data.get() : temporary.path();
      Files.createDirectories(directory);
      registry = registry(directory.resolve(REGISTRY_FILE), registryPort);
      EmbeddedBroker broker =
          EmbeddedBroker.start(new BrokerSettings(port, Optional.of(directory.resolve("kafka"))));
      return new DevelopmentCluster(broker, registry, temporary);
    } catch (IOException | IllegalStateException failure) {
      if (registry != null) {
        registry.close();
      }
      if (temporary != null) {
        temporary.close();
      }
      throw new ClusterException(failure.getMessage(), failure);
    }
  }

  /** Two ports are given: the message says by which option this one is. */
  private static RegistryServer registry(Path file, int port) {
    try {
      return RegistryServer.start(file, port);
    } catch (IllegalStateException refused) {
      throw new IllegalStateException("--registry-port: " + refused.getMessage(), refused);
    }
  }

  /** {@code host:port}. */
  public String bootstrapServers() {
    return broker.bootstrapServers();
  }

  public String registryUrl() {
    return registry.url();
  }

  /**
   * Makes those topics that are missing.
   *
   * @return how many were made
   */
  public int createTopics(TopicPlan plan) {
    try (Admin admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers()))) {
      Set<String> there = admin.listTopics().names().get();
      var missing =
          plan.newTopics().stream().filter(topic -> !there.contains(topic.name())).toList();
      new TopicCreator(admin).create(missing);
      return missing.size();
    } catch (java.util.concurrent.ExecutionException e) {
      throw new ClusterException("the broker does not say which topics it has", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterException("interrupted while topics were made", e);
    }
  }

  @Override
  public void close() {
    try {
      broker.close();
    } finally {
      registry.close();
      if (temporary != null) {
        temporary.close();
      }
    }
  }
}
