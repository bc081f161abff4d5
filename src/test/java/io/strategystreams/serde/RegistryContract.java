package io.strategystreams.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strategystreams.events.Price;
import io.strategystreams.testing.SampleEvents;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the client must find at every registry; each subclass brings one. */
abstract class RegistryContract {
  private static final Schema PRICE = EventType.of(Price.class).written();

  /** Where it answers to Confluent's API. */
  abstract String url();

  @BeforeEach
  void compatibilityIsFullTransitive() throws Exception {
    int status =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(url() + "/config"))
                    .header("Content-Type", "application/json")
                    .PUT(BodyPublishers.ofString("{\"compatibility\":\"FULL_TRANSITIVE\"}"))
                    .build(),
                BodyHandlers.discarding())
            .statusCode();
    assertThat(status).isEqualTo(200);
  }

  @Test
  void whatWasRegisteredIsFoundByIdAndBySubject() {
    RestSchemaRegistry writer = client();
    int id = writer.register("found-value", PRICE);

    assertThat(client().byId(id).toString()).isEqualTo(PRICE.toString());
    assertThat(client().idOf("found-value", PRICE)).isEqualTo(id);
    assertThat(client().register("found-value", PRICE)).isEqualTo(id);
    assertThat(client().register("found-elsewhere-value", PRICE)).isEqualTo(id);
    assertThat(client().versions("found-value")).hasSize(1);
    assertThat(client().version("found-value", 1).toString()).isEqualTo(PRICE.toString());
    assertThat(client().compatibility()).isEqualTo("FULL_TRANSITIVE");
  }

  @Test
  void everyEventGoesThroughIt() {
    for (SpecificRecord event : SampleEvents.all()) {
      roundTrip(event);
    }
  }

  private <T extends SpecificRecord> void roundTrip(T event) {
    @SuppressWarnings("unchecked") // an event's class is of its own type
    Class<T> type = (Class<T>) event.getClass();
    String topic = "all-" + type.getSimpleName();
    byte[] bytes = AvroSerde.of(type, client(), true).serializer().serialize(topic, event);

    assertThat(AvroSerde.of(type, client(), true).deserializer().deserialize(topic, bytes))
        .isEqualTo(event);
    assertThat(AvroSerde.of(type, client(), false).serializer().serialize(topic, event))
        .as("without registration the schema is found")
        .isEqualTo(bytes);
  }

  @Test
  void whatWasNotRegisteredIsNotFound() {
    assertThatThrownBy(() -> client().idOf("absent-value", PRICE))
        .isInstanceOf(SchemaNotFoundException.class);
    assertThat(client().versions("absent-value")).isEmpty();
  }

  @Test
  void anUnknownIdIsTheRecordsFault() {
    byte[] bytes = ByteBuffer.allocate(9).put((byte) 0).putInt(1_234_567).array();

    assertThatThrownBy(() -> client().byId(1_234_567)).isInstanceOf(SchemaNotFoundException.class);
    assertThatThrownBy(
            () ->
                AvroSerde.of(Price.class, client(), true)
                    .deserializer()
                    .deserialize("prices", bytes))
        .isInstanceOf(UndecodableRecordException.class)
        .hasMessageContaining("the registry knows no schema id 1234567");
  }

  @Test
  void anIncompatibleSchemaIsRefused() {
    client().register("strict-value", PRICE);
    Schema breaking =
        new Schema.Parser()
            .parse(
                PRICE
                    .toString()
                    .replace(
                        "\"fields\":[", "\"fields\":[{\"name\":\"venue\",\"type\":\"string\"},"));

    assertThatThrownBy(() -> client().register("strict-value", breaking))
        .isInstanceOf(SchemaRefusedException.class)
        .hasMessageContaining("strict-value")
        .hasMessageContaining("HTTP 409");
  }

  @Test
  void anotherPathIsNotTakenForAMissingSchema() {
    for (String wrong : List.of("/elsewhere", "/apis/nothing")) {
      RestSchemaRegistry lost = client(URI.create(url()).resolve(wrong).toString());

      assertThatThrownBy(() -> lost.byId(1)).isInstanceOf(RegistryUnavailableException.class);
      assertThatThrownBy(() -> lost.register("lost-value", PRICE))
          .isInstanceOf(RegistryUnavailableException.class);
    }
  }

  /** A new one, which remembers nothing. */
  private RestSchemaRegistry client() {
    return client(url());
  }

  private static RestSchemaRegistry client(String url) {
    Map<String, Object> config = new HashMap<>();
    config.put("schema.registry.url", url);
    config.put("http.read.timeout.ms", 20_000);
    config.put("retries.total.ms", 60_000);
    return new RestSchemaRegistry(new AvroSerdeConfig(config).registrySettings());
  }
}
