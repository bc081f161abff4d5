package io.strategystreams.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strategystreams.core.mode.Mode;
import io.strategystreams.core.money.Token;
import io.strategystreams.core.plan.Action;
import io.strategystreams.replay.SimulatedMarket;
import io.strategystreams.testing.Markets;
import io.strategystreams.testing.Prerequisite;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class InjectionScheduleTest {
  private static final Instant FROM = Instant.parse("2024-01-01T00:00:00Z");
  private static final Duration UNSTAKING = Duration.ofHours(12);
  private static final List<DemoStrategy> TEN =
      Arrays.stream(Mode.values()).map(InjectionScheduleTest::strategy).toList();

  @Test
  void everyStrategyGetsADepositBothWithdrawalsAndAnOverrideInThatOrder() {
    for (DemoStrategy strategy : TEN) {
      List<Injection> own = of(strategy, simulated(72));

      assertThat(own.stream().filter(one -> !(one instanceof Injection.Dust)))
          .as(strategy.id())
          .map(one -> one.getClass().getSimpleName())
          .containsExactly("Deposit", "PartialWithdrawal", "RiskOverride", "FullWithdrawal");
    }
  }

  @Test
  void onlyStrategiesThatSellDustGetAnyAndNeverTheirOwnShareClass() {
    for (DemoStrategy strategy : TEN) {
      Set<Token> dust =
          of(strategy, simulated(72)).stream()
              .filter(Injection.Dust.class::isInstance)
              .map(one -> ((Injection.Dust) one).token())
              .collect(Collectors.toSet());

      if (strategy.mode().sellsDust()) {
        assertThat(dust).contains(new Token("EIGEN"), new Token("ETHFI"));
        assertThat(dust).doesNotContain(strategy.shareClass());
      } else {
        assertThat(dust).isEmpty();
      }
    }
  }

  @Test
  void whatMustBeUnstakedHasTimeToBeUnstaked() {
    for (int hours : new int[] {48, 72, 96, 336}) {
      for (DemoStrategy strategy : TEN) {
        List<Injection> own = of(strategy, simulated(hours));
        Injection.RiskOverride override = first(own, Injection.RiskOverride.class);
        Instant partial = first(own, Injection.PartialWithdrawal.class).at();
        Instant full = first(own, Injection.FullWithdrawal.class).at();

        assertThat(full).as("%s %d h", strategy.id(), hours).isAfter(override.end());
        if (!strategy.followsSignals()) {
          assertThat(override.at()).isAfter(partial.plus(UNSTAKING));
          assertThat(full.plus(UNSTAKING)).isBefore(FROM.plus(Duration.ofHours(hours)));
        }
      }
    }
  }

  @Test
  void theFiveActionsAreExpectedWhereTheModeHasThem() {
    for (DemoStrategy strategy : TEN) {
      if (strategy.followsSignals()) {
        continue;
      }
      Set<Action> expected =
          simulated(72).stream()
              .filter(one -> one.injection().strategyId().equals(strategy.id()))
              .flatMap(one -> one.expected().stream())
              .map(Planned.Expected::action)
              .collect(Collectors.toSet());

      assertThat(expected)
          .contains(Action.ENTRY_FULL, Action.ENTRY_PARTIAL, Action.EXIT_PARTIAL, Action.EXIT_FULL);
      assertThat(expected.contains(Action.SELL_DUST)).isEqualTo(strategy.mode().sellsDust());
    }
  }

  @Test
  void aRunTooShortIsRefusedWithTheLeastItNeeds() {
    assertThatThrownBy(() -> simulated(47))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 48 hours");
  }

  @Test
  void nothingIsInjectedOnAStaleDay() {
    Path data = Path.of("..", "shared", "data");
    Prerequisite.require(
        Files.isDirectory(data), "no market history in " + data.toAbsolutePath().normalize());
    Instant from = Instant.parse("2024-06-10T00:00:00Z");
    Instant to = Instant.parse("2024-06-15T00:00:00Z");
    MarketScan scan = MarketScan.of(Markets.history(data), from, to, Duration.ofHours(2), 0.8);

    List<Planned> planned = InjectionSchedule.plan(scan, from, to, UNSTAKING, TEN);

    assertThat(scan.staleDays()).hasToString("[2024-06-12]");
    assertThat(planned)
        .allSatisfy(one -> assertThat(scan.isStaleDay(one.injection().at())).isFalse());
    assertThat(planned)
        .filteredOn(one -> one.injection() instanceof Injection.Dust)
        .as("EIGEN has no price yet in June 2024")
        .noneMatch(one -> ((Injection.Dust) one.injection()).token().equals(new Token("EIGEN")));
  }

  private static List<Planned> simulated(int hours) {
    Instant to = FROM.plus(Duration.ofHours(hours));
    MarketScan scan = MarketScan.of(new SimulatedMarket(1), FROM, to, Duration.ofHours(2), 0.8);
    return InjectionSchedule.plan(scan, FROM, to, UNSTAKING, TEN);
  }

  private static List<Injection> of(DemoStrategy strategy, List<Planned> planned) {
    return planned.stream()
        .map(Planned::injection)
        .filter(one -> one.strategyId().equals(strategy.id()))
        .toList();
  }

  private static <T extends Injection> T first(List<Injection> injections, Class<T> type) {
    return injections.stream().filter(type::isInstance).map(type::cast).findFirst().orElseThrow();
  }

  private static DemoStrategy strategy(Mode mode) {
    Token shareClass =
        switch (mode) {
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
    return new DemoStrategy(mode, shareClass, new BigDecimal("100"), "");
  }
}
