package io.strategystreams.core.strategy;

import io.strategystreams.core.exposure.Positions;
import io.strategystreams.core.leg.LiquidStaking;
import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.mode.StrategyParameters;
import io.strategystreams.core.money.Token;
import java.math.BigDecimal;
import java.util.Map;

/**
 * One figure for how much a book risks, in asset units: gross (long + debt + |perps|) plus twice
 * the net exposure of a book that is to be neutral. Hedging a naked leg lowers it, and so does
 * leaving a hedged one.
 */
final class BookRisk {
  private final StrategyParameters parameters;
  private final LiquidStaking staking;
  private final boolean neutral;

  /**
   * @param staking the LST with its rate
   * @param neutral whether net exposure to the asset is a risk: perps hedge it and the share class
   *     is not the asset
   */
  BookRisk(StrategyParameters parameters, LiquidStaking staking, boolean neutral) {
    this.parameters = parameters;
    this.staking = staking;
    this.neutral = neutral;
  }

  BigDecimal of(Positions book) {
    BigDecimal longs = BigDecimal.ZERO;
    BigDecimal debt = BigDecimal.ZERO;
    BigDecimal perps = BigDecimal.ZERO;
    BigDecimal grossPerps = BigDecimal.ZERO;
    for (Map.Entry<Instrument, BigDecimal> held : book.asMap().entrySet()) {
      BigDecimal amount = held.getValue();
      switch (held.getKey().type()) {
        case BASE_TOKEN -> longs = longs.add(isAsset(held.getKey()) ? amount : BigDecimal.ZERO);
        case LST, A_TOKEN -> longs = longs.add(worth(held.getKey(), amount));
        case UNSTAKING -> longs = longs.add(amount);
        case DEBT_TOKEN -> debt = debt.add(amount);
        case PERP -> {
          perps = perps.add(amount);
          grossPerps = grossPerps.add(amount.abs());
        }
      }
    }
    BigDecimal gross = longs.add(debt).add(grossPerps);
    BigDecimal net = longs.subtract(debt).add(perps).abs();
    return neutral ? gross.add(net).add(net) : gross;
  }

  /** The asset as a plain balance is exposure unless it is the share class. */
  private boolean isAsset(Instrument instrument) {
    boolean asset =
        instrument.isBase(parameters.asset())
            || (parameters.asset().equals(Token.ETH) && instrument.isBase(Token.WETH));
    return asset && !parameters.shareClass().equals(parameters.asset());
  }

  private BigDecimal worth(Instrument instrument, BigDecimal amount) {
    boolean lst = instrument.equals(staking.held()) || instrument.equals(staking.supplied());
    return lst ? amount.multiply(staking.rate().orElse(BigDecimal.ONE)) : amount;
  }
}
