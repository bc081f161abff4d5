package io.strategystreams.embedded;

import io.strategystreams.lifecycle.BoundedHttp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/**
 * A schema registry for development, which speaks the part of Confluent's REST API that clients of
 * this product use, on this machine only. It enforces FULL_TRANSITIVE, on every subject and always,
 * refuses what is not the product's under the product's subjects, and keeps its content in a file,
 * so that a schema's id outlives a restart.
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

  private final BoundedHttp server;

  private RegistryServer(BoundedHttp server) {
    this.server = server;
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
    BoundedHttp server;
    try {
      server =
          BoundedHttp.on(
              new InetSocketAddress(InetAddress.getByName(HOST), port), "development-registry");
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
    return new RegistryServer(server.with("/", new RegistryHandler(content)).start());
  }

  /** What {@code schema.registry.url} is set to. */
  public String url() {
    return "http://" + HOST + ":" + server.port();
  }

  /** Stops; what was registered stays in the file. */
  @Override
  public void close() {
    server.close();
  }
}
