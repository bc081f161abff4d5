package io.strategystreams.paper.exchange;

import io.strategystreams.config.Desk;
import io.strategystreams.config.LendingTerms;
import io.strategystreams.config.VenueProfile;
import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.Venue;
import io.strategystreams.core.money.Decimals;
import io.strategystreams.core.plan.Operation;
import io.strategystreams.paper.ledger.MarketPrices;
import io.strategystreams.paper.ledger.PaperLedger;
import io.strategystreams.paper.ledger.Places;
import io.strategystreams.paper.ledger.Prices;
import io.strategystreams.paper.ledger.UnpricedMarketException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * All venues on paper: what an order does to a ledger at given prices, by the contract's table of
 * operations. Pure; a refused order leaves no trace.
 */
public final class PaperExchange {
  private static final BigDecimal TWO = BigDecimal.valueOf(2);

  private final SpotDesk spot;
  private final PerpDesk perps;
  private final LendingPool lending = new LendingPool();
  private final StakingDesk staking;
  private final TransferDesk transfers = new TransferDesk();
  private final Solvency solvency;

  private final Settlement settlement;

  public PaperExchange(Desk desk, VenueSettings settings) {
    Chance chance = new Chance(settings.seed());
    TradeRules trade = new TradeRules(chance, settings.slippage());
    LendingTerms terms = lending(desk);
    this.spot = new SpotDesk(desk.markets(), trade);
    this.perps = new PerpDesk(desk.markets(), trade);
    this.staking = new StakingDesk(settings.swapSlippage(), settings.swapImpact());
    this.solvency = new Solvency(settings, terms);
    this.settlement =
        new Settlement(new PerpWatch(desk.venues(), perps, trade), new LoanLiquidation(terms));
  }

  /** The terms of loans at Aave. */
  public static LendingTerms lending(Desk desk) {
    return desk.venues()
        .find(Venue.AAVE)
        .flatMap(VenueProfile::lending)
        .orElseGet(LendingTerms::none);
  }

  /** What the venues did to an account by themselves since it was settled last. */
  Turn settle(Account account, MarketPrices prices, Instant now) {
    return settlement.settle(account, prices, now);
  }

  /**
   * A single order.
   *
   * @param inParts whether a trade fills in two parts, where it is two lots or more
   */
  public Outcome execute(PaperOrder order, PaperLedger ledger, Prices prices, boolean inParts) {
    try {
      Counter counter = Counter.standingAlone(ledger, prices);
      if (order.operation() == Operation.UNSTAKE) {
        return unstake(order, counter);
      }
      List<Fill> fills =
          inParts ? parts(order, counter) : List.of(fill(order, order.amount().value(), counter));
      PaperLedger after = ledger;
      Fill earlier = Fill.NOTHING;
      for (Fill fill : fills) {
        after = after.fill(fill.deltasSince(earlier), fill.price());
        earlier = fill;
      }
      solvency.check(order, ledger, after, prices);
      return new Outcome.Filled(fills, after);
    } catch (Refusal | UnpricedMarketException e) {
      return new Outcome.Refused(e.getMessage());
    }
  }

  /**
   * One order of an atomic group, on the group's scratch ledger.
   *
   * @throws Refusal if its venue will not do it
   * @throws UnpricedMarketException if a price it needs was never seen
   */
  Outcome.Filled executeInGroup(PaperOrder order, Counter counter) {
    Refusal.unless(
        order.operation() != Operation.UNSTAKE, "unstaking takes days and cannot be atomic");
    Fill fill = fill(order, order.amount().value(), counter);
    PaperLedger after = counter.ledger().fill(fill.deltas(), fill.price());
    solvency.check(order, counter.ledger(), after, counter.prices());
    return new Outcome.Filled(List.of(fill), after);
  }

  private Outcome unstake(PaperOrder order, Counter counter) {
    Fill accepted = staking.queue(order, counter);
    Instrument lst = Places.onChain(order.tokenIn());
    Fill finished = StakingDesk.released(accepted, lst.venue());
    PaperLedger after = counter.ledger().fill(accepted.deltas(), accepted.price());
    return new Outcome.Queued(accepted, finished, after);
  }

  private Fill fill(PaperOrder order, BigDecimal quantity, Counter counter) {
    return switch (order.operation()) {
      case SPOT_TRADE -> spot.fill(order, quantity, counter);
      case PERP_TRADE -> perps.fill(order, quantity, counter);
      case SUPPLY -> lending.supply(order, counter);
      case WITHDRAW -> lending.withdraw(order, counter);
      case BORROW -> lending.borrow(order);
      case REPAY -> lending.repay(order, counter);
      case STAKE -> staking.stake(order, counter);
      case SWAP -> staking.swap(order, counter);
      case TRANSFER -> transfers.fill(order, counter);
      case UNSTAKE, FLASH_BORROW, FLASH_REPAY ->
          throw new Refusal(order.operation() + " outside an atomic group's transaction");
    };
  }

  /** Cumulative fills: half of it, rounded down to the lot, then all; one if half is no lot. */
  private List<Fill> parts(PaperOrder order, Counter counter) {
    BigDecimal whole = order.amount().value();
    BigDecimal lot =
        switch (order.operation()) {
          case SPOT_TRADE -> spot.lot(order);
          case PERP_TRADE -> perps.lot(order);
          case SUPPLY,
              WITHDRAW,
              BORROW,
              REPAY,
              STAKE,
              UNSTAKE,
              SWAP,
              FLASH_BORROW,
              FLASH_REPAY,
              TRANSFER ->
              whole;
        };
    BigDecimal half = Decimals.downToLot(whole.divide(TWO), lot);
    Fill all = fill(order, whole, counter);
    return half.signum() > 0 && half.compareTo(all.amount()) < 0
        ? List.of(fill(order, half, counter), all)
        : List.of(all);
  }
}
