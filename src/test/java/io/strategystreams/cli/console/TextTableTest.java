package io.strategystreams.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {
  @Test
  void namesStandLeftAndNumbersRight() {
    TextTable table = new TextTable(List.of("strategy", "end"));
    table.add(List.of("eth_basis", "99.1"));
    table.add(List.of("btc", "100.25"));

    assertThat(table).hasToString("strategy      end\neth_basis    99.1\nbtc        100.25\n");
  }
}
