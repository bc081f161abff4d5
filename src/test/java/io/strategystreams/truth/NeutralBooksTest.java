package io.strategystreams.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.PositionType;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.events.Exposure;
import io.strategystreams.paper.attribution.Component;
import io.strategystreams.paper.attribution.Statement;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The asset doubles, or halves: a neutral book earns its carry less its costs, and no more. */
class NeutralBooksTest {
  private static final Instant START = Instant.parse("2024-06-01T00:00:00Z");
  private static final BigDecimal CAPITAL = new BigDecimal("100000");
  private static final BigDecimal ROUNDING = new BigDecimal("1e-9");
  private static final int HOURS = 60;
  private static final int MOVING = 50;

  /** Of the perp, ETH or BTC; a hedge is split over three venues. */
  private static final Map<Mode, BigDecimal> LOT =
      Map.of(
          Mode.ETH_BASIS, new BigDecimal("0.01"),
          Mode.BTC_BASIS, new BigDecimal("0.001"),
          Mode.USDT_ETH_STAKING_HEDGED_SIMPLE, new BigDecimal("0.01"),
          Mode.USDT_ETH_STAKING_HEDGED_LEVERAGED, new BigDecimal("0.01"));

  @ParameterizedTest
  @ValueSource(strings = {"2", "0.5"})
  void neutralBooksEarnTheirCarryLessTheirCosts(BigDecimal factor) {
    BigDecimal eth = new BigDecimal("4000");
    BigDecimal btc = new BigDecimal("60000");
    MadeMarket market =
        new MadeMarket(START)
            .eth(hour -> moving(hour, eth, factor))
            .btc(hour -> moving(hour, btc, factor));
    try (Play play = new Play(Play.exact(), START)) {
      LOT.keySet().stream().sorted().forEach(mode -> play.with(mode, Map.of(), CAPITAL));
      play.hours(market, 0, HOURS);
      LOT.keySet().forEach(mode -> check(play, mode, mode == Mode.BTC_BASIS ? btc : eth, factor));
    }
  }

  private static void check(Play play, Mode mode, BigDecimal first, BigDecimal factor) {
    Statement statement = play.statement(mode);
    BigDecimal drift = BigDecimal.ZERO;
    for (int hour = 1; hour < HOURS; hour++) {
      BigDecimal moved = moving(hour, first, factor).subtract(moving(hour - 1, first, factor));
      drift = drift.add(net(play.trail.get(hour - 1).get(mode.id())).multiply(moved));
    }
    Map<Component, BigDecimal> earned = statement.components();
    assertThat(earned.get(Component.FEES)).as("%s traded", mode).isNegative();
    assertThat(earned.get(Component.PRICE))
        .as("what the remaining delta of %s earned", mode)
        .isCloseTo(drift, within(ROUNDING));
    assertThat(statement.equity().subtract(CAPITAL).subtract(carryLessCosts(earned)))
        .as("profit of %s beyond carry less costs", mode)
        .isCloseTo(drift, within(ROUNDING));
    BigDecimal moved = first.multiply(factor.subtract(BigDecimal.ONE)).abs();
    assertThat(drift.abs())
        .as("no more than a lot of the hedge of %s earns", mode)
        .isLessThanOrEqualTo(LOT.get(mode).multiply(moved));
  }

  private static BigDecimal carryLessCosts(Map<Component, BigDecimal> earned) {
    BigDecimal sum = BigDecimal.ZERO;
    for (Map.Entry<Component, BigDecimal> one : earned.entrySet()) {
      boolean counts = one.getKey() != Component.PRICE && one.getKey() != Component.GAS;
      sum = counts ? sum.add(one.getValue()) : sum;
    }
    return sum;
  }

  /** Flat while the strategy enters, then straight to the end. */
  private static BigDecimal moving(int hour, BigDecimal first, BigDecimal factor) {
    int steps = Math.max(0, Math.min(hour - (HOURS - MOVING), MOVING));
    return first.add(
        first
            .multiply(factor.subtract(BigDecimal.ONE))
            .multiply(BigDecimal.valueOf(steps))
            .divide(BigDecimal.valueOf(MOVING)));
  }

  /** The asset held, LST at r, less debt and shorts. */
  static BigDecimal net(Exposure exposure) {
    BigDecimal net = BigDecimal.ZERO;
    for (Map.Entry<String, BigDecimal> held : exposure.getPositions().entrySet()) {
      Instrument instrument = Instrument.parse(held.getKey());
      if (instrument.symbol().equals("USDT") || instrument.symbol().equals("EIGEN")) {
        continue;
      }
      BigDecimal rate =
          instrument.symbol().endsWith("weETH") ? new BigDecimal("1.04") : BigDecimal.ONE;
      BigDecimal amount = held.getValue().multiply(rate);
      net = instrument.type() == PositionType.DEBT_TOKEN ? net.subtract(amount) : net.add(amount);
    }
    return net;
  }
}
