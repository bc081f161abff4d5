package io.strategystreams.paper.topology;

import static io.strategystreams.paper.PaperFixtures.amount;
import static io.strategystreams.paper.topology.PaperHistory.BASIS;
import static io.strategystreams.paper.topology.PaperHistory.END;
import static io.strategystreams.paper.topology.PaperHistory.HALTED;
import static io.strategystreams.paper.topology.PaperHistory.LENDER;
import static io.strategystreams.paper.topology.PaperHistory.LEVERED;
import static io.strategystreams.paper.topology.PaperHistory.OUT;
import static io.strategystreams.paper.topology.PaperHistory.STAKER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import io.strategystreams.contract.Topics;
import io.strategystreams.core.money.Decimals;
import io.strategystreams.events.ExecutionReport;
import io.strategystreams.events.Exposure;
import io.strategystreams.events.Order;
import io.strategystreams.events.PaperFlow;
import io.strategystreams.events.RiskAssessment;
import io.strategystreams.events.Side;
import io.strategystreams.paper.exchange.OrderReport;
import io.strategystreams.serde.InMemorySchemaRegistry;
import io.strategystreams.testing.RecordedChange;
import io.strategystreams.testing.Released;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a released paper executor wrote to its changelogs is restored by this one. */
class ReleasedPaperChangelogTest {
  private static final String FILE = "paper.jsonl.gz";

  static List<String> versions() throws IOException {
    return Released.versions();
  }

  /** mvn test -Dtest=ReleasedPaperChangelogTest -Drecord.release=0.2.0 */
  @Test
  @EnabledIfSystemProperty(named = "record.release", matches = "\\d+\\.\\d+\\.\\d+")
  void recordARelease() throws IOException {
    RecordedChange.write(
        Released.file(System.getProperty("record.release"), FILE), PaperHistory.record());
  }

  @ParameterizedTest
  @MethodSource("versions")
  void somethingUnfinishedWasRecordedInEveryStore(String version) throws IOException {
    Map<String, JsonNode> recorded = new TreeMap<>();
    for (RecordedChange change : Released.changes(version, FILE)) {
      recorded.put(change.store() + " " + change.key(), change.expected());
    }

    for (String store : PaperTopology.STORES) {
      assertThat(recorded.keySet()).as(store).anyMatch(key -> key.startsWith(store + " "));
    }
    assertThat(recorded.get("paper-clock clock").path("risk_at").isNull()).isFalse();
    assertThat(recorded.get("paper-accounts " + STAKER).path("claims")).hasSize(1);
    assertThat(recorded.get("paper-accounts " + STAKER).at("/ledger/dust")).hasSize(1);
    assertThat(recorded.get("paper-accounts " + BASIS).at("/ledger/entries")).hasSize(1);
    assertThat(recorded.get("paper-accounts " + LENDER).at("/ledger/withdrawal_amount").isNull())
        .isFalse();
    assertThat(recorded.get("paper-groups " + LEVERED + "/g").path("orders")).hasSize(2);
    assertThat(recorded.get("paper-waiting " + STAKER + "/p").path("orders")).hasSize(2);
    assertThat(recorded.get("paper-watches " + LENDER).path("payments")).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("versions")
  void everyRecordStillSaysWhatItSaid(String version) throws IOException {
    InMemorySchemaRegistry registry = Released.registry(version);
    for (RecordedChange change : Released.changes(version, FILE)) {
      Released.assertSaysAsBefore(
          change, Released.read(change, PaperTopology.storedTypes(), registry));
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void ordersSeenAreNotExecutedAgain(String version) throws IOException {
    try (PaperDriver paper = restored(version)) {
      paper.order(PaperHistory.supplied());
      assertThat(paper.skipped(PaperMeters.Skipped.DUPLICATE_ORDER)).isEqualTo(1);
      paper.order(Order.newBuilder(PaperHistory.supplied()).setAmount(amount("401")).build());
      assertThat(paper.alarms(PaperMeters.Alarm.CONFLICTING_ORDER)).isEqualTo(1);

      assertThat(paper.reports()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void aReportSeenIsNotBookedAgain(String version) throws IOException {
    try (PaperDriver paper = restored(version)) {
      ExecutionReport late =
          ReportEvents.written(LENDER, OrderReport.rejected("o1", "plan-of-o1", "late"), END);
      paper.pipe(
          Topics.EXECUTION_REPORTS,
          new TestRecord<>(
              LENDER.getBytes(StandardCharsets.UTF_8),
              PaperDriver.serde(ExecutionReport.class)
                  .serializer()
                  .serialize(Topics.EXECUTION_REPORTS, late),
              END));

      assertThat(paper.skipped(PaperMeters.Skipped.OLD_REPORT)).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void theHalfGroupIsExecutedWhenTheOtherHalfComes(String version) throws IOException {
    try (PaperDriver paper = restored(version)) {
      PaperHistory.leverUp().subList(2, 5).forEach(paper::order);

      assertThat(paper.reported())
          .containsExactly(
              "ACCEPTED 0",
              "ACCEPTED 0",
              "ACCEPTED 0",
              "ACCEPTED 0",
              "ACCEPTED 0",
              "FILLED 10.4",
              "FILLED 20.8",
              "FILLED 20",
              "FILLED 10.4",
              "FILLED 10.4");
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void whatWaitedForTheQueueFollowsIt(String version) throws IOException {
    try (PaperDriver paper = restored(version)) {
      paper.tick(OUT.minusMillis(1));
      assertThat(paper.reports()).isEmpty();
      paper.tick(OUT);

      assertThat(paper.reports())
          .extracting(report -> report.getOrderId() + " " + report.getStatus())
          .containsExactly("u1 FILLED", "s2 ACCEPTED", "s2 FILLED", "s3 ACCEPTED", "s3 FILLED");
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void aStepThatComesLaterWaitsToo(String version) throws IOException {
    try (PaperDriver paper = restored(version)) {
      Order fourth = now(OrderEvent.stake(STAKER, "s4", "1").setPlanId("p").setStep(4).setSteps(4));

      paper.order(fourth);

      assertThat(paper.reports()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void controlsAndOrderedFailuresHold(String version) throws IOException {
    try (PaperDriver paper = restored(version)) {
      paper.order(now(OrderEvent.supply(HALTED, "h1", "1")));
      paper.order(now(OrderEvent.perp(BASIS, "b1", Side.SHORT, "0.1")));
      paper.order(now(OrderEvent.withdraw(LENDER, "l1", "1")));
      assertThat(paper.reports())
          .satisfiesExactly(
              first -> assertThat(first.getReason()).contains("HALTED"),
              second -> assertThat(second.getReason()).contains("REDUCE_ONLY"),
              third -> assertThat(third.getReason()).contains("REJECT_NEXT"));

      paper.order(now(OrderEvent.perp(BASIS, "b2", Side.LONG, "1").setReduceOnly(true)));
      assertThat(paper.reported())
          .containsExactly("ACCEPTED 0", "PARTIALLY_FILLED 0.5", "FILLED 1");
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void theOpenWithdrawalIsPaidFromWhatIsFreed(String version) throws IOException {
    try (PaperDriver paper = restored(version)) {
      paper.order(now(OrderEvent.withdraw(LENDER, "l1", "1"))); // rejected as ordered
      paper.order(now(OrderEvent.withdraw(LENDER, "l2", "250")));
      paper.tick(END.plusSeconds(1)).tick(END.plus(PaperDriver.VALUATION));

      assertThat(paper.payments())
          .extracting(PaperFlow::getStrategyId, payment -> Decimals.plain(payment.getAmount()))
          .containsExactly(tuple(LENDER, "100"));
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void theExposuresThatWereOwedComeWithTheNextTick(String version) throws IOException {
    try (PaperDriver paper = restored(version)) {
      paper.tick(END.plusSeconds(1));

      Map<String, Map<String, String>> positions = new TreeMap<>();
      for (Exposure exposure : paper.exposures()) {
        positions.put(exposure.getStrategyId(), PaperDriver.positions(exposure));
      }
      assertThat(positions)
          .containsOnlyKeys(BASIS, HALTED, LENDER, LEVERED, STAKER)
          .containsEntry(LENDER, Map.of("aave_v3:aToken:aUSDT", "400"))
          .containsEntry(HALTED, Map.of("wallet:BaseToken:USDT", "100"));
      assertThat(positions.get(STAKER))
          .containsEntry("etherfi:LST:weETH", "5")
          .containsEntry("etherfi:Unstaking:WETH", "5.2")
          .containsEntry("wallet:BaseToken:EIGEN", "12.5");
      assertThat(positions.get(BASIS)).containsEntry("bybit:Perp:ETHUSDT", "-1");
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void limitsOfTheRiskMonitorHold(String version) throws IOException {
    try (PaperDriver paper = restored(version)) {
      Instant next = END.plus(PaperDriver.VALUATION);
      paper.tick(END.plusSeconds(1)).tick(next);

      Map<String, RiskAssessment> risk = new TreeMap<>();
      paper.risk().forEach(each -> risk.put(each.getStrategyId(), each));
      assertThat(risk.get(BASIS).getRiskOverride()).isTrue();
      assertThat(risk.get(BASIS).getMaxEquityFraction()).isEqualTo(0.5);
      assertThat(risk.get(LEVERED).getTargetLtv()).isEqualTo(0.6);
      assertThat(risk.get(LENDER).getRiskOverride()).isFalse();
    }
  }

  private static Order now(Order.Builder order) {
    return OrderEvent.at(order, END).build();
  }

  private static PaperDriver restored(String version) throws IOException {
    InMemorySchemaRegistry registry = Released.registry(version);
    Map<String, Map<String, SpecificRecord>> entries = new TreeMap<>();
    for (RecordedChange change : Released.changes(version, FILE)) {
      entries
          .computeIfAbsent(change.store(), store -> new TreeMap<>())
          .put(change.key(), Released.read(change, PaperTopology.storedTypes(), registry));
    }
    return PaperDriver.restored(entries);
  }
}
