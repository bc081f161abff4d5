package io.strategystreams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.strategystreams.config.ShippedConfigs;
import io.strategystreams.contract.ContractJson;
import io.strategystreams.core.mode.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidateCommandTest {
  @TempDir private Path directory;

  @Test
  void whatIsShippedIsFoundAndValid() {
    Run run = Run.of("validate");

    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("configs is valid", "10 mode files, 10 markets, 9 venues");
    for (Mode mode : Mode.values()) {
      assertThat(run.out()).contains(mode.id());
    }
  }

  @Test
  void everyErrorIsAMessageOnStandardError() throws IOException {
    brokenConfigs();

    Run run = Run.of("validate", directory.toString());

    assertThat(run.exitCode()).isEqualTo(ExitCodes.REFUSED);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines())
        .containsExactly(
            "application.yaml:1: partitions must be a whole number from 1 to 10000, was none",
            "modes/eth_basis.yaml:2: target_ltv must be a decimal from 0 to below 1, was 2",
            "2 errors");
  }

  @Test
  void jsonIsForPrograms() throws IOException {
    JsonNode valid = ContractJson.parse(Run.of("validate", "--json").out());
    assertThat(valid.get("valid").booleanValue()).isTrue();
    assertThat(valid.get("modes")).hasSize(10);
    assertThat(valid.get("markets")).hasSize(10);
    assertThat(valid.get("errors")).isEmpty();

    brokenConfigs();
    Run run = Run.of("validate", "--json", directory.toString());
    assertThat(run.exitCode()).isEqualTo(ExitCodes.REFUSED);
    JsonNode error = ContractJson.parse(run.out()).get("errors").get(1);
    assertThat(error)
        .hasToString(
            "{\"file\":\"modes/eth_basis.yaml\",\"line\":2,\"key\":\"target_ltv\",\"problem\":\"must be"
                + " a decimal from 0 to below 1\",\"found\":\"2\",\"message\":\"modes/eth_basis.yaml:2:"
                + " target_ltv must be a decimal from 0 to below 1, was 2\"}");
  }

  private void brokenConfigs() throws IOException {
    Files.createDirectories(directory.resolve("modes"));
    for (String file : new String[] {"markets.yaml", "venues.yaml"}) {
      Files.copy(ShippedConfigs.DIRECTORY.resolve(file), directory.resolve(file));
    }
    Files.writeString(directory.resolve("application.yaml"), "partitions: none\n");
    Files.writeString(
        directory.resolve("modes/eth_basis.yaml"), "mode: eth_basis\ntarget_ltv: 2\n");
  }
}
