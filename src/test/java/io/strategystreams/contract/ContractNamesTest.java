package io.strategystreams.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.testing.SampleEvents;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Test;

class ContractNamesTest {

  @Test
  void topicsAreNamedAsInTheContract() {
    assertThat(Topics.ALL)
        .containsExactly(
            "prices",
            "ml-predictions",
            "exposures",
            "risk-assessments",
            "execution-reports",
            "strategy-configs",
            "strategy-controls",
            "clock",
            "market-data",
            "orders",
            "decisions",
            "dead-letters");
    assertThat(Topics.CO_PARTITIONED)
        .containsExactlyInAnyOrder(
            "exposures",
            "risk-assessments",
            "execution-reports",
            "strategy-configs",
            "strategy-controls",
            "market-data",
            "orders",
            "decisions");
    assertThat(Topics.COMPACTED).containsExactly("strategy-configs", "strategy-controls");
    assertThat(Topics.valueSubject("orders")).isEqualTo("orders-value");
  }

  @Test
  void anOrderCarriesWhatAnExecutorChoosesBy() {
    Headers headers = OrderHeaders.of(SampleEvents.order().build());

    assertThat(headers.toArray())
        .extracting(Header::key, header -> new String(header.value(), StandardCharsets.UTF_8))
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("strategy_id", "eth_basis@fund-17"),
            org.assertj.core.groups.Tuple.tuple("order_id", "5c0f8a3e-0000-5000-8000-000000000002"),
            org.assertj.core.groups.Tuple.tuple("venue", "binance"),
            org.assertj.core.groups.Tuple.tuple("operation", "SPOT_TRADE"),
            org.assertj.core.groups.Tuple.tuple("execution_mode", "SEQUENTIAL"));
  }
}
