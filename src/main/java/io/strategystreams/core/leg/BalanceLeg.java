package io.strategystreams.core.leg;

import static io.strategystreams.core.money.Decimals.divide;
import static io.strategystreams.core.money.Decimals.down;

import io.strategystreams.core.exposure.Positions;
import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.Market;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A leg that is one balance, worth its amount: target = equity, nothing to value it by. */
abstract class BalanceLeg implements LongLeg {
  private final Instrument held;

  BalanceLeg(Instrument held) {
    this.held = held;
  }

  @Override
  public List<Market> valuationMarkets() {
    return List.of();
  }

  @Override
  public List<Market> growthMarkets() {
    return List.of();
  }

  @Override
  public BigDecimal equity(Positions book) {
    return book.amount(held);
  }

  @Override
  public boolean isOpen(Positions book) {
    return equity(book).signum() > 0;
  }

  @Override
  public SortedMap<Instrument, BigDecimal> current(Positions book) {
    return new TreeMap<>(Map.of(held, equity(book)));
  }

  @Override
  public SortedMap<Instrument, BigDecimal> targets(BigDecimal equity) {
    return new TreeMap<>(Map.of(held, down(equity)));
  }

  @Override
  public BigDecimal deviation(Positions book, BigDecimal equity) {
    return divide(equity(book).subtract(equity).abs(), equity);
  }

  @Override
  public FreeingCost freeingCost(Positions book, BigDecimal amount) {
    return FreeingCost.NONE;
  }
}
