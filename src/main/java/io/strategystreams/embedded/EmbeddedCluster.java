package io.strategystreams.embedded;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;

/**
 * Three Kafka nodes in this process, with three copies of everything, of which two must have a
 * record: as production has it, on one machine. For tests; a node can be stopped and started again.
 * Its data go when it is closed.
 */
public final class EmbeddedCluster implements AutoCloseable {
  private static final int NODES = 3;

  private final TemporaryDirectory temporary;
  private final Quorum quorum;
  private final Map<Integer, KafkaRaftServer> running = new TreeMap<>();
  private final AtomicBoolean closed = new AtomicBoolean();

  private EmbeddedCluster(TemporaryDirectory temporary, Quorum quorum) {
    this.temporary = temporary;
    this.quorum = quorum;
  }

  /**
   * Starts all nodes and returns when they accept connections.
   *
   * @throws IllegalStateException if one does not start; nothing is left behind then
   */
  public static EmbeddedCluster start() {
    TemporaryDirectory temporary = TemporaryDirectory.create("strategy-streams-cluster");
    EmbeddedCluster cluster = null;
    try {
      cluster = new EmbeddedCluster(temporary, Quorum.of(temporary.path(), NODES));
      for (int node = 1; node <= NODES; node++) {
        cluster.quorum.format(node);
      }
      cluster.startAll();
      return cluster;
    } catch (IOException | RuntimeException failure) {
      if (cluster == null) {
        temporary.close();
      } else {
        cluster.close();
      }
      throw new IllegalStateException(
          "the embedded Kafka cluster did not start: " + failure.getMessage(), failure);
    }
  }

  /** What clients connect to. */
  public String bootstrapServers() {
    return quorum.bootstrapServers();
  }

  public int size() {
    return quorum.size();
  }

  /** Stops a node; the others go on if two are left. Does nothing if it is stopped. */
  public synchronized void stop(int node) {
    KafkaRaftServer server = running.remove(node);
    if (server != null) {
      server.shutdown();
      server.awaitShutdown();
    }
  }

  /** Starts a node again, on the data that it had. Does nothing if it runs. */
  public synchronized void start(int node) {
    if (!running.containsKey(node)) {
      KafkaRaftServer server = server(node);
      running.put(node, server);
      server.startup();
    }
  }

  /** Stops all nodes and removes their data. Closing twice does nothing more. */
  @Override
  public synchronized void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    try {
      // All at once: one that is left without the others would wait for a quorum.
      List<CompletableFuture<Void>> stops = new ArrayList<>();
      running.values().forEach(each -> stops.add(CompletableFuture.runAsync(each::shutdown)));
      stops.forEach(CompletableFuture::join);
      running.values().forEach(KafkaRaftServer::awaitShutdown);
      running.clear();
    } finally {
      temporary.close();
    }
  }

  private synchronized void startAll() {
    for (int node = 1; node <= NODES; node++) {
      running.put(node, server(node));
    }
    List<CompletableFuture<Void>> starts = new ArrayList<>();
    running.values().forEach(each -> starts.add(CompletableFuture.runAsync(each::startup)));
    starts.forEach(CompletableFuture::join);
  }

  private KafkaRaftServer server(int node) {
    return new KafkaRaftServer(new KafkaConfig(quorum.settings(node, true), false), Time.SYSTEM);
  }
}
