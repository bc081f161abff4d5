package io.strategystreams.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private static final TopicPartition ORDERS = new TopicPartition("orders", 0);

  @Test
  void restIsWhenReadersAreAtTheEndAndNoTransactionIsOpen() {
    assertThat(progress(7, 7, 7).unrest()).isEmpty();
  }

  @Test
  void anOpenTransactionIsUnrest() {
    assertThat(progress(7, 7, 9).unrest())
        .hasValue("a transaction is open in orders-0 from offset 7");
  }

  @Test
  void aReaderBehindIsUnrest() {
    assertThat(progress(5, 7, 7).unrest())
        .hasValue("group paper has read orders-0 to offset 5 of 7");
  }

  @Test
  void whatNobodyReadsIsAtRestWhenItIsWritten() {
    Progress progress = new Progress(Map.of(), Map.of(ORDERS, 7L), Map.of(ORDERS, 7L));

    assertThat(progress.unrest()).isEmpty();
  }

  private static Progress progress(long committed, long stable, long end) {
    return new Progress(
        Map.of("paper", Map.of(ORDERS, committed)), Map.of(ORDERS, stable), Map.of(ORDERS, end));
  }
}
