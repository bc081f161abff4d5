package io.strategystreams.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strategystreams.events.Price;
import io.strategystreams.serde.StubRegistry.Asked;
import io.strategystreams.serde.StubRegistry.Reply;
import io.strategystreams.testing.FreePort;
import io.strategystreams.testing.SampleEvents;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The client of a registry over HTTP, against answers made up. */
class RestSchemaRegistryTest {
  private static final Schema PRICE = EventType.of(Price.class).written();
  private static final Reply FOUND =
      Reply.of(
          200,
          "{\"schema\":\"{\\\"type\\\":\\\"enum\\\",\\\"name\\\":\\\"E\\\",\\\"symbols\\\":[\\\"A\\\"]}\"}");
  private static final Reply ID_7 = Reply.of(200, "{\"id\":7}");

  private StubRegistry stub;

  @BeforeEach
  void start() throws Exception {
    stub = StubRegistry.http();
  }

  @AfterEach
  void stop() {
    stub.close();
  }

  @Test
  void registersUnderTheSubjectAndAsksNoMore() {
    stub.replies(ID_7);
    RestSchemaRegistry registry = client();

    assertThat(registry.register("prices/a b-value", PRICE)).isEqualTo(7);
    assertThat(registry.register("prices/a b-value", PRICE)).isEqualTo(7);

    assertThat(stub.asked())
        .extracting(Asked::request)
        .containsExactly("POST /subjects/prices%2Fa%20b-value/versions");
    assertThat(stub.asked().get(0).body()).startsWith("{\"schema\":\"{\\\"type\\\":\\\"record\\\"");
    assertThat(stub.asked().get(0).authorization()).isNull();
  }

  @Test
  void looksUpWithoutRegistering() {
    stub.replies(ID_7);

    assertThat(client().idOf("prices-value", PRICE)).isEqualTo(7);

    assertThat(stub.asked())
        .extracting(Asked::request)
        .containsExactly("POST /subjects/prices-value");
  }

  @Test
  void findsASchemaByItsIdOnce() {
    stub.replies(FOUND);
    RestSchemaRegistry registry = client();

    assertThat(registry.byId(3).getName()).isEqualTo("E");
    registry.byId(3);

    assertThat(stub.asked()).extracting(Asked::request).containsExactly("GET /schemas/ids/3");
  }

  /** A registry may answer it as it likes, and damaged bytes would look like a silent one. */
  @Test
  void anIdBelowZeroIsNotThereAndIsNotAskedFor() {
    assertThatThrownBy(() -> client().byId(-5))
        .isInstanceOf(SchemaNotFoundException.class)
        .hasMessageContaining("schema id -5");
    assertThat(stub.asked()).isEmpty();
  }

  @Test
  void aRefusalIsNotRemembered() {
    stub.replies(Reply.error(404, 40403, "Schema not found"), FOUND);
    RestSchemaRegistry registry = client();

    assertThatThrownBy(() -> registry.byId(3))
        .isInstanceOf(SchemaNotFoundException.class)
        .hasMessageContaining("schema id 3")
        .hasMessageContaining("HTTP 404, error_code 40403: Schema not found");
    assertThat(registry.byId(3).getName()).isEqualTo("E");
  }

  @ParameterizedTest
  @ValueSource(ints = {40401, 40403})
  void aSchemaThatIsNotRegisteredSaysWhatToDo(int code) {
    stub.replies(Reply.error(404, code, "not there"));

    assertThatThrownBy(() -> client().idOf("prices-value", PRICE))
        .isInstanceOf(SchemaNotFoundException.class)
        .hasMessageContaining("io.strategystreams.events.Price of subject prices-value")
        .hasMessageContaining("error_code " + code)
        .hasMessageContaining("strategies schemas --register");
  }

  @Test
  void anIncompatibleSchemaIsRefusedWithTheRegistrysWords() {
    stub.replies(Reply.error(409, 409, "READER_FIELD_MISSING_DEFAULT_VALUE"));

    assertThatThrownBy(() -> client().register("prices-value", PRICE))
        .isInstanceOf(SchemaRefusedException.class)
        .hasMessageContaining("subject prices-value")
        .hasMessageContaining("READER_FIELD_MISSING_DEFAULT_VALUE")
        .hasMessageContaining("strategies schemas --check");
    assertThat(stub.asked()).hasSize(1);
  }

  @Test
  void anInvalidSchemaIsRefused() {
    stub.replies(Reply.error(422, 42201, "Invalid schema"));

    assertThatThrownBy(() -> client().register("prices-value", PRICE))
        .isInstanceOf(SchemaRefusedException.class)
        .hasMessageContaining("error_code 42201");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "404|no page here",
        "404|{\"message\":\"HTTP 404 Not Found\",\"error_code\":404}",
        "200|<html>please log in</html>",
        "200|{}",
        "302|moved",
        "400|bad request",
        "401|{\"error_code\":401,\"message\":\"Unauthorized\"}",
        "403|{\"error_code\":40301,\"message\":\"denied\"}"
      })
  void whatIsNoWordOnTheSchemaIsNeverTheRecordsFault(String reply) {
    String[] parts = reply.split("\\|");
    stub.replies(Reply.of(Integer.parseInt(parts[0]), parts[1]));
    AvroSerde<Price> serde = AvroSerde.of(Price.class, config(stub.url()));
    byte[] sound =
        AvroSerde.of(Price.class, Map.of("schema.registry.url", "mock://rest-test"))
            .serializer()
            .serialize("prices", SampleEvents.price().build());

    assertThatThrownBy(() -> serde.deserializer().deserialize("prices", sound))
        .isInstanceOf(RegistryUnavailableException.class)
        .isNotInstanceOf(SerializationException.class)
        .hasMessageContaining("HTTP " + parts[0])
        .hasMessageContaining("schema id ");
    assertThat(stub.asked()).as("another attempt would end alike").hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 429, 500, 502, 503})
  void whatMayPassIsTriedAgain(int status) {
    Reply passing = status == 0 ? StubRegistry.HANGS_UP : Reply.error(status, 50001, "busy");
    stub.replies(passing, passing, FOUND);

    assertThat(client().byId(3).getName()).isEqualTo("E");
    assertThat(stub.asked()).hasSizeGreaterThanOrEqualTo(3);
  }

  @Test
  void aRegistryThatStaysSilentIsGivenUpInTime() {
    stub.replies(Reply.error(503, 50302, "no leader"));
    long begin = System.nanoTime();

    assertThatThrownBy(() -> hastyClient(3_000).byId(3))
        .isInstanceOf(RegistryUnavailableException.class)
        .hasMessageContaining("GET /schemas/ids/3")
        .hasMessageContaining("within 3000 ms")
        .hasMessageContaining("HTTP 503, error_code 50302: no leader")
        .hasMessageContaining("schema_registry_url");

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(60));
  }

  @Test
  void anAnswerThatDoesNotComeEndsWithTheWholeTimeNotAfterIt() {
    stub.replies(new Reply(200, FOUND.body(), 240_000));
    long begin = System.nanoTime();

    assertThatThrownBy(() -> hastyClient(400).byId(3))
        .isInstanceOf(RegistryUnavailableException.class)
        .hasMessageContaining("Timeout");

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(60));
  }

  @Test
  void theNextNodeIsAskedWhenOneIsDown() throws Exception {
    stub.replies(FOUND);
    RestSchemaRegistry registry =
        SchemaRegistries.rest(config("http://127.0.0.1:" + FreePort.any() + "/, " + stub.url()));

    assertThat(registry.byId(3).getName()).isEqualTo("E");
  }

  @Test
  void aSchemaOfAnotherKindIsTheRecordsFault() {
    stub.replies(Reply.of(200, "{\"schemaType\":\"PROTOBUF\",\"schema\":\"syntax\"}"));

    assertThatThrownBy(() -> client().byId(3))
        .isInstanceOf(SchemaNotFoundException.class)
        .hasMessageContaining("schema id 3 must be an Avro schema, was PROTOBUF");
  }

  @Test
  void userAndPasswordAreSentAndNeverShown() {
    stub.replies(Reply.error(401, 401, "Unauthorized"));
    Map<String, Object> config = new HashMap<>(config(stub.url()));
    config.put("basic.auth.credentials.source", "USER_INFO");
    config.put("basic.auth.user.info", new Password("monitor:s3cret"));

    assertThatThrownBy(() -> SchemaRegistries.rest(config).byId(3))
        .isInstanceOf(RegistryUnavailableException.class)
        .hasMessageContaining("check user, password or token")
        .message()
        .doesNotContain("s3cret", encoded("monitor:s3cret"));
    assertThat(stub.asked().get(0).authorization()).isEqualTo("Basic " + encoded("monitor:s3cret"));
    assertThat(new AvroSerdeConfig(config).registrySettings().toString())
        .doesNotContain("s3cret", encoded("monitor:s3cret"));
    assertThat(config.toString()).doesNotContain("s3cret");
  }

  @Test
  void aTokenIsSent() {
    stub.replies(FOUND);
    Map<String, Object> config = new HashMap<>(config(stub.url()));
    config.put("bearer.auth.credentials.source", "STATIC_TOKEN");
    config.put("bearer.auth.token", "t0ken");

    SchemaRegistries.rest(config).byId(3);

    assertThat(stub.asked().get(0).authorization()).isEqualTo("Bearer t0ken");
  }

  @Test
  void oneConfigurationIsOneClient() {
    assertThat(client()).isSameAs(client());
  }

  @Test
  void pausesDoubleUpToTheLongest() {
    RegistrySettings settings =
        new AvroSerdeConfig(
                Map.of(
                    "schema.registry.url",
                    "http://a",
                    "retries.wait.ms",
                    100,
                    "retries.max.wait.ms",
                    700))
            .registrySettings();

    assertThat(IntStream.rangeClosed(1, 6).mapToObj(settings::pauseAfter).map(Duration::toMillis))
        .isEqualTo(List.of(100L, 200L, 400L, 700L, 700L, 700L));
  }

  @Test
  void itMustGiveUpBeforeTheGroupTakesTheThreadForDead() {
    assertThatThrownBy(
            () ->
                new AvroSerdeConfig(
                    Map.of(
                        "schema.registry.url", "http://a",
                        "retries.total.ms", 60_000,
                        "max.poll.interval.ms", "60000")))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "retries.total.ms must be below the consumer's max.poll.interval.ms (60000), was"
                + " 60000");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://", "ftp://a", "a:8081", "http://a,", "http://a?x=1", "http://a b"})
  void anAddressThatIsNoneIsRefused(String url) {
    assertThatThrownBy(() -> AvroSerde.of(Price.class, Map.of("schema.registry.url", url)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("schema.registry.url must be mock://name, or http://");
  }

  @Test
  void aPasswordInTheAddressIsRefusedAndNotShown() {
    assertThatThrownBy(
            () ->
                AvroSerde.of(
                    Price.class, Map.of("schema.registry.url", "http://monitor:s3cret@a:8081")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("must hold no user and password")
        .message()
        .doesNotContain("s3cret");
  }

  private RestSchemaRegistry client() {
    return SchemaRegistries.rest(config(stub.url()));
  }

  private RestSchemaRegistry hastyClient(int totalMillis) {
    Map<String, Object> config = new HashMap<>(config(stub.url()));
    config.put("http.read.timeout.ms", 120_000);
    config.put("retries.total.ms", totalMillis);
    return SchemaRegistries.rest(config);
  }

  private static Map<String, Object> config(String url) {
    return Map.of(
        "schema.registry.url", url,
        "http.read.timeout.ms", 20_000,
        "retries.wait.ms", 10,
        "retries.max.wait.ms", 40,
        "retries.total.ms", 60_000);
  }

  private static String encoded(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
