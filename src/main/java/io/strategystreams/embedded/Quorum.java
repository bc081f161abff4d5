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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * Kafka nodes of one cluster on this machine, each broker and controller at once: their ports,
 * directories and settings. Starts nothing; a node may run in this process or in one of its own.
 *
 * <p>With three nodes every topic has three copies, of which two must have a record, as in
 * production; a lost node is noticed within seconds. With one node there is one copy.
 *
 * <p>A door is one more listener of every node, announced under another port: who comes in by a
 * door is sent on to that port, where a relay can be cut.
 */
public final class Quorum {
  static final String HOST = "127.0.0.1";
  private static final String CONTROLLER = "CONTROLLER";
  private static final String PLAINTEXT = "PLAINTEXT";
  private static final String FORMATTED = "meta.properties";
  private static final int FULL = 3;
  private static final int FIRST_PORT = 10_000;
  private static final int LAST_PORT = 32_000;

  private final String clusterId = Uuid.randomUuid().toString();
  private final List<Node> nodes;
  private final Map<String, List<Integer>> doors;

  private Quorum(List<Node> nodes, Map<String, List<Integer>> doors) {
    this.nodes = List.copyOf(nodes);
    this.doors = new TreeMap<>(doors);
  }

  /**
   * A node.
   *
   * @param id from 1 on
   * @param doorPorts where it listens for each door, by name
   * @param directory of its data
   */
  record Node(
      int id, int port, int controllerPort, Map<String, Integer> doorPorts, Path directory) {}

  /** A quorum of nodes on free ports, without doors. */
  public static Quorum of(Path directory, int nodes) throws IOException {
    return of(directory, nodes, Map.of());
  }

  /**
   * A quorum of nodes on free ports.
   *
   * @param directory in which each node has one of its own; formatted ones are gone on with
   * @param nodes 1, or 3 and more
   * @param doors by name (capitals and digits), the port by which each node is announced there
   */
  public static Quorum of(Path directory, int nodes, Map<String, List<Integer>> doors)
      throws IOException {
    return of(directory, nodes, 0, doors);
  }

  /** As a single node at a port of one's choice, 0 for any. */
  static Quorum single(Path directory, int port) throws IOException {
    return of(directory, 1, port, Map.of());
  }

  private static Quorum of(
      Path directory, int nodes, int firstPort, Map<String, List<Integer>> doors)
      throws IOException {
    int portsEach = 2 + doors.size();
    List<Integer> ports = ports(firstPort, nodes * portsEach);
    List<Node> made = new ArrayList<>();
    for (int index = 0; index < nodes; index++) {
      List<Integer> own = ports.subList(index * portsEach, (index + 1) * portsEach);
      Map<String, Integer> doorPorts = new TreeMap<>();
      int next = 2;
      for (String door : new TreeMap<>(doors).keySet()) {
        doorPorts.put(door, own.get(next++));
      }
      Path at = nodes == 1 ? directory : directory.resolve("node-" + (index + 1));
      made.add(new Node(index + 1, own.get(0), own.get(1), doorPorts, at));
    }
    return new Quorum(made, doors);
  }

  /** How many nodes there are; their numbers are 1 to this. */
  public int size() {
    return nodes.size();
  }

  /** What clients connect to who come in by no door. */
  public String bootstrapServers() {
    return nodes.stream().map(node -> HOST + ":" + node.port()).collect(Collectors.joining(","));
  }

  /** Where a node listens behind a door: the far end of a relay. */
  public int behindDoor(String door, int node) {
    return node(node).doorPorts().get(door);
  }

  /** Where a node's data lie. */
  public Path directory(int node) {
    return node(node).directory();
  }

  /** Makes a node's directory one of this cluster, unless it is one already. */
  public void format(int node) throws IOException {
    String logs = logs(node);
    if (Files.exists(Path.of(logs, FORMATTED))) {
      return;
    }
    Files.createDirectories(Path.of(logs));
    try {
      new Formatter()
          .setPrintStream(
              new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
          .setClusterId(clusterId)
          .setNodeId(node)
          .addDirectory(logs)
          .setMetadataLogDirectory(logs)
          .setControllerListenerName(CONTROLLER)
          .setReleaseVersion(MetadataVersion.latestProduction())
          .run();
    } catch (Exception failure) {
      throw new IOException("cannot format " + logs + " for a broker", failure);
    }
  }

  /**
   * All settings of a node, as {@code server.properties} holds them.
   *
   * @param kept whether its data outlive it, so that compaction and an orderly stop are worth it
   */
  public Properties settings(int node, boolean kept) {
    Properties settings = new Properties();
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", Integer.toString(node));
    settings.put(
        "controller.quorum.voters",
        nodes.stream()
            .map(each -> each.id() + "@" + HOST + ":" + each.controllerPort())
            .collect(Collectors.joining(",")));
    settings.put("controller.listener.names", CONTROLLER);
    settings.put("inter.broker.listener.name", PLAINTEXT);
    listeners(node(node), settings);
    settings.put("log.dirs", logs(node));
    settings.put("auto.create.topics.enable", "false");
    copies(settings);
    // A replay's records carry the times of its history: none is too old to keep or too new to
    // take.
    settings.put("log.retention.ms", "-1");
    settings.put("log.message.timestamp.after.max.ms", Long.toString(Long.MAX_VALUE));
    settings.put("producer.id.expiration.ms", Integer.toString(Integer.MAX_VALUE));
    // Groups form at once and are told quickly: nobody else is going to join. Whoever was killed is
    // missed soon, and what it left open is taken back.
    settings.put("group.initial.rebalance.delay.ms", "0");
    settings.put("group.streams.initial.rebalance.delay.ms", "0");
    settings.put("group.streams.min.heartbeat.interval.ms", "500");
    settings.put("group.streams.heartbeat.interval.ms", "500");
    settings.put("group.streams.min.session.timeout.ms", "6000");
    settings.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
    settings.put("controlled.shutdown.enable", "false");
    settings.put("log.cleaner.enable", Boolean.toString(kept));
    settings.put("num.network.threads", "2");
    settings.put("num.io.threads", "4");
    settings.put("background.threads", "2");
    return settings;
  }

  private void listeners(Node node, Properties settings) {
    List<String> listeners =
        new ArrayList<>(
            List.of(
                PLAINTEXT + "://" + HOST + ":" + node.port(),
                CONTROLLER + "://" + HOST + ":" + node.controllerPort()));
    List<String> advertised = new ArrayList<>(List.of(listeners.get(0)));
    List<String> protocols =
        new ArrayList<>(List.of(PLAINTEXT + ":PLAINTEXT", CONTROLLER + ":PLAINTEXT"));
    doors.forEach(
        (door, ports) -> {
          listeners.add(door + "://" + HOST + ":" + node.doorPorts().get(door));
          advertised.add(door + "://" + HOST + ":" + ports.get(node.id() - 1));
          protocols.add(door + ":PLAINTEXT");
        });
    settings.put("listeners", String.join(",", listeners));
    settings.put("advertised.listeners", String.join(",", advertised));
    settings.put("listener.security.protocol.map", String.join(",", protocols));
  }

  private void copies(Properties settings) {
    boolean full = nodes.size() >= FULL;
    String copies = full ? "3" : "1";
    String inSync = full ? "2" : "1";
    settings.put("default.replication.factor", copies);
    settings.put("min.insync.replicas", inSync);
    settings.put("offsets.topic.num.partitions", "4");
    settings.put("offsets.topic.replication.factor", copies);
    settings.put("transaction.state.log.num.partitions", "4");
    settings.put("transaction.state.log.replication.factor", copies);
    settings.put("transaction.state.log.min.isr", inSync);
    settings.put("share.coordinator.state.topic.replication.factor", copies);
    settings.put("share.coordinator.state.topic.min.isr", inSync);
    if (full) {
      // A node that was killed is noticed in seconds instead of in nine and more.
      settings.put("broker.session.timeout.ms", "3000");
      settings.put("broker.heartbeat.interval.ms", "500");
      settings.put("controller.quorum.election.timeout.ms", "500");
      settings.put("controller.quorum.fetch.timeout.ms", "1000");
    }
  }

  private String logs(int node) {
    return directory(node).resolve("log").toString();
  }

  private Node node(int id) {
    return nodes.get(id - 1);
  }

  /**
   * Ports free at this moment; held together, so that they differ. Those of one's choosing lie
   * below the range from which systems give ports to outgoing connections: a node of another
   * process takes seconds to begin to listen, and one from that range may be gone by then.
   *
   * @param first 0 for any
   * @throws IOException naming the port, if it is taken
   */
  private static List<Integer> ports(int first, int count) throws IOException {
    List<ServerSocket> held = new ArrayList<>();
    try {
      if (first != 0) {
        held.add(bound(first));
      }
      while (held.size() < count) {
        anyFree().ifPresent(held::add);
      }
      return held.stream().map(ServerSocket::getLocalPort).toList();
    } catch (BindException taken) {
      throw new IOException(
          "port " + first + " of " + HOST + " is taken (" + taken.getMessage() + ")", taken);
    } finally {
      for (ServerSocket socket : held) {
        socket.close();
      }
    }
  }

  private static Optional<ServerSocket> anyFree() throws IOException {
    try {
      return Optional.of(bound(ThreadLocalRandom.current().nextInt(FIRST_PORT, LAST_PORT)));
    } catch (BindException taken) {
      return Optional.empty();
    }
  }

  private static ServerSocket bound(int port) throws IOException {
    return new ServerSocket(port, 1, InetAddress.getByName(HOST));
  }
}
