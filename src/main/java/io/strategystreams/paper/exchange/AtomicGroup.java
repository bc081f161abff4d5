package io.strategystreams.paper.exchange;

import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.Venue;
import io.strategystreams.core.money.Decimals;
import io.strategystreams.core.money.Token;
import io.strategystreams.core.plan.Operation;
import io.strategystreams.paper.ledger.PaperLedger;
import io.strategystreams.paper.ledger.Prices;
import io.strategystreams.paper.ledger.UnpricedMarketException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * An atomic group as one transaction: every order in turn on a scratch ledger, and only if all are
 * done, and every flash loan is repaid with its fee, does any of it hold. Flash loans exist nowhere
 * else.
 *
 * <p>A debt grows between decision and execution. A group that repays it whole, as it was decided
 * on, repays it whole as it is (Aave's repayment of the maximum): the flash loan advances what came
 * on top and gets it back. So does a withdrawal of the whole collateral, once nothing is owed. An
 * order's filled amount stays what was ordered; its deltas say what moved.
 */
public final class AtomicGroup {
  /** What became of a group. */
  public sealed interface Result {
    /**
     * @param fills one for each order, in their order
     * @param ledger after all of them
     */
    record Filled(List<Fill> fills, PaperLedger ledger) implements Result {
      public Filled {
        fills = List.copyOf(fills);
      }
    }

    /** Nothing moved. */
    record Refused(String reason) implements Result {}
  }

  private final PaperExchange exchange;

  public AtomicGroup(PaperExchange exchange) {
    this.exchange = exchange;
  }

  /**
   * @param orders the whole group, by sequence
   */
  public Result execute(List<PaperOrder> orders, PaperLedger ledger, Prices prices) {
    PaperLedger scratch = ledger;
    Set<Instrument> brought = new HashSet<>();
    BigDecimal owed = BigDecimal.ZERO;
    BigDecimal grown = WholeLoan.grownSinceDecision(orders, ledger);
    List<Fill> fills = new ArrayList<>();
    for (PaperOrder order : orders) {
      try {
        Counter counter = new Counter(scratch, prices, brought);
        Fill fill;
        if (order.operation() == Operation.FLASH_BORROW) {
          fill = flash(order, order.amount().value().add(grown));
          owed = owed.add(order.amount().value()).add(grown).add(feeOf(order));
          scratch = scratch.fill(fill.deltas(), null);
        } else if (order.operation() == Operation.FLASH_REPAY) {
          BigDecimal repaid =
              counter.spend(order, walletOf(order), order.amount().value().add(grown));
          fill = flash(order, repaid.negate());
          owed = owed.subtract(repaid);
          scratch = scratch.fill(fill.deltas(), null);
        } else {
          Outcome.Filled done =
              exchange.executeInGroup(WholeLoan.asItIs(order, grown, scratch), counter);
          fill = done.fills().get(0).ordered(order.amount().value());
          scratch = done.ledger();
        }
        fills.add(fill);
        fill.deltas()
            .forEach(
                (instrument, delta) -> {
                  if (delta.signum() > 0) {
                    brought.add(instrument);
                  }
                });
      } catch (Refusal | UnpricedMarketException e) {
        return new Result.Refused(
            "order "
                + order.sequence()
                + " of the group, "
                + order.operation()
                + ": "
                + e.getMessage());
      }
    }
    return owed.signum() > 0
        ? new Result.Refused(
            "the flash loan must be repaid within the group, still owed was "
                + Decimals.plain(owed))
        : new Result.Filled(fills, scratch);
  }

  private static Fill flash(PaperOrder order, BigDecimal change) {
    TreeMap<Instrument, BigDecimal> deltas = new TreeMap<>();
    deltas.put(walletOf(order), change);
    return Fill.of(change.abs(), deltas).ordered(order.amount().value());
  }

  private static Instrument walletOf(PaperOrder order) {
    Refusal.unless(
        order.venue().equals(Venue.INSTADAPP),
        "flash loans at instadapp only, was " + order.venue());
    Token token = order.amount().token();
    Refusal.unless(token.equals(Token.WETH), "flash loans are in WETH, was " + token);
    return Instrument.base(Venue.WALLET, token);
  }

  private static BigDecimal feeOf(PaperOrder order) {
    return order.flashFee() == null ? BigDecimal.ZERO : order.flashFee();
  }
}
