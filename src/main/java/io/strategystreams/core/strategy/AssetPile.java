package io.strategystreams.core.strategy;

import static io.strategystreams.core.money.Decimals.down;

import io.strategystreams.core.exposure.Exposure;
import io.strategystreams.core.exposure.Positions;
import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.Venue;
import io.strategystreams.core.mode.StrategyParameters;
import io.strategystreams.core.money.Token;
import io.strategystreams.core.plan.Intent;
import io.strategystreams.core.plan.PlanDraft;
import io.strategystreams.core.plan.Sizing;
import io.strategystreams.core.plan.TransferOrders;
import java.math.BigDecimal;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The asset of a converted book as a plain balance (ETH, WETH, BTC). In the wallet the gas reserve
 * does not count, and what is reported as dust counts nowhere.
 */
final class AssetPile {
  private final Token asset;
  private final BigDecimal gasReserve;
  private final BigDecimal dust;

  AssetPile(StrategyParameters parameters, Exposure exposure) {
    this.asset = parameters.asset();
    this.gasReserve = asset.equals(Token.ETH) ? parameters.trading().gasReserve() : BigDecimal.ZERO;
    this.dust = exposure.dust().getOrDefault(asset, BigDecimal.ZERO);
  }

  /** Usable holdings by place. */
  SortedMap<Instrument, BigDecimal> holdings(Positions book) {
    SortedMap<Instrument, BigDecimal> held = new TreeMap<>(book.balancesOf(asset));
    if (asset.equals(Token.ETH)) {
      withoutDust(held);
      held.computeIfPresent(
          Instrument.base(Venue.WALLET, asset), (place, amount) -> amount.subtract(gasReserve));
      held.putAll(book.balancesOf(Token.WETH));
    }
    held.values().removeIf(amount -> amount.signum() <= 0);
    return held;
  }

  /**
   * Dust is taken off the wallet first, the gas reserve's part too, then off the other places by
   * name.
   */
  private void withoutDust(SortedMap<Instrument, BigDecimal> held) {
    BigDecimal left = take(held, Instrument.base(Venue.WALLET, asset), dust);
    for (Instrument place : new TreeMap<>(held).keySet()) {
      left = take(held, place, left);
    }
  }

  private static BigDecimal take(
      SortedMap<Instrument, BigDecimal> held, Instrument place, BigDecimal wanted) {
    BigDecimal there = held.getOrDefault(place, BigDecimal.ZERO).max(BigDecimal.ZERO);
    BigDecimal taken = wanted.min(there);
    held.computeIfPresent(place, (same, amount) -> amount.subtract(taken));
    return wanted.subtract(taken);
  }

  BigDecimal total(Positions book) {
    return holdings(book).values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** What is usable where spot trades. */
  BigDecimal atExchange(Positions book) {
    return holdings(book).getOrDefault(exchange(), BigDecimal.ZERO);
  }

  /** Transfers up to {@code amount} to where spot trades; what lies there already counts. */
  void bringToExchange(PlanDraft draft, BigDecimal amount, Intent intent) {
    for (Map.Entry<Instrument, BigDecimal> held : holdings(draft.book()).entrySet()) {
      BigDecimal moved = down(held.getValue().min(amount.subtract(atExchange(draft.book()))));
      if (!held.getKey().equals(exchange()) && moved.signum() > 0) {
        new TransferOrders(draft).move(held.getKey(), Venue.BINANCE, moved, intent, Sizing.FOLLOWS);
      }
    }
  }

  /**
   * Makes {@code amount} WETH lie in the wallet: wrapped there first, then from exchanges by name.
   */
  void bringToWallet(PlanDraft draft, BigDecimal amount) {
    TransferOrders transfers = new TransferOrders(draft);
    Instrument weth = Instrument.base(Venue.WALLET, Token.WETH);
    Instrument eth = Instrument.base(Venue.WALLET, Token.ETH);
    BigDecimal wrapped =
        down(
            holdings(draft.book())
                .getOrDefault(eth, BigDecimal.ZERO)
                .min(lacking(draft, weth, amount)));
    if (wrapped.signum() > 0) {
      transfers.wrap(Token.ETH, Token.WETH, wrapped, Intent.FUNDING_TRANSFER);
    }
    for (Map.Entry<Instrument, BigDecimal> held : holdings(draft.book()).entrySet()) {
      BigDecimal moved = down(held.getValue().min(lacking(draft, weth, amount)));
      if (!held.getKey().venue().equals(Venue.WALLET) && moved.signum() > 0) {
        transfers.move(held.getKey(), Venue.WALLET, moved, Intent.FUNDING_TRANSFER, Sizing.FOLLOWS);
      }
    }
  }

  private static BigDecimal lacking(PlanDraft draft, Instrument place, BigDecimal amount) {
    return amount.subtract(draft.present(place)).max(BigDecimal.ZERO);
  }

  private Instrument exchange() {
    return Instrument.base(Venue.BINANCE, asset);
  }
}
