package io.strategystreams.serde;

import io.strategystreams.embedded.RegistryServer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The client against the registry that is kept for development. */
class DevelopmentRegistryTest extends RegistryContract {
  @TempDir static Path directory;
  private static RegistryServer server;

  @BeforeAll
  static void start() {
    server = RegistryServer.start(directory.resolve("registry.json"), 0);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Override
  String url() {
    return server.url();
  }
}
