package io.strategystreams.core.leg;

import static io.strategystreams.core.money.Decimals.divide;
import static io.strategystreams.core.money.Decimals.down;

import io.strategystreams.core.exposure.Positions;
import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.Market;
import io.strategystreams.core.market.Venue;
import io.strategystreams.core.money.Token;
import io.strategystreams.core.plan.Intent;
import io.strategystreams.core.plan.PlanDraft;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The asset itself, held at binance. Buying and selling it is what every converted book does with
 * its asset anyway, so raising and lowering add no order of their own.
 */
public final class SpotLeg implements LongLeg {
  private final Token asset;

  public SpotLeg(Token asset) {
    this.asset = asset;
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
    return book.amount(held());
  }

  @Override
  public boolean isOpen(Positions book) {
    return equity(book).signum() > 0;
  }

  @Override
  public SortedMap<Instrument, BigDecimal> current(Positions book) {
    return new TreeMap<>(Map.of(held(), equity(book)));
  }

  @Override
  public SortedMap<Instrument, BigDecimal> targets(BigDecimal equity) {
    return new TreeMap<>(Map.of(held(), down(equity)));
  }

  @Override
  public BigDecimal deviation(Positions book, BigDecimal equity) {
    return divide(equity(book).subtract(equity).abs(), equity);
  }

  @Override
  public FreeingCost freeingCost(Positions book, BigDecimal amount) {
    return FreeingCost.NONE;
  }

  @Override
  public boolean raise(PlanDraft draft, BigDecimal amount, Intent intent) {
    return true;
  }

  @Override
  public boolean lower(PlanDraft draft, BigDecimal amount, Intent intent) {
    return true;
  }

  @Override
  public boolean close(PlanDraft draft, Intent intent) {
    return true;
  }

  private Instrument held() {
    return Instrument.base(Venue.BINANCE, asset);
  }
}
