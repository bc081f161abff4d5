package io.strategystreams.core.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.core.fixture.RandomBooks;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.core.plan.Plan;
import io.strategystreams.core.strategy.Situation;
import io.strategystreams.core.strategy.Strategies;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LimitsTest {
  private static final int BOOKS = 1000;

  /** The limits that are there by default leave room for whatever a healthy book asks for. */
  @ParameterizedTest
  @EnumSource
  void noPlanOfAConsistentBookIsRefused(Mode mode) {
    RandomBooks books = new RandomBooks(mode, 7, true);
    int plans = 0;
    for (int each = 0; each < BOOKS; each++) {
      Situation situation = books.next().build();
      Optional<Plan> plan = new Strategies().evaluate(situation).planned();
      if (plan.isEmpty()) {
        continue;
      }
      plans++;
      Limits limits = new Limits(situation.parameters(), situation.market(), situation.exposure());
      assertThat(limits.refuse(plan.get(), plan.get().orders(), situation.exposure().positions()))
          .as("%s", situation.exposure())
          .isEmpty();
    }
    assertThat(plans).as("plans of %s books", BOOKS).isPositive();
  }
}
