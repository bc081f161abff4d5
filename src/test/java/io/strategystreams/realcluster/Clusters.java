package io.strategystreams.realcluster;

import io.strategystreams.embedded.EmbeddedCluster;
import io.strategystreams.testing.Prerequisite;
import java.time.Duration;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * The clusters of this JVM: each is started when it is first asked for, and stopped with the JVM.
 * Tests share them one after the other; a {@link ClusterStage} makes the topics anew.
 */
public final class Clusters {
  private static final String IMAGE = "apache/kafka:4.3.1";

  private Clusters() {}

  /** Three nodes in this process: three copies, of which two must have a record. */
  public static RealCluster embedded() {
    return Embedded.CLUSTER;
  }

  /** One node as its makers ship it. Skips the test where no container engine answers. */
  public static RealCluster container() {
    Prerequisite.require(
        DockerClientFactory.instance().isDockerAvailable(), "no container engine answers");
    return Container.CLUSTER;
  }

  private record Reached(String bootstrapServers, int replication, int minInsyncReplicas)
      implements RealCluster {}

  private static final class Embedded {
    private static final RealCluster CLUSTER = start();

    private static RealCluster start() {
      EmbeddedCluster cluster = EmbeddedCluster.start();
      atEnd(cluster::close);
      return new Reached(cluster.bootstrapServers(), 3, 2);
    }
  }

  private static final class Container {
    private static final RealCluster CLUSTER = start();

    private static RealCluster start() {
      KafkaContainer container =
          new KafkaContainer(DockerImageName.parse(IMAGE))
              .withStartupTimeout(Duration.ofMinutes(3))
              // Records carry the times of a replay: no producer is long gone by them.
              .withEnv("KAFKA_PRODUCER_ID_EXPIRATION_MS", Integer.toString(Integer.MAX_VALUE));
      container.start();
      atEnd(container::stop);
      return new Reached(container.getBootstrapServers(), 1, 1);
    }
  }

  private static void atEnd(Runnable close) {
    Runtime.getRuntime().addShutdownHook(new Thread(close, "stop-cluster"));
  }
}
