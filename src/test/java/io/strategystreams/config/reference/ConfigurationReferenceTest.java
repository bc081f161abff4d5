package io.strategystreams.config.reference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.strategystreams.config.ApplicationKeys;
import io.strategystreams.config.Key;
import io.strategystreams.config.ModeKeys;
import io.strategystreams.config.ShippedConfigs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationReferenceTest {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  @Test
  void theDocumentIsAsTheCodeIs() throws IOException {
    assertThat(Path.of("docs", "configuration.md"))
        .as("make it anew with: ./strategies configuration --markdown > docs/configuration.md")
        .content()
        .isEqualTo(ConfigurationMarkdown.text());
  }

  @Test
  void theSchemasAreAsTheCodeIs() {
    ConfigurationSchemas.byFileName()
        .forEach(
            (name, text) ->
                assertThat(ShippedConfigs.DIRECTORY.resolve("schema").resolve(name))
                    .as("make it anew with: ./strategies configuration --schemas configs/schema")
                    .content()
                    .isEqualTo(text));
  }

  @Test
  void everyKeyIsInTheDocument() {
    for (Key<?> key :
        Stream.concat(ModeKeys.all().stream(), ApplicationKeys.all().stream()).toList()) {
      assertThat(ConfigurationMarkdown.text()).contains("| `" + key.name());
    }
  }

  @Test
  void whatIsShippedIsValidAndNamesItsSchema() throws IOException {
    assertThat(faults("application", shipped("application.yaml"))).isEmpty();
    assertThat(faults("markets", shipped("markets.yaml"))).isEmpty();
    assertThat(faults("venues", shipped("venues.yaml"))).isEmpty();
    try (Stream<Path> modes = Files.list(ShippedConfigs.DIRECTORY.resolve("modes"))) {
      for (Path mode : modes.toList()) {
        String text = Files.readString(mode);
        assertThat(faults("mode", text)).as(mode.toString()).isEmpty();
        assertThat(text).startsWith("# yaml-language-server: $schema=../schema/mode.schema.json\n");
      }
    }
    for (String name : new String[] {"application", "markets", "venues"}) {
      assertThat(shipped(name + ".yaml"))
          .startsWith("# yaml-language-server: $schema=schema/" + name + ".schema.json\n");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mode | {share_class: ETH}",
        "mode | {mode: eth_bassis}",
        "mode | {mode: eth_basis, max_delta_drif: 0.1}",
        "mode | {mode: eth_basis, target_ltv: 1}",
        "mode | {mode: eth_basis, order_ttl: 60}",
        "mode | {mode: eth_basis, borrowing_enabled: 'yes'}",
        "mode | {mode: eth_basis, max_age: {prices: 2m}}",
        "mode | {mode: eth_basis, hedge_allocation: {Bybit: 1}}",
        "application | {partitions: 0}",
        "application | {cache_size: 8MB}",
        "application | {paper: {seeds: 1}}",
        "markets | {markets: {}}",
        "markets | {markets: {'binance:Sport:ETH/USDT': {lot: 1, min_notional: 1, taker_fee: 0}}}",
        "markets | {markets: {'binance:Spot:ETH/USDT': {lot: 0, min_notional: 1, taker_fee: 0}}}",
        "venues | {venues: {binance: {operations: [SPOT], tokens: [ETH]}}}",
        "venues | {venues: {binance: {operations: []}}}",
        "instances | [{mode: eth_basis}]",
        "instances | {strategy_id: a}",
        "instances | [{strategy_id: a, sets: {}}]"
      })
  void whatIsWrongIsSeenByTheSchema(String schema, String text) throws IOException {
    assertThat(faults(schema, text)).isNotEmpty();
  }

  @Test
  void instancesAsDocumentedAreValid() throws IOException {
    assertThat(
            faults(
                "instances",
                "[{strategy_id: a@1, mode: eth_basis, set: {max_order_notional: 5}}, {strategy_id:"
                    + " eth_basis@2}]"))
        .isEmpty();
  }

  private static String shipped(String file) throws IOException {
    return Files.readString(ShippedConfigs.DIRECTORY.resolve(file));
  }

  private static Set<ValidationMessage> faults(String schema, String yaml) throws IOException {
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
        .getSchema(ConfigurationSchemas.byFileName().get(schema + ".schema.json"))
        .validate(YAML.readTree(yaml));
  }
}
