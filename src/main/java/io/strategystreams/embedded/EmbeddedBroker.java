package io.strategystreams.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * One Kafka node, broker and controller at once, in this process and on this machine only.
 * Replication is 1 and nothing is flushed: what a crash of the machine must not take does not
 * belong here. Its data lie in a temporary directory that closing removes, or in one that is given
 * and stays: started on it again, it goes on where it was.
 */
public final class EmbeddedBroker implements AutoCloseable {
  private static final String HOST = "127.0.0.1";
  private static final int NODE = 1;
  private static final String CONTROLLER = "CONTROLLER";
  private static final String FORMATTED = "meta.properties";

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
      int[] ports = ports(settings.port());
      Path logs = Files.createDirectories(directory.resolve("log"));
      if (!Files.exists(logs.resolve(FORMATTED))) {
        format(logs.toString());
      }
      KafkaRaftServer server =
          new KafkaRaftServer(
              new KafkaConfig(settings(logs.toString(), ports, settings.isKept()), false),
              Time.SYSTEM);
      EmbeddedBroker broker =
          new EmbeddedBroker(directory, temporary, server, HOST + ":" + ports[0]);
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

  private static void format(String logs) throws Exception {
    new Formatter()
        .setPrintStream(
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
        .setClusterId(Uuid.randomUuid().toString())
        .setNodeId(NODE)
        .addDirectory(logs)
        .setMetadataLogDirectory(logs)
        .setControllerListenerName(CONTROLLER)
        .setReleaseVersion(MetadataVersion.latestProduction())
        .run();
  }

  private static Properties settings(String logs, int[] ports, boolean kept) {
    int port = ports[0];
    int controllerPort = ports[1];
    Properties settings = new Properties();
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", Integer.toString(NODE));
    settings.put("controller.quorum.voters", NODE + "@" + HOST + ":" + controllerPort);
    settings.put("controller.listener.names", CONTROLLER);
    settings.put(
        "listeners",
        "PLAINTEXT://"
            + HOST
            + ":"
            + port
            + ","
            + CONTROLLER
            + "://"
            + HOST
            + ":"
            + controllerPort);
    settings.put("advertised.listeners", "PLAINTEXT://" + HOST + ":" + port);
    settings.put("log.dirs", logs);
    settings.put("auto.create.topics.enable", "false");
    settings.put("default.replication.factor", "1");
    settings.put("min.insync.replicas", "1");
    settings.put("offsets.topic.num.partitions", "4");
    settings.put("offsets.topic.replication.factor", "1");
    settings.put("transaction.state.log.num.partitions", "4");
    settings.put("transaction.state.log.replication.factor", "1");
    settings.put("transaction.state.log.min.isr", "1");
    // A replay's records carry the times of its history: none is too old to keep or too new to
    // take.
    settings.put("log.retention.ms", "-1");
    settings.put("log.message.timestamp.after.max.ms", Long.toString(Long.MAX_VALUE));
    settings.put("producer.id.expiration.ms", Integer.toString(Integer.MAX_VALUE));
    // Groups form at once and are told quickly: nobody else is going to join.
    settings.put("group.initial.rebalance.delay.ms", "0");
    settings.put("group.streams.initial.rebalance.delay.ms", "0");
    settings.put("group.streams.min.heartbeat.interval.ms", "500");
    settings.put("group.streams.heartbeat.interval.ms", "500");
    settings.put("controlled.shutdown.enable", "false");
    settings.put("log.cleaner.enable", Boolean.toString(kept));
    settings.put("num.network.threads", "2");
    settings.put("num.io.threads", "4");
    settings.put("background.threads", "2");
    return settings;
  }

  /**
   * Two ports free at this moment; held together, so that they differ.
   *
   * @param wanted 0 for any
   * @throws IOException naming the port, if it is taken
   */
  private static int[] ports(int wanted) throws IOException {
    InetAddress local = InetAddress.getByName(HOST);
    try (ServerSocket one = new ServerSocket(wanted, 1, local);
        ServerSocket other = new ServerSocket(0, 1, local)) {
      return new int[] {one.getLocalPort(), other.getLocalPort()};
    } catch (BindException taken) {
      throw new IOException(
          "port " + wanted + " of " + HOST + " is taken (" + taken.getMessage() + ")", taken);
    }
  }
}
