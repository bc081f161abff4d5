package io.strategystreams.core.strategy;

import static io.strategystreams.core.money.Decimals.down;

import io.strategystreams.core.exposure.Positions;
import io.strategystreams.core.leg.LiquidStaking;
import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.Venue;
import io.strategystreams.core.money.Token;
import io.strategystreams.core.plan.ChainOrders;
import io.strategystreams.core.plan.Intent;
import io.strategystreams.core.plan.PlanDraft;
import io.strategystreams.core.plan.Sizing;
import io.strategystreams.core.plan.TransferOrders;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The share class as a plain balance: where it lies, and how it gets to where it is wanted. ETH may
 * rest in WETH.
 */
final class ShareClass {
  private final Token token;
  private final Venue home;

  ShareClass(Token token, Venue home) {
    this.token = token;
    this.home = home;
  }

  /** Every positive holding, by place. */
  SortedMap<Instrument, BigDecimal> holdings(Positions book) {
    SortedMap<Instrument, BigDecimal> held = new TreeMap<>(book.balancesOf(token));
    if (token.equals(Token.ETH)) {
      held.putAll(book.balancesOf(Token.WETH));
    }
    held.values().removeIf(amount -> amount.signum() <= 0);
    return held;
  }

  BigDecimal total(Positions book) {
    return sum(holdings(book));
  }

  BigDecimal atHome(Positions book) {
    SortedMap<Instrument, BigDecimal> held = holdings(book);
    held.keySet().removeIf(place -> !place.venue().equals(home));
    return sum(held);
  }

  /** Transfers everything that lies elsewhere home. */
  void bringHome(PlanDraft draft) {
    for (Map.Entry<Instrument, BigDecimal> held : holdings(draft.book()).entrySet()) {
      if (!held.getKey().venue().equals(home)) {
        new TransferOrders(draft)
            .move(
                held.getKey(),
                home,
                down(held.getValue()),
                Intent.SETTLEMENT,
                Sizing.AT_MOST_PRESENT);
      }
    }
  }

  /**
   * Makes {@code amount} lie in the wallet as {@code wanted}: first what is there, then the
   * wallet's other form, then other venues by name.
   */
  void bring(PlanDraft draft, BigDecimal amount, Token wanted) {
    TransferOrders transfers = new TransferOrders(draft);
    Instrument place = Instrument.base(Venue.WALLET, wanted);
    for (Instrument source : sources(draft.book(), wanted)) {
      BigDecimal lacking = amount.subtract(draft.present(place).max(BigDecimal.ZERO));
      if (lacking.signum() <= 0) {
        return;
      }
      BigDecimal moved = down(lacking.min(draft.present(source)));
      if (moved.signum() <= 0) {
        continue;
      }
      if (source.venue().equals(Venue.WALLET)) {
        transfers.wrap(new Token(source.symbol()), wanted, moved, Intent.FUNDING_TRANSFER);
      } else {
        transfers.move(source, Venue.WALLET, moved, Intent.FUNDING_TRANSFER, Sizing.FIXED);
        if (token.equals(Token.ETH) && wanted.equals(Token.ETH)) {
          transfers.wrap(Token.WETH, Token.ETH, moved, Intent.FUNDING_TRANSFER);
        }
      }
    }
  }

  private List<Instrument> sources(Positions book, Token wanted) {
    List<Instrument> sources = new ArrayList<>();
    List<Instrument> elsewhere = new ArrayList<>();
    for (Instrument place : holdings(book).keySet()) {
      if (!place.venue().equals(Venue.WALLET)) {
        elsewhere.add(place);
      } else if (!place.isBase(wanted)) {
        sources.add(place);
      }
    }
    sources.addAll(elsewhere);
    return sources;
  }

  /** Swaps LST that lies outside the leg. */
  void sellIdleLst(PlanDraft draft, LiquidStaking staking, Facts facts, BigDecimal amount) {
    if (amount.signum() > 0) {
      new ChainOrders(
              draft, staking.lst(), staking.protocol(), facts.parameters().trading().swapSlippage())
          .swap(amount, staking.dexPrice(), false, Intent.EXIT_PARTIAL);
    }
  }

  private static BigDecimal sum(SortedMap<Instrument, BigDecimal> held) {
    return held.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
