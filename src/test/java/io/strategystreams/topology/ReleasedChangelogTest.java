package io.strategystreams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.contract.Topics;
import io.strategystreams.serde.InMemorySchemaRegistry;
import io.strategystreams.state.StrategyState;
import io.strategystreams.testing.RecordedChange;
import io.strategystreams.testing.Released;
import io.strategystreams.testing.SampleEvents;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a released version wrote to its changelogs is restored by this one. */
class ReleasedChangelogTest {
  private static final String FILE = "strategies.jsonl.gz";

  static List<String> versions() throws IOException {
    return Released.versions();
  }

  @Test
  void theFirstReleaseWasRecordedInEverySituation() throws IOException {
    Set<String> situations = new TreeSet<>();
    changes("0.1.0").forEach(change -> situations.add(change.scenario().replaceAll(".*, ", "")));

    assertThat(situations)
        .contains("at rest", "RELEASING", "QUEUED", "SUPERSEDING", "UNCERTAIN", "halted");
  }

  @ParameterizedTest
  @MethodSource("versions")
  void everyRecordStillSaysWhatItSaid(String version) throws IOException {
    InMemorySchemaRegistry registry = Released.registry(version);
    for (RecordedChange change : changes(version)) {
      Released.assertSaysAsBefore(change, read(change, registry));
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void everySituationIsGoneOnWith(String version) throws IOException {
    InMemorySchemaRegistry registry = Released.registry(version);
    for (List<RecordedChange> scenario : byScenario(changes(version)).values()) {
      goOn(scenario, registry);
    }
  }

  /** mvn test -Dtest=ReleasedChangelogTest -Drecord.release=0.2.0 */
  @Test
  @EnabledIfSystemProperty(named = "record.release", matches = "\\d+\\.\\d+\\.\\d+")
  void recordARelease() throws IOException {
    RecordedChange.write(
        Released.file(System.getProperty("record.release"), FILE), ChangelogRecorder.record());
  }

  /** Restores a process, gives the strategy something to read, and looks whether it remembers. */
  private static void goOn(List<RecordedChange> scenario, InMemorySchemaRegistry registry) {
    String name = scenario.get(0).scenario();
    try (Driver driver = Driver.replay()) {
      Map<String, List<TestRecord<byte[], byte[]>>> changelogs = new LinkedHashMap<>();
      TopologyNames.STORES.forEach(store -> changelogs.put(store, new ArrayList<>()));
      scenario.forEach(change -> changelogs.get(change.store()).add(restorable(change, registry)));
      driver.restore(changelogs);
      for (RecordedChange change : scenario) {
        if (change.store().equals(TopologyNames.STRATEGIES_STORE)) {
          StrategyState before = (StrategyState) read(change, registry);
          Instant later = later(before);
          driver.pipe(
              Topics.RISK_ASSESSMENTS,
              change.key(),
              SampleEvents.risk().setStrategyId(change.key()).setEventTime(later).build(),
              later);

          StrategyState after = driver.strategies().get(change.key());
          assertThat(after.getPlans()).as(name).isGreaterThanOrEqualTo(before.getPlans());
          assertThat(after.getIncarnation()).as(name).isEqualTo(before.getIncarnation());
          assertThat(after.getControl()).as(name).isEqualTo(before.getControl());
          assertThat(driver.reasons()).as(name).doesNotContain("CONFIGURATION_REFUSED");
          assertThat(driver.deadLetters()).as(name).isEmpty();
        }
      }
    }
  }

  private static Instant later(StrategyState state) {
    Instant seen =
        state.getExposure() == null ? SampleEvents.NOON : state.getExposure().getEventTime();
    return seen.plusSeconds(3_600);
  }

  private static TestRecord<byte[], byte[]> restorable(
      RecordedChange change, InMemorySchemaRegistry registry) {
    return new TestRecord<>(
        change.key().getBytes(StandardCharsets.UTF_8), rewritten(read(change, registry)));
  }

  private static <T extends SpecificRecord> byte[] rewritten(T state) {
    @SuppressWarnings("unchecked") // a record's class is of its own type
    Class<T> type = (Class<T>) state.getClass();
    return Driver.serde(type).serializer().serialize("restored", state);
  }

  private static SpecificRecord read(RecordedChange change, InMemorySchemaRegistry registry) {
    return Released.read(change, StrategyTopology.storedTypes(), registry);
  }

  private static List<RecordedChange> changes(String version) throws IOException {
    return Released.changes(version, FILE);
  }

  private static Map<String, List<RecordedChange>> byScenario(List<RecordedChange> changes) {
    Map<String, List<RecordedChange>> scenarios = new LinkedHashMap<>();
    changes.forEach(
        change -> scenarios.computeIfAbsent(change.scenario(), s -> new ArrayList<>()).add(change));
    return scenarios;
  }
}
