package io.strategystreams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.core.mode.Mode;
import io.strategystreams.events.Operation;
import io.strategystreams.events.Order;
import io.strategystreams.events.Side;
import io.strategystreams.events.Signal;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Neutral modes whose asset was bought and whose short the executor rejects. */
class RejectedHedgeTest {
  private static final BigDecimal LITTLE = new BigDecimal("0.5");

  static List<Mode> neutralModes() {
    return List.of(
        Mode.ETH_BASIS,
        Mode.BTC_BASIS,
        Mode.USDT_ETH_STAKING_HEDGED_LEVERAGED,
        Mode.USDT_ETH_STAKING_HEDGED_SIMPLE);
  }

  private static Life bought(Mode mode) {
    Life life = Life.of(mode);
    life.market();
    life.signal(Signal.SWING_HIGH_BREAKOUT);
    life.risk(false);
    life.expose();
    return life;
  }

  private static void run(Life life, Predicate<Order> rejects) {
    for (List<Order> out = life.take(); !out.isEmpty(); out = life.take()) {
      for (Order order : out) {
        life.report(
            rejects.test(order)
                ? life.venue.reject(order, life.now)
                : life.venue.execute(order, life.now));
      }
    }
  }

  private static boolean isShort(Order order) {
    return order.getOperation() == Operation.PERP_TRADE && order.getSide() == Side.SHORT;
  }

  private static void nextSecond(Life life, Predicate<Order> rejects) {
    life.wait(Duration.ofSeconds(1));
    life.expose();
    run(life, rejects);
  }

  /** The unhedged amount, in the asset. */
  private static BigDecimal naked(Life life) {
    return ExecutorMistakesTest.net(life).abs();
  }

  @ParameterizedTest
  @MethodSource("neutralModes")
  void whatWasBoughtIsHedgedByTheNextEvaluation(Mode mode) {
    try (Life life = bought(mode)) {
      run(life, RejectedHedgeTest::isShort);
      assertThat(life.reasons()).endsWith("PLAN_ABANDONED");
      assertThat(naked(life)).isGreaterThan(LITTLE);

      nextSecond(life, order -> false);

      assertThat(naked(life)).as("%s", life.reasons()).isLessThan(LITTLE);
    }
  }

  /** Or the leg is sold; it does not grow meanwhile. */
  @ParameterizedTest
  @MethodSource("neutralModes")
  void aShortThatIsAlwaysRejectedIsTriedAtMostOncePerExposure(Mode mode) {
    try (Life life = bought(mode)) {
      run(life, RejectedHedgeTest::isShort);
      BigDecimal open = naked(life);
      for (int second = 0; second < 40; second++) {
        long before = shorts(life);
        nextSecond(life, RejectedHedgeTest::isShort);
        assertThat(shorts(life) - before).as("%s", life.reasons()).isLessThanOrEqualTo(1);
        life.expose();
        run(life, RejectedHedgeTest::isShort);
        assertThat(shorts(life) - before).as("at the same instant").isLessThanOrEqualTo(1);
        assertThat(naked(life)).isLessThan(open.add(LITTLE));
      }

      nextSecond(life, order -> false);

      assertThat(naked(life)).as("%s", life.reasons()).isLessThan(LITTLE);
    }
  }

  private static long shorts(Life life) {
    return life.orders.stream().filter(RejectedHedgeTest::isShort).count();
  }
}
