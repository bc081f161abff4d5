package io.strategystreams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strategystreams.config.ConfigDirectory;
import io.strategystreams.embedded.RegistryServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
  void anIncompatibleSchemaIsNamedAndNothingIsRegistered() throws Exception {
    there("orders-value", coarse());

    Run run = Run.of("schemas", "--register", registry.url());

    assertThat(run.exitCode()).isEqualTo(ExitCodes.FAILED);
    assertThat(run.out())
        .containsPattern("orders-value +Order +1 +INCOMPATIBLE")
        .contains("orders-value, version 1: Order.amount must keep its meaning decimal of")
        .containsPattern("prices-value +Price +0 +not registered");
  }

  /** Whether it came before this version's schema, which is registered too, or after it. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anyVersionThatTheRulesRefuseIsNamed(boolean before) throws Exception {
    Schema ours = subjects().get("orders-value");
    there("orders-value", before ? new Schema[] {coarse(), ours} : new Schema[] {ours, coarse()});

    Run run = Run.of("schemas", "--check", registry.url());

    assertThat(run.exitCode()).isEqualTo(ExitCodes.FAILED);
    assertThat(run.out())
        .containsPattern("orders-value +Order +2 +INCOMPATIBLE")
        .contains("version " + (before ? 1 : 2) + ": Order.amount must keep its meaning decimal");
  }

  /** A rolling upgrade: the registry has the schema of the version that comes next. */
  @Test
  void aVersionThatFollowsByTheRulesIsNoFault() throws Exception {
    Schema ours = subjects().get("orders-value");
    ObjectNode next = (ObjectNode) new ObjectMapper().readTree(ours.toString());
    next.withArray("fields")
        .addObject()
        .put("name", "added_later")
        .put("type", "int")
        .put("default", 0);
    there("orders-value", ours, new Schema.Parser().parse(next.toString()));

    Run run = Run.of("schemas", "--check", registry.url());

    assertThat(run.exitCode()).as(run.out()).isZero();
    assertThat(run.out()).containsPattern("orders-value +Order +2 +registered");
  }

  private static Schema coarse() {
    String order = subjects().get("orders-value").toString();
    return new Schema.Parser().parse(order.replace("\"scale\":18", "\"scale\":8"));
  }

  /** What the development registry would refuse, as its file says. */
  private void there(String subject, Schema... versions) throws IOException {
    registry.close();
    StringBuilder lines = new StringBuilder();
    for (int n = 0; n < versions.length; n++) {
      ObjectNode line = new ObjectMapper().createObjectNode();
      line.put("subject", subject).put("version", n + 1).put("schema", versions[n].toString());
      lines.append(line).append('\n');
    }
    Files.writeString(directory.resolve("registry.json"), lines);
    start();
  }

  @Test
  void aRegistryWithinTheProcessIsRefused() {
    assertThat(Run.of("schemas", "--check", "mock://x").exitCode()).isEqualTo(ExitCodes.REFUSED);
  }

  private static Map<String, Schema> subjects() {
    return LocalSubjects.of(ConfigDirectory.load(Path.of("configs"), Map.of()).application());
  }
}
