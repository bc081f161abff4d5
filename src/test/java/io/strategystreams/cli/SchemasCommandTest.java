package io.strategystreams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.strategystreams.config.ConfigDirectory;
import io.strategystreams.embedded.RegistryServer;
import io.strategystreams.serde.SchemaRegistries;
import java.nio.file.Path;
import java.util.Map;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemasCommandTest {
  @TempDir Path directory;
  private RegistryServer registry;

  @BeforeEach
  void start() {
    registry = RegistryServer.start(directory.resolve("registry.json"), 0);
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void everySubjectIsListed() {
    Run run = Run.of("schemas");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("orders-value", "io.strategystreams.events.Order", "paper-flows-value")
        .contains("strategy-streams-strategies-store-changelog-value")
        .contains("strategy-streams-paper-paper-accounts-changelog-value")
        .doesNotContain("dead-letters");
  }

  @Test
  void anEmptyRegistryHasNothingAgainstThem() {
    Run run = Run.of("schemas", "--check", registry.url());

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).containsPattern("orders-value +Order +0 +not registered");
  }

  @Test
  void whatWasRegisteredIsThere() throws Exception {
    assertThat(Run.of("schemas", "--register", registry.url()).exitCode()).isZero();

    Run run = Run.of("schemas", "--check", registry.url(), "--json");

    assertThat(run.exitCode()).isZero();
    JsonNode subjects = new ObjectMapper().readTree(run.out()).path("subjects");
    assertThat(subjects).hasSize(subjects().size());
    assertThat(subjects).allMatch(one -> one.path("standing").asText().equals("REGISTERED"));
  }

  @Test
  void anIncompatibleSchemaIsNamedAndNothingIsRegistered() {
    Schema order = subjects().get("orders-value");
    Schema older =
        new Schema.Parser().parse(order.toString().replace("\"scale\":18", "\"scale\":8"));
    SchemaRegistries.rest(Map.of("schema.registry.url", registry.url()))
        .register("orders-value", older);

    Run run = Run.of("schemas", "--register", registry.url());

    assertThat(run.exitCode()).isEqualTo(ExitCodes.FAILED);
    assertThat(run.out())
        .containsPattern("orders-value +Order +1 +INCOMPATIBLE")
        .contains("orders-value, version 1: Order.amount must keep its meaning decimal of")
        .containsPattern("prices-value +Price +0 +not registered");
  }

  @Test
  void aRegistryWithinTheProcessIsRefused() {
    assertThat(Run.of("schemas", "--check", "mock://x").exitCode()).isEqualTo(ExitCodes.REFUSED);
  }

  private static Map<String, Schema> subjects() {
    return LocalSubjects.of(ConfigDirectory.load(Path.of("configs"), Map.of()).application());
  }
}
