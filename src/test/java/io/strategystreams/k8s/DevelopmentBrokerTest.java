package io.strategystreams.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import kafka.server.KafkaConfig;
import org.apache.kafka.server.config.AbstractKafkaConfig;
import org.junit.jupiter.api.Test;

/** The broker of the development overlay would start with what it is told. */
class DevelopmentBrokerTest {
  private static final String PREFIX = "KAFKA_";

  private final Manifests dev = Overlay.DEV.manifests();
  private final Workload broker = new Workload(dev.get("StatefulSet", "broker"));

  @Test
  void itsSettingsAreAllowed() {
    Properties settings = new Properties();
    variables()
        .forEach(
            (name, value) -> {
              if (!name.equals("KAFKA_HEAP_OPTS")) {
                settings.put(
                    name.substring(PREFIX.length()).toLowerCase(Locale.ROOT).replace('_', '.'),
                    value);
              }
            });

    KafkaConfig config = new KafkaConfig(settings, false);

    assertThat(AbstractKafkaConfig.CONFIG_DEF.names()).containsAll(settings.stringPropertyNames());
    assertThat(config.nodeId()).isEqualTo(1);
  }

  @Test
  void itIsAnnouncedWhereEverybodyLooksForIt() {
    assertThat(variables().get("KAFKA_ADVERTISED_LISTENERS"))
        .isEqualTo("PLAINTEXT://" + String.join(",", Deployed.application(dev).bootstrapServers()));
    JsonNode service = dev.get("Service", "broker");
    assertThat(Deployed.application(dev).bootstrapServers())
        .isEqualTo("broker:" + service.at("/spec/ports/0/port").asText());
  }

  private Map<String, String> variables() {
    return new TreeMap<>(broker.environment(dev, broker.pod().at("/containers/0")));
  }
}
