package io.strategystreams.serde;

import io.strategystreams.testing.Prerequisite;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/** The client against Apicurio in a container. */
class ApicurioContainerTest extends RegistryContract {
  private static final int PORT = 8080;
  private static GenericContainer<?> container;

  @BeforeAll
  static void start() {
    Prerequisite.require(
        DockerClientFactory.instance().isDockerAvailable(), "no container engine answers");
    container =
        new GenericContainer<>(DockerImageName.parse("apicurio/apicurio-registry-mem:2.5.11.Final"))
            .withExposedPorts(PORT)
            .waitingFor(
                Wait.forHttp("/health/ready")
                    .forPort(PORT)
                    .withStartupTimeout(Duration.ofSeconds(300)));
    container.start();
  }

  @AfterAll
  static void stop() {
    if (container != null) {
      container.stop();
    }
  }

  @Override
  String url() {
    return "http://"
        + container.getHost()
        + ":"
        + container.getMappedPort(PORT)
        + "/apis/ccompat/v7";
  }
}
