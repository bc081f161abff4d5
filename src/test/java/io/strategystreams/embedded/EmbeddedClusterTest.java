package io.strategystreams.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strategystreams.cluster.TopicCreator;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(600)
class EmbeddedClusterTest {
  private static final String TOPIC = "kept";

  @Test
  void goesOnWithTwoOfThreeNodesTakesNothingWithOneAndHealsWhenTheyAreBack() throws Exception {
    try (EmbeddedCluster cluster = EmbeddedCluster.start()) {
      try (Admin admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()));
          KafkaProducer<String, String> producer = producer(cluster, Duration.ofMinutes(2));
          KafkaProducer<String, String> hasty = producer(cluster, Duration.ofSeconds(8))) {
        new TopicCreator(admin)
            .create(
                List.of(
                    new NewTopic(TOPIC, 1, (short) 3).configs(Map.of("min.insync.replicas", "2"))));
        assertThat(send(producer)).isZero();
        cluster.stop(1);
        Awaitility.await()
            .atMost(Duration.ofMinutes(3))
            .ignoreExceptions()
            .untilAsserted(() -> assertThat(send(producer)).isPositive());
        Awaitility.await()
            .atMost(Duration.ofMinutes(3))
            .ignoreExceptions()
            .untilAsserted(() -> assertThat(send(hasty)).isPositive());
        cluster.stop(2);
        assertThatThrownBy(() -> send(hasty)).hasRootCauseInstanceOf(TimeoutException.class);
        cluster.start(2);
        cluster.start(1);
        Awaitility.await()
            .atMost(Duration.ofMinutes(3))
            .ignoreExceptions()
            .untilAsserted(() -> assertThat(send(producer)).isPositive());
      }
    }
  }

  /** One that gives up what nobody took in that time. */
  private static KafkaProducer<String, String> producer(
      EmbeddedCluster cluster, Duration patience) {
    int millis = Math.toIntExact(patience.toMillis());
    return new KafkaProducer<>(
        Map.of(
            "bootstrap.servers",
            cluster.bootstrapServers(),
            "delivery.timeout.ms",
            millis,
            "request.timeout.ms",
            2000,
            "max.block.ms",
            millis),
        new StringSerializer(),
        new StringSerializer());
  }

  private static long send(KafkaProducer<String, String> producer) throws Exception {
    return producer.send(new ProducerRecord<>(TOPIC, "key", "value")).get().offset();
  }
}
