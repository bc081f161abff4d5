package io.strategystreams.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strategystreams.config.ApplicationSettings;
import io.strategystreams.config.ConfigDirectory;
import io.strategystreams.config.ConfigurationException;
import io.strategystreams.config.ShippedConfigs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From application.yaml to what serdes are configured with. */
class SerdeSettingsTest {
  @TempDir Path directory;

  @Test
  void theDefaultsAreOurSerdeWithRegistration() {
    assertThat(ClusterAccess.of(application(Map.of())).serdes())
        .containsEntry("value.serde", "io.strategystreams.serde.AvroSerde")
        .containsEntry("schema.registry.url", "http://localhost:8081")
        .containsEntry("auto.register.schemas", true)
        .containsEntry("http.read.timeout.ms", 5_000)
        .containsEntry("retries.total.ms", 30_000)
        .doesNotContainKey("basic.auth.user.info");
  }

  @Test
  void userAndStoresAreReadFromTheirFilesAndNeverPrinted() throws Exception {
    Path secret = Files.writeString(directory.resolve("secret"), "s3cret\n");
    ClusterAccess access =
        ClusterAccess.of(
            application(
                Map.of(
                    "USER",
                    "monitor",
                    "PASSWORD_FILE",
                    secret.toString(),
                    "TRUST_STORE",
                    "trust.p12",
                    "TRUST_STORE_PASSWORD_FILE",
                    secret.toString(),
                    "KEY_STORE",
                    "key.p12",
                    "KEY_STORE_PASSWORD_FILE",
                    secret.toString())));

    assertThat(access.serdes())
        .containsEntry("basic.auth.credentials.source", "USER_INFO")
        .containsEntry("basic.auth.user.info", new Password("monitor:s3cret"))
        .containsEntry("schema.registry.ssl.truststore.location", "trust.p12")
        .containsEntry("schema.registry.ssl.truststore.password", new Password("s3cret"))
        .containsEntry("schema.registry.ssl.keystore.location", "key.p12")
        .containsEntry("schema.registry.ssl.keystore.password", new Password("s3cret"));
    assertThat(access.toString()).doesNotContain("s3cret");
  }

  @Test
  void aTokenIsReadFromItsFile() throws Exception {
    Path token = Files.writeString(directory.resolve("token"), "t0ken");

    assertThat(ClusterAccess.of(application(Map.of("TOKEN_FILE", token.toString()))).serdes())
        .containsEntry("bearer.auth.credentials.source", "STATIC_TOKEN")
        .containsEntry("bearer.auth.token", new Password("t0ken"));
  }

  @Test
  void aSecretThatIsNotThereIsRefusedByKeyAndFile() {
    Path absent = directory.resolve("absent");

    assertThatThrownBy(() -> ClusterAccess.of(application(Map.of("TOKEN_FILE", absent.toString()))))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("schema_registry.token_file must name a readable text file")
        .hasMessageContaining(absent.toString());
  }

  @Test
  void aSecretOfTwoLinesIsRefusedWithoutShowingIt() throws Exception {
    Path token = Files.writeString(directory.resolve("token"), "t0ken\nmore");

    assertThatThrownBy(() -> ClusterAccess.of(application(Map.of("TOKEN_FILE", token.toString()))))
        .hasMessageContaining("must name a file that holds one line")
        .message()
        .doesNotContain("t0ken");
  }

  @Test
  void theConsumersPollIntervalIsHandedOnToBeComparedWith() throws Exception {
    Path client = Files.writeString(directory.resolve("client"), "max.poll.interval.ms=20000");
    Map<String, String> env = new HashMap<>();
    env.put("STRATEGY_STREAMS_CLIENT_PROPERTIES", client.toString());

    ApplicationSettings application =
        ConfigDirectory.load(ShippedConfigs.DIRECTORY, env).application();

    assertThat(ClusterAccess.of(application).serdes())
        .containsEntry("max.poll.interval.ms", "20000");
  }

  private static ApplicationSettings application(Map<String, String> registry) {
    Map<String, String> env = new HashMap<>();
    registry.forEach((key, value) -> env.put("STRATEGY_STREAMS_SCHEMA_REGISTRY__" + key, value));
    return ConfigDirectory.load(ShippedConfigs.DIRECTORY, env).application();
  }
}
