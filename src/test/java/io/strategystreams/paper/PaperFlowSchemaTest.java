package io.strategystreams.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strategystreams.core.mode.Mode;
import io.strategystreams.core.money.Token;
import io.strategystreams.events.PaperFlow;
import io.strategystreams.events.PaperFlowKind;
import io.strategystreams.events.PaperMarginScope;
import io.strategystreams.paper.ledger.Flow;
import io.strategystreams.paper.ledger.MarginScope;
import io.strategystreams.paper.topology.FlowEvents;
import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The paper executor's own topic: documented, and read with errors that say what to do. */
class PaperFlowSchemaTest {

  @Test
  void everyFieldAndKindIsDocumented() {
    PaperFlow.getClassSchema()
        .getFields()
        .forEach(field -> assertThat(field.doc()).as(field.name()).isNotBlank());
    for (PaperFlowKind kind : PaperFlowKind.values()) {
      assertThat(PaperFlowKind.getClassSchema().getDoc()).contains(kind + ":");
    }
    assertThat(PaperFlowKind.getClassSchema().getEnumDefault()).isEqualTo("UNKNOWN");
  }

  @Test
  void openingSaysHomeAndMarginScopeByTheMode() {
    Flow.Open basis =
        (Flow.Open)
            FlowEvents.read(
                PaperFlows.open(
                    "b", Mode.BTC_BASIS, Token.USDT, BigDecimal.TEN, PaperFixtures.NOON));
    Flow.Open reserved =
        (Flow.Open)
            FlowEvents.read(
                PaperFlows.open(
                    "b",
                    Mode.BTC_BASIS,
                    Token.USDT,
                    BigDecimal.TEN,
                    PaperMarginScope.VENUE,
                    PaperFixtures.NOON));

    assertThat(basis.instrument()).hasToString("binance:BaseToken:USDT");
    assertThat(basis.profile().marginScope()).isEqualTo(MarginScope.PORTFOLIO);
    assertThat(reserved.profile().marginScope()).isEqualTo(MarginScope.VENUE);
  }

  @Test
  void whatAKindNeedsIsNamedWhenItIsMissingOrWrong() {
    PaperFlow override = PaperFlows.riskOverride("s", Duration.ofHours(1), PaperFixtures.NOON);

    assertThatThrownBy(
            () -> FlowEvents.read(PaperFlow.newBuilder(override).setDurationMs(null).build()))
        .hasMessage("paper flow RISK_OVERRIDE of strategy s: duration_ms is needed, was null");
    assertThatThrownBy(
            () -> FlowEvents.read(PaperFlows.equityFraction("s", 1.5, PaperFixtures.NOON)))
        .hasMessageContaining("fraction must be within 0..1, was 1.5");
    assertThatThrownBy(
            () ->
                FlowEvents.read(
                    PaperFlow.newBuilder(override).setKind(PaperFlowKind.UNKNOWN).build()))
        .hasMessageContaining("kind must be one known here, was UNKNOWN");
  }
}
