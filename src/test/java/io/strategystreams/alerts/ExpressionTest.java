package io.strategystreams.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.alerts.Expression.Use;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ExpressionTest {
  private static final Expression SHARE =
      new Expression(
          """
          sum by (application, mode) (increase(some_total{outcome=~"A|by (b)", mode!=""}[30m]))
            / on (mode) other:rate > 2.5e3 and last_over_time(third[1h] offset 15m) unless fourth""");

  @Test
  void metricsAreFoundWithTheLabelsTheyAreSelectedBy() {
    assertThat(SHARE.uses())
        .containsExactly(
            new Use("some_total", Set.of("outcome", "mode")),
            new Use("other:rate", Set.of()),
            new Use("third", Set.of()),
            new Use("fourth", Set.of()));
  }

  @Test
  void labelsOfGroupsAreFoundAndWhatIsQuotedIsNot() {
    assertThat(SHARE.grouped()).containsExactly("application", "mode");
  }

  @Test
  void whatNobodyTellsIsFound() {
    KnownMetrics known = new KnownMetrics();

    assertThat(known.unknownIn(new Expression("strategy_streams_ready{application=\"a\"} == 0")))
        .isEmpty();
    assertThat(
            known.unknownIn(
                new Expression(
                    "sum by (venue) (strategy_streams_readi) + strategy_streams_alarms_total{mode=\"x\"}")))
        .containsExactly(
            "strategy_streams_readi", "strategy_streams_alarms_total{mode}", "by (venue)");
  }
}
