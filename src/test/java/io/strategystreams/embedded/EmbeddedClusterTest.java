package io.strategystreams.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strategystreams.cluster.TopicCreator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class EmbeddedClusterTest {
  private static final String TOPIC = "kept";

  @Test
  void goesOnWithTwoOfThreeNodesTakesNothingWithOneAndHealsWhenTheyAreBack() throws Exception {
    try (EmbeddedCluster cluster = EmbeddedCluster.start()) {
      Map<String, Object> client =
          Map.of(
              "bootstrap.servers",
              cluster.bootstrapServers(),
              "delivery.timeout.ms",
              8000,
              "request.timeout.ms",
              2000,
              "max.block.ms",
              8000);
      try (Admin admin = Admin.create(client);
          KafkaProducer<String, String> producer =
              new KafkaProducer<>(client, new StringSerializer(), new StringSerializer())) {
        new TopicCreator(admin)
            .create(
                List.of(
                    new NewTopic(TOPIC, 1, (short) 3).configs(Map.of("min.insync.replicas", "2"))));
        assertThat(send(producer)).isZero();
        cluster.stop(1);
        Awaitility.await()
            .atMost(30, TimeUnit.SECONDS)
            .ignoreExceptions()
            .untilAsserted(() -> assertThat(send(producer)).isPositive());
        cluster.stop(2);
        assertThatThrownBy(() -> send(producer)).hasRootCauseInstanceOf(TimeoutException.class);
        cluster.start(2);
        cluster.start(1);
        Awaitility.await()
            .atMost(60, TimeUnit.SECONDS)
            .ignoreExceptions()
            .untilAsserted(() -> assertThat(send(producer)).isPositive());
      }
    }
  }

  private static long send(KafkaProducer<String, String> producer) throws Exception {
    return producer.send(new ProducerRecord<>(TOPIC, "key", "value")).get().offset();
  }
}
