package io.strategystreams.embedded;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;

/**
 * One Kafka node, broker and controller at once, in this process and on this machine only.
 * Replication is 1 and nothing is flushed: what a crash of the machine must not take does not
 * belong here. Its data lie in a temporary directory that closing removes, or in one that is given
 * and stays: started on it again, it goes on where it was.
 */
public final class EmbeddedBroker implements AutoCloseable {
  private static final int NODE = 1;

  private final Path directory;
  private final TemporaryDirectory temporary;
  private final KafkaRaftServer server;
  private final String bootstrapServers;
  private final AtomicBoolean closed = new AtomicBoolean();

  private EmbeddedBroker(
      Path directory,
      TemporaryDirectory temporary,
      KafkaRaftServer server,
      String bootstrapServers) {
    this.directory = directory;
    this.temporary = temporary;
    this.server = server;
    this.bootstrapServers = bootstrapServers;
  }

  /** As {@link #start(BrokerSettings)}, for one run. */
  public static EmbeddedBroker start() {
    return start(BrokerSettings.forOneRun());
  }

  /**
   * Starts a broker and returns when it accepts connections.
   *
   * @throws IllegalStateException if it cannot start: the port is taken, the directory is another
   *     broker's or not one that it wrote. Nothing temporary is left behind then.
   */
  public static EmbeddedBroker start(BrokerSettings settings) {
    TemporaryDirectory temporary =
        settings.isKept() ? null : TemporaryDirectory.create("strategy-streams-broker");
    try {
      Path directory = settings.directory().orElseGet(() -> temporary.path());
      Quorum quorum = Quorum.single(directory, settings.port());
      quorum.format(NODE);
      KafkaRaftServer server =
          new KafkaRaftServer(
              new KafkaConfig(quorum.settings(NODE, settings.isKept()), false), Time.SYSTEM);
      EmbeddedBroker broker =
          new EmbeddedBroker(directory, temporary, server, quorum.bootstrapServers());
      server.startup();
      return broker;
    } catch (Exception failure) {
      if (temporary != null) {
        temporary.close();
      }
      throw new IllegalStateException(
          "the embedded Kafka broker did not start: " + failure.getMessage(), failure);
    }
  }

  /** What clients connect to, {@code host:port}. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** Where its data lie while it runs. */
  public Path directory() {
    return directory;
  }

  /** Stops the broker and removes what is temporary. Closing twice does nothing more. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      try {
        server.shutdown();
        server.awaitShutdown();
      } finally {
        if (temporary != null) {
          temporary.close();
        }
      }
    }
  }
}
