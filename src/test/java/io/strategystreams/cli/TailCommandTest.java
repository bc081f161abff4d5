package io.strategystreams.cli;

import static io.strategystreams.testing.SampleEvents.NOON;
import static io.strategystreams.testing.SampleEvents.amount;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.strategystreams.cluster.EventSender;
import io.strategystreams.cluster.Outgoing;
import io.strategystreams.contract.ContractJson;
import io.strategystreams.contract.Topics;
import io.strategystreams.events.Operation;
import io.strategystreams.events.Reason;
import io.strategystreams.events.ReportStatus;
import io.strategystreams.testing.SampleEvents;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TailCommandTest {
  private static final int DECISIONS = 300;

  private static OperatorCluster cluster;

  @BeforeAll
  static void startCluster() {
    cluster = new OperatorCluster();
    try (EventSender sender = EventSender.open(cluster.access(), "test")) {
      // One transaction each: every decision is followed by the mark that ends it.
      for (int n = 0; n < DECISIONS; n++) {
        sender.send(List.of(decision("s" + n % 7, n)));
      }
      List<Outgoing> others = new ArrayList<>();
      others.add(order("eth_basis@a", "binance", "0.000000000000000001", 0));
      others.add(order("eth_basis@b", "bybit", "12345678901234567890.123456789012345678", 1));
      others.add(report("eth_basis@a", ReportStatus.REJECTED, 2));
      others.add(report("eth_basis@b", ReportStatus.FILLED, 3));
      others.add(
          Outgoing.of(
              Topics.EXPOSURES,
              "eth_basis@a",
              SampleEvents.exposure().setStrategyId("eth_basis@a").build(),
              NOON));
      others.add(
          Outgoing.of(
              Topics.RISK_ASSESSMENTS,
              "eth_basis@a",
              SampleEvents.risk().setStrategyId("eth_basis@a").build(),
              NOON));
      sender.send(others);
    }
  }

  @AfterAll
  static void stopCluster() {
    cluster.close();
  }

  @Test
  void filtersThatMatchNothingSaySo() {
    Run run = cluster.run("orders", "--strategy", "eth_bass@*");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("nothing on orders passes the filters");
    assertThat(cluster.run("orders", "--strategy", "eth_basis@*").err()).isEmpty();
    assertThat(cluster.run("orders", "--last", "0").err()).isEmpty();
  }

  @Test
  void theLastOnesComeInTheOrderOfTimeWhateverTheirPartition() {
    Run run = cluster.run("decisions", "--last", "50", "--json");
    assertThat(run.exitCode()).isZero();
    assertThat(run.lines())
        .extracting(line -> ContractJson.parse(line).get("decision_number").intValue())
        .containsExactlyElementsOf(IntStream.range(DECISIONS - 50, DECISIONS).boxed().toList());
    assertThat(cluster.run("decisions").lines()).hasSize(20);
  }

  @Test
  void filtersLookBackAsFarAsTheyMust() {
    assertThat(cluster.run("decisions", "--reason", "halted", "-n", "2", "--json").lines())
        .extracting(line -> ContractJson.parse(line).get("decision_number").intValue())
        .containsExactly(5);
    assertThat(cluster.run("decisions", "--strategy", "s?", "-n", "1000").lines())
        .hasSize(DECISIONS);
    assertThat(cluster.run("decisions", "--strategy", "s3", "-n", "1000").lines())
        .hasSize(43)
        .allSatisfy(line -> assertThat(line).contains("  s3  "));
    assertThat(cluster.run("decisions", "--since", NOON.plusSeconds(295).toString()).lines())
        .hasSize(5);
    assertThat(cluster.run("decisions", "--plan", "7").lines()).hasSize(20);
  }

  @Test
  void amountsAreWholeWithTheirUnitAndColumnsAligned() {
    List<String> lines = cluster.run("orders").lines();
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0)).contains("0.000000000000000001 ETH");
    assertThat(lines.get(1))
        .startsWith("2024-06-01T12:00:01Z  eth_basis@b  plan 1 1/2  ENTRY_FULL")
        .contains("12345678901234567890.123456789012345678 ETH", "BUY ETH/USDT", "at 3780.5");
    assertThat(lines.get(0).indexOf("at 3780.5")).isEqualTo(lines.get(1).indexOf("at 3780.5"));
    assertThat(cluster.run("orders", "--venue", "bybit").lines()).hasSize(1);
    assertThat(cluster.run("orders", "--operation", "spot_trade", "--mode", "eth_basis").lines())
        .hasSize(2);
    assertThat(cluster.run("orders", "--order", "5c0f8a3e-0000-5000-8000-00000000000b").lines())
        .hasSize(1);
  }

  @Test
  void jsonHasTheContractsFieldsAndThePlace() {
    JsonNode line =
        ContractJson.parse(cluster.run("reports", "--status", "REJECTED", "--json").out());
    assertThat(line.get("strategy_id").textValue()).isEqualTo("eth_basis@a");
    assertThat(line.get("reason").textValue()).isEqualTo("HALTED by ann");
    assertThat(line.get("_at").textValue()).matches("execution-reports-\\d@\\d+");
  }

  @Test
  void reportsExposuresAndRiskReadWell() {
    assertThat(cluster.run("reports", "--status", "rejected").out())
        .contains("eth_basis@a  REJECTED  filled 132.25 at 3780.6", "HALTED by ann")
        .contains("binance:BaseToken:ETH +132.25");
    assertThat(cluster.run("exposures").out())
        .contains("1000000 USDT", "bybit:Perp:ETHUSDT -132.25");
    assertThat(cluster.run("risk").out())
        .contains("no override", "LTV 0.88", "{bybit=0.4, okx=0.41}");
  }

  @Test
  void aMistypedSymbolIsRefused() {
    Run run = cluster.run("decisions", "--reason", "HALTD");
    assertThat(run.exitCode()).isEqualTo(ExitCodes.REFUSED);
    assertThat(run.err()).contains("--reason must be one of", "did you mean HALTED?), was HALTD");
  }

  @Test
  void aRecordThatCannotBeDecodedIsShownAndMakesTheExitCodeOne() {
    OperatorCluster other = new OperatorCluster();
    try (other;
        EventSender sender = EventSender.open(other.access(), "test")) {
      sender.sendRecords(
          List.of(
              new ProducerRecord<>(
                  Topics.ORDERS,
                  "eth_basis".getBytes(StandardCharsets.UTF_8),
                  "?".getBytes(StandardCharsets.UTF_8))));
      sender.send(List.of(order("eth_basis", "binance", "1", 0)));
      Run run = other.run("orders");
      assertThat(run.exitCode()).isEqualTo(ExitCodes.FAILED);
      assertThat(run.lines()).hasSize(2).anyMatch(line -> line.contains("cannot be decoded"));
      assertThat(run.err()).contains("1 record not decoded");
      assertThat(other.run("orders", "--json").out()).contains("\"undecodable\":");
    }
  }

  private static Outgoing decision(String strategy, int number) {
    return Outgoing.of(
        Topics.DECISIONS,
        strategy,
        SampleEvents.decision()
            .setStrategyId(strategy)
            .setDecisionNumber(number)
            .setPlanNumber(7L)
            .setReason(number == 5 ? Reason.HALTED : Reason.ON_TARGET)
            .setEventTime(NOON.plusSeconds(number))
            .build(),
        NOON.plusSeconds(number));
  }

  private static Outgoing order(String strategy, String venue, String amount, int second) {
    Instant at = NOON.plusSeconds(second);
    return Outgoing.of(
        Topics.ORDERS,
        strategy,
        SampleEvents.order()
            .setOrderId("5c0f8a3e-0000-5000-8000-00000000000" + (char) ('a' + second))
            .setStrategyId(strategy)
            .setVenue(venue)
            .setOperation(Operation.SPOT_TRADE)
            .setAmount(amount(amount))
            .setEventTime(at)
            .setExpiresAt(at.plusSeconds(60))
            .build(),
        at);
  }

  private static Outgoing report(String strategy, ReportStatus status, int second) {
    Instant at = NOON.plusSeconds(second);
    return Outgoing.of(
        Topics.EXECUTION_REPORTS,
        strategy,
        SampleEvents.report()
            .setStrategyId(strategy)
            .setStatus(status)
            .setReason("HALTED by ann")
            .setDeltas(Map.of("binance:BaseToken:ETH", amount("132.25")))
            .setEventTime(at)
            .build(),
        at);
  }
}
