package io.strategystreams.cli;

import static io.strategystreams.testing.SampleEvents.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.strategystreams.cluster.EventSender;
import io.strategystreams.cluster.Outgoing;
import io.strategystreams.contract.ContractJson;
import io.strategystreams.contract.Topics;
import io.strategystreams.testing.SampleEvents;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an audit makes of records that nothing can be made of. */
class AuditCommandTest {
  private OperatorCluster cluster;

  @BeforeEach
  void start() {
    cluster = new OperatorCluster();
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  void inputsThatCannotBeReadAreCountedAndTheRestIsAudited() {
    cluster.send(
        Outgoing.of(
            Topics.EXPOSURES,
            "sound",
            SampleEvents.exposure().setStrategyId("sound").build(),
            NOON),
        Outgoing.of(
            Topics.EXPOSURES,
            "other",
            SampleEvents.exposure().setStrategyId("sound").build(),
            NOON));
    garbage(
        Topics.EXPOSURES,
        Topics.EXPOSURES,
        Topics.EXECUTION_REPORTS,
        Topics.STRATEGY_CONFIGS,
        Topics.STRATEGY_CONTROLS,
        Topics.MARKET_DATA,
        Topics.RISK_ASSESSMENTS);

    for (List<String> arguments : List.of(List.of("audit"), List.of("audit", "--at-rest"))) {
      Run run = cluster.run(arguments.toArray(String[]::new));
      assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
      assertThat(run.out())
          .contains("0 orders, 0 decisions, 0 reports of 1 strategies")
          .contains("3 records of exposures could not be read and were left out")
          .contains("1 records of execution-reports could not be read and were left out")
          .contains("exposures-", "it breaks the contract: key must be the strategy_id sound")
          .contains("not in the Confluent wire format");
    }
    JsonNode report = ContractJson.parse(cluster.run("audit", "--json").out());
    assertThat(report.path("kept").asBoolean()).isTrue();
    assertThat(report.path("left_out")).hasSize(4);
  }

  @Test
  void anOrderOrDecisionThatCannotBeReadIsNotKept() {
    garbage(Topics.ORDERS, Topics.DECISIONS);

    Run run = cluster.run("audit");

    assertThat(run.exitCode()).isEqualTo(ExitCodes.FAILED);
    assertThat(run.out())
        .contains("ORDER_NOT_LOST unknown: orders-", "DECISION_NUMBERS unknown: decisions-");
  }

  private void garbage(String... topics) {
    try (EventSender sender = EventSender.open(cluster.access(), "test")) {
      byte[] bytes = "no event".getBytes(StandardCharsets.UTF_8);
      for (String topic : topics) {
        sender.sendRecords(
            List.of(new ProducerRecord<>(topic, 0, NOON.toEpochMilli(), bytes, bytes)));
      }
    }
  }
}
