package io.strategystreams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(900)
class BenchCommandTest {
  @Test
  void measuresEvaluationsOrdersAndRecordsPassedOn() throws Exception {
    Run run =
        Run.of("bench", "--strategies", "20", "--exposures", "400", "--rounds", "1", "--json");

    assertThat(run.exitCode()).as(run.err()).isZero();
    JsonNode report = new ObjectMapper().readTree(run.out());
    assertThat(report.get("rates")).hasSize(3);
    report.get("rates").forEach(rate -> assertThat(rate.asDouble()).isPositive());
    assertThat(report.get("ratio").asDouble()).isPositive();
  }

  @Test
  void nothingToMeasureIsRefused() {
    Run run = Run.of("bench", "--rounds", "0");

    assertThat(run.exitCode()).isEqualTo(ExitCodes.REFUSED);
    assertThat(run.err()).contains("rounds must be at least 1");
  }
}
