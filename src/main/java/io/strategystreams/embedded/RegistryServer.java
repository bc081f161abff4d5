package io.strategystreams.embedded;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A schema registry for development, which speaks the part of Confluent's REST API that clients of
 * this product use, on this machine only. It enforces FULL_TRANSITIVE, on every subject and always,
 * deletes nothing, and keeps its content in a file, so that a schema's id outlives a restart.
 *
 * <pre>{@code
 * try (RegistryServer registry = RegistryServer.start(directory.resolve("registry.json"), 8081)) {
 *   String url = registry.url();
 *   …
 * }
 * }</pre>
 */
public final class RegistryServer implements AutoCloseable {
  private static final String HOST = "127.0.0.1";
  private static final int THREADS = 4;
  private static final int NO_QUEUE_LIMIT = 0;

  private final HttpServer server;
  private final ExecutorService threads;

  private RegistryServer(HttpServer server, ExecutorService threads) {
    this.server = server;
    this.threads = threads;
  }

  /**
   * Starts and returns when it accepts connections.
   *
   * @param dataFile where its content is kept; made when the first schema is registered
   * @param port 0 for any that is free
   * @throws IllegalStateException if the port is taken, or the file is not one that it wrote
   */
  public static RegistryServer start(Path dataFile, int port) {
    RegistryContent content = RegistryContent.in(dataFile);
    HttpServer server;
    try {
      server =
          HttpServer.create(
              new InetSocketAddress(InetAddress.getByName(HOST), port), NO_QUEUE_LIMIT);
    } catch (IOException failure) {
      throw new IllegalStateException(
          "the development registry cannot listen on "
              + HOST
              + ":"
              + port
              + ": "
              + failure.getMessage()
              + "; give another port",
          failure);
    }
    ExecutorService threads =
        Executors.newFixedThreadPool(
            THREADS,
            work -> {
              Thread thread = new Thread(work, "development-registry");
              thread.setDaemon(true);
              return thread;
            });
    server.setExecutor(threads);
    server.createContext("/", new RegistryHandler(content));
    server.start();
    return new RegistryServer(server, threads);
  }

  /** What {@code schema.registry.url} is set to. */
  public String url() {
    return "http://" + HOST + ":" + server.getAddress().getPort();
  }

  /** Stops; what was registered stays in the file. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
