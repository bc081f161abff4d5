package io.strategystreams.realcluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.audit.Auditor;
import io.strategystreams.audit.History;
import org.junit.jupiter.api.Test;

/** What the other runs are held against is worth it: every strategy does all that is asked. */
class SameOrdersInDriversTest {

  @Test
  void everyStrategyEntersDoesWhatIsInjectedAndPaysOut() {
    History history = Play.TWO_DAYS.inDrivers();

    assertThat(Play.TWO_DAYS.failures(history)).isEmpty();
    assertThat(Auditor.breaches(history, true)).isEmpty();
    assertThat(history.orders()).hasSizeGreaterThan(100);
  }
}
