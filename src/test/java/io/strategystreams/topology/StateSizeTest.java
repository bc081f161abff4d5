package io.strategystreams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.contract.ContractRules;
import io.strategystreams.contract.Sizes;
import io.strategystreams.contract.Topics;
import io.strategystreams.core.exposure.KnownInstruments;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.events.ExecutionReport;
import io.strategystreams.events.Exposure;
import io.strategystreams.events.Order;
import io.strategystreams.events.ReportStatus;
import io.strategystreams.events.RiskAssessment;
import io.strategystreams.events.Signal;
import io.strategystreams.state.StrategyState;
import io.strategystreams.testing.SampleEvents;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The largest events that keep the contract leave a state far below what brokers take. */
class StateSizeTest {
  private static final int MOST = 256 * 1024;
  private static final BigDecimal LARGEST =
      new BigDecimal("99999999999999999999.999999999999999999");
  private static final KnownInstruments KNOWN = Driver.CONFIGURATION.desk().instruments();

  private static int bytes(Life life) {
    return Driver.serde(StrategyState.class)
        .serializer()
        .serialize("state", life.driver.strategies().get(life.strategyId))
        .length;
  }

  private static Map<String, BigDecimal> largestDeltas() {
    Map<String, BigDecimal> deltas = new HashMap<>();
    for (int i = 0; i < Sizes.CHANGES; i++) {
      String name = "wallet:BaseToken:T" + i;
      deltas.put(name + "x".repeat(Sizes.NAME_CHARACTERS - name.length()), LARGEST);
    }
    return deltas;
  }

  private static void report(Life life, Order order, ReportStatus status) {
    ExecutionReport report =
        ExecutionReport.newBuilder(
                ExactVenue.report(order, status, BigDecimal.ZERO, largestDeltas(), life.now))
            .setReason("x".repeat(200_000))
            .build();
    assertThat(ContractRules.violations(life.strategyId, report)).isEmpty();
    life.report(report);
  }

  private static void expose(Life life) {
    Map<String, BigDecimal> positions = new HashMap<>();
    KNOWN.instruments().forEach(one -> positions.put(one.toString(), LARGEST));
    Map<String, BigDecimal> dust = new HashMap<>();
    KNOWN.tokens().forEach(token -> dust.put(token.symbol(), LARGEST));
    Exposure exposure =
        Exposure.newBuilder(life.venue.exposure(life.now, null))
            .setPositions(positions)
            .setDustTokens(dust)
            .build();
    assertThat(ContractRules.violations(life.strategyId, exposure)).isEmpty();
    life.driver.pipe(Topics.EXPOSURES, life.strategyId, exposure, life.now);
    Map<String, Double> ratios = new HashMap<>();
    KNOWN.scopes().forEach(scope -> ratios.put(scope, 1.0));
    for (int i = 0; ratios.size() < Sizes.MARGIN_RATIOS; i++) {
      ratios.put("unknown" + i, 1.0);
    }
    RiskAssessment risk =
        SampleEvents.risk()
            .setStrategyId(life.strategyId)
            .setMarginRatios(ratios)
            .setEventTime(life.now)
            .build();
    assertThat(ContractRules.violations(life.strategyId, risk)).isEmpty();
    life.driver.pipe(Topics.RISK_ASSESSMENTS, life.strategyId, risk, life.now);
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void theLargestInputsLeaveASmallState(Mode mode) {
    try (Life life = Life.of(mode)) {
      int largest = 0;
      for (int round = 0; round < 12; round++) {
        life.wait(Duration.ofMinutes(10));
        life.market();
        life.signal(Signal.SWING_HIGH_BREAKOUT);
        life.risk(false);
        life.expose();
        List<Order> out = new ArrayList<>(life.take());
        out.forEach(order -> report(life, order, ReportStatus.PARTIALLY_FILLED));
        expose(life);
        largest = Math.max(largest, bytes(life));
        out.forEach(order -> report(life, order, ReportStatus.CANCELLED));
        largest = Math.max(largest, bytes(life));
      }
      assertThat(life.orders).isNotEmpty();
      assertThat(largest).isBetween(1_000, MOST);
      assertThat(life.driver.decisions().toString()).doesNotContain("x".repeat(1_000));
    }
  }

  @Test
  void theContractTellsTheSizes() throws Exception {
    String document = Files.readString(Path.of("docs", "contract.md"));

    assertThat(document)
        .contains(
            "| an id | " + Sizes.ID_CHARACTERS + " characters |",
            "| `positions`, `dust_tokens` | " + Sizes.HOLDINGS + " entries each |",
            "| `margin_ratios` | " + Sizes.MARGIN_RATIOS + " entries |",
            "| `deltas`, `expected_deltas`, `targets`, `current` | "
                + Sizes.CHANGES
                + " entries each |",
            "| " + Sizes.NAME_CHARACTERS + " characters |",
            "| " + Sizes.YAML_BYTES + " bytes in UTF-8 |",
            Sizes.REASON_CHARACTERS + " characters are kept");
  }
}
