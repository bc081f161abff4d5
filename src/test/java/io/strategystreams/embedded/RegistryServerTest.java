package io.strategystreams.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strategystreams.events.Order;
import io.strategystreams.serde.EventSchemas;
import io.strategystreams.serde.SchemaIds;
import io.strategystreams.topology.StrategyTopology;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The development registry, by what goes over the wire. */
class RegistryServerTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ONE =
      "{\"type\":\"record\",\"name\":\"Cup\",\"fields\":[{\"name\":\"size\",\"type\":\"int\"}]}";
  private static final String WITH_COLOUR =
      "{\"type\":\"record\",\"name\":\"Cup\",\"fields\":[{\"name\":\"size\",\"type\":\"int\"},"
          + "{\"name\":\"colour\",\"type\":\"string\",\"default\":\"white\"}]}";
  private static final String WITH_REQUIRED_COLOUR =
      WITH_COLOUR.replace(",\"default\":\"white\"", "");

  private static final String STORE = "strategies-store";

  @TempDir Path directory;

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void registersAndFindsByIdSubjectAndVersion() throws Exception {
    try (RegistryServer registry = started()) {
      int id = post(registry, "/subjects/cups-value/versions", ONE).body().path("id").asInt();

      assertThat(id).isEqualTo(SchemaIds.byContent(new Schema.Parser().parse(ONE)));
      assertThat(get(registry, "/schemas/ids/" + id).body().path("schema").asText()).isEqualTo(ONE);
      assertThat(get(registry, "/subjects").body().toString()).isEqualTo("[\"cups-value\"]");
      assertThat(get(registry, "/subjects/cups-value/versions").body().toString()).isEqualTo("[1]");
      JsonNode latest = get(registry, "/subjects/cups-value/versions/latest").body();
      assertThat(latest.path("version").asInt()).isEqualTo(1);
      assertThat(latest.path("id").asInt()).isEqualTo(id);
      assertThat(post(registry, "/subjects/cups-value", ONE).body().path("id").asInt())
          .isEqualTo(id);
    }
  }

  @Test
  void theSameSchemaAgainIsTheSameVersion() throws Exception {
    try (RegistryServer registry = started()) {
      post(registry, "/subjects/cups-value/versions", ONE);
      post(registry, "/subjects/cups-value/versions", ONE);

      assertThat(get(registry, "/subjects/cups-value/versions").body().toString()).isEqualTo("[1]");
    }
  }

  @Test
  void aSchemaThatAnyEarlierOneCannotReadIsRefused() throws Exception {
    try (RegistryServer registry = started()) {
      post(registry, "/subjects/cups-value/versions", ONE);
      assertThat(post(registry, "/subjects/cups-value/versions", WITH_COLOUR).status())
          .isEqualTo(200);

      Answer refused = post(registry, "/subjects/cups-value/versions", WITH_REQUIRED_COLOUR);

      assertThat(refused.status()).isEqualTo(409);
      assertThat(refused.body().path("message").asText())
          .contains("against version 1", "the newer schema cannot read records of the older");
      assertThat(get(registry, "/subjects/cups-value/versions").body()).hasSize(2);
      JsonNode asked =
          post(registry, "/compatibility/subjects/cups-value/versions/latest", WITH_REQUIRED_COLOUR)
              .body();
      assertThat(asked.path("is_compatible").asBoolean()).isFalse();
      assertThat(asked.path("messages")).isNotEmpty();
    }
  }

  @Test
  void whatIsNotThereIsSaidByConfluentsCodes() throws Exception {
    try (RegistryServer registry = started()) {
      post(registry, "/subjects/cups-value/versions", ONE);

      assertError(get(registry, "/schemas/ids/7"), 404, 40403);
      assertError(get(registry, "/subjects/plates-value/versions"), 404, 40401);
      assertError(get(registry, "/subjects/cups-value/versions/9"), 404, 40402);
      assertError(post(registry, "/subjects/cups-value", WITH_COLOUR), 404, 40403);
      assertError(post(registry, "/subjects/cups-value/versions", "{\"type\":1}"), 422, 42201);
      assertError(get(registry, "/apis/elsewhere"), 404, 404);
    }
  }

  @Test
  void itsCompatibilityIsFixed() throws Exception {
    try (RegistryServer registry = started()) {
      assertThat(get(registry, "/config").body().path("compatibilityLevel").asText())
          .isEqualTo("FULL_TRANSITIVE");
      assertThat(
              send(registry, "PUT", "/config", "{\"compatibility\":\"FULL_TRANSITIVE\"}").status())
          .isEqualTo(200);
      assertError(
          send(registry, "PUT", "/config/cups-value", "{\"compatibility\":\"NONE\"}"), 422, 42203);
    }
  }

  @Test
  void itsContentOutlivesARestart() throws Exception {
    int id;
    try (RegistryServer registry = started()) {
      id = post(registry, "/subjects/cups%2Fmugs-value/versions", ONE).body().path("id").asInt();
      post(registry, "/subjects/cups%2Fmugs-value/versions", WITH_COLOUR);
    }
    try (RegistryServer again = started()) {
      assertThat(get(again, "/schemas/ids/" + id).body().path("schema").asText()).isEqualTo(ONE);
      assertThat(get(again, "/subjects").body().toString()).isEqualTo("[\"cups/mugs-value\"]");
      assertThat(get(again, "/subjects/cups%2Fmugs-value/versions").body().toString())
          .isEqualTo("[1,2]");
    }
  }

  @Test
  void aFileThatItDidNotWriteIsRefusedByName() throws Exception {
    Path file = directory.resolve("registry.json");
    Files.writeString(file, "{\"schemas\": 7}");

    assertThatThrownBy(this::started)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("remove it to begin without schemas");
  }

  @Test
  void aTakenPortIsRefusedByNumber() {
    try (RegistryServer first = started()) {
      int port = URI.create(first.url()).getPort();

      assertThatThrownBy(() -> RegistryServer.start(directory.resolve("other.json"), port))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("127.0.0.1:" + port);
    }
  }

  @Test
  void underTheProductsSubjectsOnlyItsRecordsWithItsDecimalsAreTaken() throws Exception {
    String order = EventSchemas.written(Order.class).toString();
    String state = EventSchemas.written(StrategyTopology.storedTypes().get(STORE)).toString();
    String changelog = "/subjects/any-application-" + STORE + "-changelog-value/versions";
    try (RegistryServer registry = started()) {
      String orders = "/subjects/orders-value/versions";
      assertError(post(registry, orders, ONE), 409, 409);
      assertThat(
              post(registry, orders, order.replace("\"scale\":18", "\"scale\":8"))
                  .body()
                  .path("message")
                  .asText())
          .contains("must be decimal with scale 18, was decimal with scale 8");
      assertError(post(registry, changelog, order), 409, 409);
      assertThat(get(registry, "/subjects").body()).isEmpty();

      assertThat(post(registry, orders, order).status()).isEqualTo(200);
      assertThat(post(registry, changelog, state).status()).isEqualTo(200);
    }
  }

  @Test
  void aSubjectThatCannotBeShownIsRefused() throws Exception {
    try (RegistryServer registry = started()) {
      for (String subject : List.of("a%00b", "a%1b%5b2Jb", "%e2%80%ae", "x".repeat(250))) {
        assertError(post(registry, "/subjects/" + subject + "/versions", ONE), 422, 42208);
      }
      assertError(get(registry, "/subjects/a%20b/versions"), 404, 40401);
    }
  }

  @Test
  void schemasAreFoundByTheirGuid() throws Exception {
    try (RegistryServer registry = started()) {
      JsonNode registered = post(registry, "/subjects/cups-value/versions", ONE).body();
      String guid = registered.path("guid").asText();

      assertThat(UUID.fromString(guid)).hasToString(guid);
      assertThat(registered.path("version").asInt()).isEqualTo(1);
      assertThat(get(registry, "/schemas/guids/" + guid).body().path("schema").asText())
          .isEqualTo(ONE);
      assertThat(get(registry, "/schemas/guids/" + guid + "/ids").body().toString())
          .isEqualTo("[{\"context\":\".\",\"id\":" + registered.path("id") + "}]");
      assertThat(get(registry, "/subjects/cups-value/versions/1").body().path("guid").asText())
          .isEqualTo(guid);
      assertThat(post(registry, "/subjects/mugs-value/versions", ONE).body().path("guid").asText())
          .isEqualTo(guid);
      assertError(get(registry, "/schemas/guids/" + UUID.randomUUID()), 404, 40403);
    }
  }

  @Test
  void versionsAndSubjectsAreDeletedSoftlyAndThenForGood() throws Exception {
    int id;
    try (RegistryServer registry = started()) {
      id = post(registry, "/subjects/cups-value/versions", ONE).body().path("id").asInt();
      post(registry, "/subjects/cups-value/versions", WITH_COLOUR);
      String first = "/subjects/cups-value/versions/1";

      assertError(send(registry, "DELETE", first + "?permanent=true", ""), 404, 40407);
      assertThat(send(registry, "DELETE", first, "").body().toString()).isEqualTo("1");
      assertError(send(registry, "DELETE", first, ""), 404, 40406);
      assertError(get(registry, first), 404, 40402);
      assertThat(get(registry, first + "?deleted=true").status()).isEqualTo(200);
      assertThat(get(registry, "/schemas/ids/" + id).status()).isEqualTo(200);
      assertError(send(registry, "DELETE", "/subjects/cups-value?permanent=true", ""), 404, 40405);
      assertThat(send(registry, "DELETE", "/subjects/cups-value", "").body().toString())
          .isEqualTo("[2]");
      assertError(send(registry, "DELETE", "/subjects/cups-value", ""), 404, 40404);
      assertThat(get(registry, "/subjects").body()).isEmpty();
      assertThat(get(registry, "/subjects?deleted=true").body()).hasSize(1);
    }
    try (RegistryServer again = started()) {
      assertThat(get(again, "/subjects").body()).isEmpty();
      assertThat(post(again, "/subjects/cups-value/versions", ONE).body().path("version").asInt())
          .isEqualTo(3);
      send(again, "DELETE", "/subjects/cups-value", "");
      assertThat(send(again, "DELETE", "/subjects/cups-value?permanent=true", "").body().toString())
          .isEqualTo("[1,2,3]");
      assertError(get(again, "/schemas/ids/" + id), 404, 40403);
    }
    try (RegistryServer again = started()) {
      assertThat(get(again, "/subjects?deleted=true").body()).isEmpty();
      assertError(get(again, "/schemas/ids/" + id), 404, 40403);
    }
  }

  @Test
  void theFileOfAnEarlierVersionAndALineThatAKillCutOffAreRead() throws Exception {
    Path file = directory.resolve("registry.json");
    Schema schema = new Schema.Parser().parse(ONE);
    JsonNode old =
        JSON.createObjectNode()
            .<ObjectNode>set(
                "schemas", JSON.createObjectNode().put("" + SchemaIds.byContent(schema), ONE))
            .set(
                "subjects",
                JSON.createObjectNode()
                    .set("cups-value", JSON.createArrayNode().add(SchemaIds.byContent(schema))));
    JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), old);
    try (RegistryServer registry = started()) {
      assertThat(get(registry, "/subjects/cups-value/versions/1").status()).isEqualTo(200);
      post(registry, "/subjects/cups-value/versions", WITH_COLOUR);
    }
    Files.writeString(file, "{\"subject\":\"cut", StandardOpenOption.APPEND);
    try (RegistryServer registry = started()) {
      assertThat(get(registry, "/subjects/cups-value/versions").body().toString())
          .isEqualTo("[1,2]");
      post(registry, "/subjects/mugs-value/versions", ONE);
    }
    try (RegistryServer registry = started()) {
      assertThat(get(registry, "/subjects").body()).hasSize(2);
    }
  }

  @Test
  void whatIsNoRequestOfSchemasIsRefusedInWords() throws Exception {
    try (RegistryServer registry = started()) {
      String deep = "{\"type\":\"array\",\"items\":".repeat(5_000);
      assertError(post(registry, "/subjects/deep-value/versions", deep), 422, 42201);
      assertError(send(registry, "POST", "/subjects/a-value", "{"), 400, 400);
      assertError(send(registry, "POST", "/subjects/a-value", " ".repeat(2 << 20)), 413, 413);
      assertThat(get(registry, "/subjects").status()).isEqualTo(200);
    }
  }

  private record Answer(int status, JsonNode body) {}

  private RegistryServer started() {
    return RegistryServer.start(directory.resolve("registry.json"), 0);
  }

  private Answer get(RegistryServer registry, String path) throws Exception {
    return send(registry, "GET", path, "");
  }

  private Answer post(RegistryServer registry, String path, String schema) throws Exception {
    return send(registry, "POST", path, JSON.createObjectNode().put("schema", schema).toString());
  }

  private Answer send(RegistryServer registry, String method, String path, String body)
      throws Exception {
    HttpResponse<String> response =
        http.send(
            HttpRequest.newBuilder(URI.create(registry.url() + path))
                .method(method, BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
    return new Answer(response.statusCode(), JSON.readTree(response.body()));
  }

  private static void assertError(Answer answer, int status, int code) {
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.body().path("error_code").asInt()).isEqualTo(code);
    assertThat(answer.body().path("message").asText()).isNotBlank();
  }
}
