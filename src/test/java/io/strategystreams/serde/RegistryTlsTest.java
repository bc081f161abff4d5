package io.strategystreams.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strategystreams.serde.StubRegistry.Reply;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS with stores made for this test by keytool. */
class RegistryTlsTest {
  private static final String PASSWORD = "changeit";
  private static final Reply FOUND = Reply.of(200, "{\"schema\":\"\\\"string\\\"\"}");

  @TempDir static Path directory;
  private static Path server;
  private static Path trusted;
  private static Path stranger;

  @BeforeAll
  static void makeStores() throws Exception {
    server = keyPair("server");
    trusted = certificateOf(server, "server");
    stranger = certificateOf(keyPair("stranger"), "stranger");
  }

  @Test
  void aRegistryWhoseCertificateIsTrustedAnswers() throws Exception {
    try (StubRegistry stub = registry()) {
      assertThat(SchemaRegistries.rest(config(stub, trusted)).byId(3).getType())
          .isEqualTo(org.apache.avro.Schema.Type.STRING);
    }
  }

  @Test
  void oneWhoseCertificateIsNotIsGivenUpAtOnce() throws Exception {
    try (StubRegistry stub = registry()) {
      assertThatThrownBy(() -> SchemaRegistries.rest(config(stub, stranger)).byId(3))
          .isInstanceOf(RegistryUnavailableException.class)
          .hasMessageContaining("after 1 round")
          .hasMessageContaining("TLS failed")
          .hasMessageContaining("trust store");
      assertThat(stub.asked()).isEmpty();
    }
  }

  @Test
  void thePlatformDoesNotTrustIt() throws Exception {
    try (StubRegistry stub = registry()) {
      assertThatThrownBy(
              () -> SchemaRegistries.rest(Map.of("schema.registry.url", stub.url())).byId(3))
          .isInstanceOf(RegistryUnavailableException.class);
    }
  }

  @Test
  void aStoreThatCannotBeReadIsRefusedByItsNameWithoutItsPassword() throws Exception {
    try (StubRegistry stub = registry()) {
      Map<String, Object> config = new HashMap<>(config(stub, trusted));
      config.put("schema.registry.ssl.truststore.password", new Password("wr0ng-one"));

      assertThatThrownBy(() -> SchemaRegistries.rest(config))
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining(trusted.toString())
          .message()
          .doesNotContain("wr0ng-one");
    }
  }

  private static Map<String, Object> config(StubRegistry stub, Path trustStore) {
    return Map.of(
        "schema.registry.url", stub.url(),
        "schema.registry.ssl.truststore.location", trustStore.toString(),
        "schema.registry.ssl.truststore.password", new Password(PASSWORD));
  }

  private static StubRegistry registry() throws Exception {
    RegistrySettings shows =
        new AvroSerdeConfig(
                Map.of(
                    "schema.registry.url",
                    "https://unused",
                    "schema.registry.ssl.keystore.location",
                    server.toString(),
                    "schema.registry.ssl.keystore.password",
                    PASSWORD))
            .registrySettings();
    SSLContext context = RegistryTls.context(shows).orElseThrow();
    return StubRegistry.https(context).replies(FOUND);
  }

  private static Path keyPair(String name) throws Exception {
    Path store = directory.resolve(name + ".p12");
    keytool(
        "-genkeypair",
        "-alias",
        name,
        "-keyalg",
        "EC",
        "-dname",
        "CN=" + name,
        "-ext",
        "SAN=IP:127.0.0.1",
        "-keystore",
        store.toString());
    return store;
  }

  private static Path certificateOf(Path store, String name) throws Exception {
    Path certificate = directory.resolve(name + ".crt");
    Path trust = directory.resolve(name + "-trust.p12");
    keytool(
        "-exportcert",
        "-alias",
        name,
        "-file",
        certificate.toString(),
        "-keystore",
        store.toString());
    keytool(
        "-importcert",
        "-noprompt",
        "-alias",
        name,
        "-file",
        certificate.toString(),
        "-keystore",
        trust.toString());
    return trust;
  }

  private static void keytool(String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
    command.addAll(List.of(arguments));
    command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as(said).isZero();
  }
}
