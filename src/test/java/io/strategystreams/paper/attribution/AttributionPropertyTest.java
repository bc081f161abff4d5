package io.strategystreams.paper.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.core.mode.Mode;
import io.strategystreams.core.money.Token;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a book does, what its components sum up to is what became of its equity. */
class AttributionPropertyTest {
  private static final int STEPS = 400;
  private static final int SEEDS = 4;

  static Stream<Arguments> profiles() {
    return Stream.concat(
        Stream.of(Mode.values()).map(mode -> Arguments.of(mode, shareClass(mode))),
        Stream.of(Arguments.of(Mode.ETH_BASIS, Token.ETH)));
  }

  @ParameterizedTest
  @MethodSource("profiles")
  void componentsSumUpToTheChangeOfEquity(Mode mode, Token shareClass) {
    for (long seed = 1; seed <= SEEDS; seed++) {
      RandomBook book = new RandomBook(mode, shareClass, seed);
      for (int i = 0; i < STEPS; i++) {
        book.step();
      }
      assertThat(book.fills).isGreaterThan(STEPS / 8);
      Statement statement = Fed.all(book.told).statement(mode.id());
      BigDecimal gas = statement.components().get(Component.GAS);
      BigDecimal expected =
          statement.paidIn().subtract(statement.paidOut()).add(statement.profit()).subtract(gas);
      assertThat(statement.equity().subtract(expected).abs())
          .isLessThan(statement.equity().abs().movePointLeft(15));
    }
  }

  @Test
  void everyComponentIsEarnedOrPaidSomewhere() {
    Set<Component> seen = EnumSet.noneOf(Component.class);
    RandomBook book = new RandomBook(Mode.ML_BTC_DIRECTIONAL_BTC_MARGIN, Token.BTC, 7);
    for (int i = 0; i < STEPS * 2; i++) {
      book.step();
    }
    Fed.all(book.told)
        .statement(Mode.ML_BTC_DIRECTIONAL_BTC_MARGIN.id())
        .components()
        .forEach(
            (component, amount) -> {
              if (amount.signum() != 0) {
                seen.add(component);
              }
            });
    assertThat(seen).containsExactlyInAnyOrder(Component.values());
  }

  private static Token shareClass(Mode mode) {
    return switch (mode) {
      case ETH_STAKING_ONLY, ETH_LEVERAGED, PURE_LENDING_ETH -> Token.ETH;
      case ML_BTC_DIRECTIONAL_BTC_MARGIN -> Token.BTC;
      case PURE_LENDING_USDT,
          ETH_BASIS,
          BTC_BASIS,
          ML_BTC_DIRECTIONAL_USDT_MARGIN,
          USDT_ETH_STAKING_HEDGED_LEVERAGED,
          USDT_ETH_STAKING_HEDGED_SIMPLE ->
          Token.USDT;
    };
  }
}
