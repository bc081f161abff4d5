package io.strategystreams.chaos;

import io.strategystreams.embedded.Quorum;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** The nodes of a quorum, each a process of its own. */
public final class BrokerProcesses implements AutoCloseable {
  private static final String MAIN = "kafka.Kafka";

  private final List<Jvm> nodes;

  private BrokerProcesses(List<Jvm> nodes) {
    this.nodes = nodes;
  }

  /**
   * Formats and starts every node; they answer some seconds later.
   *
   * @param logs directory of what they print
   * @param beside settings beside those of the quorum
   */
  public static BrokerProcesses start(Quorum quorum, Path logs, Map<String, String> beside)
      throws IOException {
    BrokerProcesses brokers = new BrokerProcesses(new ArrayList<>());
    try {
      for (int node = 1; node <= quorum.size(); node++) {
        quorum.format(node);
        Path file = quorum.directory(node).resolve("server.properties");
        Properties settings = quorum.settings(node, true);
        settings.putAll(beside);
        write(settings, file);
        String name = "broker-" + node;
        Jvm.Program program =
            new Jvm.Program(
                name,
                System.getProperty("java.class.path"),
                MAIN,
                List.of("-Xms128m", "-Xmx384m"),
                List.of(file.toString()),
                Map.of());
        brokers.nodes.add(Jvm.start(program, logs.resolve(name + ".log")));
      }
      return brokers;
    } catch (IOException | RuntimeException failure) {
      brokers.close();
      throw failure;
    }
  }

  /** In the order of their numbers. */
  public List<Jvm> nodes() {
    return List.copyOf(nodes);
  }

  @Override
  public void close() {
    nodes.forEach(Jvm::close);
  }

  private static void write(Properties settings, Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      settings.store(out, null);
    }
  }
}
