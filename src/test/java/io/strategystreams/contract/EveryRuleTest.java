package io.strategystreams.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.events.ExecutionReport;
import io.strategystreams.events.PaperFlow;
import io.strategystreams.events.PaperFlowKind;
import io.strategystreams.serde.AvroSerde;
import io.strategystreams.testing.Mutants;
import io.strategystreams.testing.SampleEvents;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The mutants that poison the topologies' tests break every rule there is. */
class EveryRuleTest {
  private static final Pattern RULE = Pattern.compile("violations\\.(\\w+)\\(\\s*\"([\\w ,]+)\"");
  private static final Pattern CHANGES = Pattern.compile("changes\\(violations, \"(\\w+)\"");
  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("key", "key must be the %s "),
          Map.entry("id", "%s must be a name without blanks, / and *"),
          Map.entry("known", "%s must be a value known here"),
          Map.entry("uuid", "%s must be a UUID"),
          Map.entry("positive", "%s must be positive"),
          Map.entry("notNegative", "%s must "),
          Map.entry("amount", "%s must have at most 20 digits"),
          Map.entry("finite", "%s must be a finite number"),
          Map.entry("fraction", "%s must be within 0..1"),
          Map.entry("atLeastOne", "%s must be at least 1"),
          Map.entry("notEmpty", "%s must not be empty"),
          Map.entry("time", "%s must not be before 1970"),
          Map.entry("parses", "%s: "),
          Map.entry("characters", "%s must have at most"),
          Map.entry("entries", "%s must have at most"),
          Map.entry("bytes", "%s must have at most"),
          Map.entry("addAll", "%s."),
          Map.entry("add", "%s must "));

  private static List<String> said() {
    List<SpecificRecord> events = new ArrayList<>(SampleEvents.all());
    events.add(
        PaperFlow.newBuilder()
            .setStrategyId(SampleEvents.STRATEGY)
            .setKind(PaperFlowKind.DEPOSIT)
            .setInstrument("wallet:BaseToken:USDT")
            .setAmount(SampleEvents.amount("1"))
            .setEventTime(SampleEvents.NOON)
            .build());
    List<String> said = new ArrayList<>();
    events.forEach(event -> said.addAll(violations(event)));
    tooLarge().forEach(event -> said.addAll(ContractRules.violations("k", event)));
    return said;
  }

  private static List<SpecificRecord> tooLarge() {
    Map<String, BigDecimal> positions = new HashMap<>();
    Map<String, BigDecimal> dust = new HashMap<>();
    Map<String, Double> ratios = new HashMap<>();
    for (int i = 0; i <= Sizes.HOLDINGS; i++) {
      positions.put("wallet:BaseToken:T" + i, SampleEvents.amount("1"));
      dust.put("T" + i, SampleEvents.amount("1"));
      ratios.put("venue" + i, 0.5);
    }
    return List.of(
        SampleEvents.exposure()
            .setShareClass("x".repeat(Sizes.NAME_CHARACTERS + 1))
            .setPositions(positions)
            .setDustTokens(dust)
            .build(),
        SampleEvents.risk().setMarginRatios(ratios).build(),
        SampleEvents.report().setDeltas(positions).build(),
        SampleEvents.config().setYaml("é".repeat(Sizes.YAML_BYTES / 2 + 1)).build());
  }

  @Test
  void whatIsTooLargeIsNamedWithItsBound() {
    assertThat(said())
        .contains(
            "share_class must have at most 64 characters, was 65",
            "positions must have at most 1000 entries, was 1001",
            "dust_tokens must have at most 1000 entries, was 1001",
            "margin_ratios must have at most 100 entries, was 1001",
            "deltas must have at most 32 entries, was 1001",
            "yaml must have at most 65536 bytes in UTF-8, was 65538");
  }

  @SuppressWarnings("unchecked")
  private static <T extends SpecificRecord> List<String> violations(T event) {
    AvroSerde<T> serde =
        AvroSerde.of((Class<T>) event.getClass(), Map.of("schema.registry.url", "mock://rules"));
    List<String> said = new ArrayList<>(ContractRules.violations("another", event));
    byte[] sound = serde.serializer().serialize("any", event);
    for (Mutants.Mutant mutant :
        Mutants.of(SpecificData.getForClass(event.getClass()).getSchema(event.getClass()), sound)) {
      T broken = serde.deserializer().deserialize("any", mutant.bytes());
      said.addAll(ContractRules.violations("k", broken));
      if (broken instanceof ExecutionReport report) {
        said.addAll(ContractRules.unattributable(report));
      }
    }
    return said;
  }

  @ParameterizedTest
  @ValueSource(strings = {"ExecutionRules", "MarketDataRules", "MonitorRules", "OperatorRules"})
  void everyRuleIsBrokenByAMutant(String rules) throws IOException {
    String source =
        Files.readString(Path.of("src/main/java/io/strategystreams/contract", rules + ".java"));
    List<String> said = said();
    List<String> unbroken = new ArrayList<>();
    int found = 0;
    Matcher rule = RULE.matcher(source);
    while (rule.find()) {
      found++;
      String words = WORDS.get(rule.group(1)).formatted(rule.group(2));
      if (said.stream().noneMatch(text -> text.contains(words))) {
        unbroken.add(words);
      }
    }
    Matcher changes = CHANGES.matcher(source);
    while (changes.find()) {
      String field = changes.group(1);
      if (said.stream().noneMatch(text -> text.startsWith(field))) {
        unbroken.add(field);
      }
    }

    assertThat(found).isGreaterThan(8);
    assertThat(unbroken).isEmpty();
  }

  @Test
  void anIdHasABound() {
    assertThat(said()).contains("asset must have at most 200 characters, was 201");
  }
}
