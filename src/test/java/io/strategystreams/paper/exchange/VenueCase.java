package io.strategystreams.paper.exchange;

import static io.strategystreams.paper.PaperFixtures.board;
import static io.strategystreams.paper.PaperFixtures.ledger;
import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.core.money.Decimals;
import io.strategystreams.paper.PaperFixtures;
import io.strategystreams.paper.ledger.PaperLedger;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What tests of single operations share: an exchange that does not slip, and how to look at fills.
 */
abstract class VenueCase {
  static final VenueSettings EXACT =
      VenueSettings.defaults(1).withSlippage(BigDecimal.ZERO, BigDecimal.ZERO);
  final PaperExchange exchange = new PaperExchange(PaperFixtures.desk(), EXACT);

  Fill filled(OrderFixture order, PaperLedger ledger) {
    return only(exchange.execute(order.build(), ledger, board(), false));
  }

  void assertRefused(OrderFixture order, PaperLedger ledger, String reason) {
    Outcome outcome = exchange.execute(order.build(), ledger, board(), false);
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    assertThat(((Outcome.Refused) outcome).reason()).contains(reason);
  }

  static Fill only(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Filled.class);
    List<Fill> fills = ((Outcome.Filled) outcome).fills();
    assertThat(fills).hasSize(1);
    return fills.get(0);
  }

  static void assertDeltas(Fill fill, String... instrumentsAndAmounts) {
    Map<String, String> expected = new TreeMap<>();
    for (int i = 0; i < instrumentsAndAmounts.length; i += 2) {
      expected.put(instrumentsAndAmounts[i], instrumentsAndAmounts[i + 1]);
    }
    Map<String, String> actual = new TreeMap<>();
    fill.deltas().forEach((key, value) -> actual.put(key.toString(), Decimals.plain(value)));
    assertThat(actual).isEqualTo(expected);
  }
}
