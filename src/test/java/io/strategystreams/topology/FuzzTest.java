package io.strategystreams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever keeps the contract: no thread ends, no order exceeds its bounds, no record is lost. */
class FuzzTest {
  private static final long SEED = 12;

  private static Fuzz.Figures run(long seed, long events) {
    try (Fuzz fuzz = new Fuzz(seed, new FaultyRules(), true)) {
      fuzz.run(events);
      Fuzz.Figures figures = fuzz.figures();
      System.out.println("fuzz of " + events + " events, seed " + seed + ":\n" + figures);
      return figures;
    }
  }

  private static void isSound(Fuzz.Figures figures) {
    assertThat(figures.breaches()).isEmpty();
    assertThat(figures.quarantines()).isZero();
    assertThat(figures.deadLetters()).doesNotContainKey("ENGINE_FAILURE");
    assertThat(figures.isAccounted()).as(figures.toString()).isTrue();
    assertThat(figures.orders()).isGreaterThan(figures.consumed() / 200);
    assertThat(figures.decisions()).containsKeys("PLAN_COMPLETED", "PLAN_ABANDONED", "HALTED");
  }

  @Test
  void aHundredThousandEvents() {
    isSound(run(SEED, Long.getLong("fuzz.events", 100_000)));
  }

  @Test
  @Tag("long")
  void aMillionEvents() {
    isSound(run(SEED + 1, 1_000_000));
  }

  @Test
  void theSameSeedGivesTheSameOrders() {
    try (Fuzz one = new Fuzz(7, new FaultyRules(), false);
        Fuzz other = new Fuzz(7, new FaultyRules(), false)) {
      one.run(4_000);
      other.run(4_000);

      assertThat(one.orderIds()).isNotEmpty().isEqualTo(other.orderIds());
      assertThat(one.figures()).isEqualTo(other.figures());
    }
  }

  @Test
  void anEngineThatFailsOnOneStrategyQuarantinesThatOneOnly() {
    FaultyRules rules = new FaultyRules();
    try (Fuzz fuzz = new Fuzz(SEED, rules, false)) {
      fuzz.run(500);
      rules.failOn(fuzz.strategyId(0), new StackOverflowError());
      fuzz.run(5_000);
      Fuzz.Figures figures = fuzz.figures();

      assertThat(rules.failures).isPositive();
      assertThat(figures.quarantines()).isPositive();
      assertThat(figures.deadLetters().get("ENGINE_FAILURE")).isEqualTo(figures.quarantines());
      assertThat(figures.isAccounted()).as(figures.toString()).isTrue();
      assertThat(figures.breaches())
          .allMatch(one -> one.startsWith("quarantined: " + fuzz.strategyId(0)));
    }
  }
}
