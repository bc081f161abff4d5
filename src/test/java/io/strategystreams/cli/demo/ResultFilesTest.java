package io.strategystreams.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.strategystreams.contract.ContractJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultFilesTest {
  @TempDir Path out;

  @Test
  void ordersAreSortedSoThatNoInterleavingShows() throws IOException {
    RunFixture run =
        new RunFixture()
            .order("b", 1, 1, 1, 1)
            .order("a", 1, 10, 1, 1)
            .order("a", 1, 9, 2, 1)
            .order("a", 1, 9, 1, 2)
            .order("a", 1, 9, 1, 1)
            .order("b", 0, 1, 1, 1);

    new ResultFiles(out).write(run.records(), JsonNodeFactory.instance.objectNode());

    assertThat(Files.readAllLines(out.resolve("orders.jsonl")))
        .map(line -> ContractJson.parse(line).get("order_id").textValue())
        .containsExactly("b-1-1-1", "a-9-1-1", "a-9-1-2", "a-9-2-1", "a-10-1-1", "b-1-1-1");
  }

  @Test
  void linesHaveTheContractsNamesAndDecimalsAsText() throws IOException {
    RunFixture run = new RunFixture().order("a", 0, 1, 1, 1);

    new ResultFiles(out).write(run.records(), JsonNodeFactory.instance.objectNode());

    assertThat(Files.readString(out.resolve("orders.jsonl")))
        .contains("\"amount\":\"1\"")
        .contains("\"event_time\":\"2024-06-01T00:00:00Z\"")
        .endsWith("}\n");
  }

  @Test
  void theSummaryIsJson() throws IOException {
    new ResultFiles(out)
        .write(
            new RunFixture().records(), JsonNodeFactory.instance.objectNode().put("market", "x"));

    assertThat(
            new ObjectMapper()
                .readTree(out.resolve("summary.json").toFile())
                .get("market")
                .asText())
        .isEqualTo("x");
  }
}
