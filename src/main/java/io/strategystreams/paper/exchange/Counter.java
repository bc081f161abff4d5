package io.strategystreams.paper.exchange;

import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.money.Decimals;
import io.strategystreams.paper.ledger.PaperLedger;
import io.strategystreams.paper.ledger.Prices;
import java.math.BigDecimal;
import java.util.Set;

/**
 * What an order meets: the ledger before it, the prices, and which balances may fall a little short
 * of what it spends.
 *
 * <p>Within an atomic group an order that spends what an earlier one brought is filled with
 * slightly less, as a contract passes on what it received: a rate may have moved between decision
 * and execution. A TRANSFER sends the lesser of planned and present: after other steps whatever is
 * there (a perp's realised P&amp;L is in no plan), as a plan's first step up to 1 %. Anything else
 * must be there in full.
 *
 * @param brought instruments that earlier orders of the same group raised
 */
record Counter(PaperLedger ledger, Prices prices, Set<Instrument> brought) {
  private static final BigDecimal GROUP_TOLERANCE = new BigDecimal("0.001");
  private static final BigDecimal TRANSFER_TOLERANCE = new BigDecimal("0.01");

  static Counter standingAlone(PaperLedger ledger, Prices prices) {
    return new Counter(ledger, prices, Set.of());
  }

  /**
   * How much of {@code from} the order spends: what it asks, or what is there where a shortfall is
   * tolerated.
   *
   * @throws Refusal if there is too little
   */
  BigDecimal spend(PaperOrder order, Instrument from, BigDecimal asked) {
    BigDecimal present = ledger.amount(from);
    if (present.compareTo(asked) >= 0) {
      return asked;
    }
    BigDecimal least = asked.multiply(BigDecimal.ONE.subtract(tolerance(order, from)));
    Refusal.unless(
        present.signum() > 0 && present.compareTo(least) >= 0,
        from
            + " holds "
            + Decimals.plain(present)
            + ", the order spends "
            + Decimals.plain(asked)
            + ": bring what is missing there first");
    return present;
  }

  private BigDecimal tolerance(PaperOrder order, Instrument from) {
    return switch (order.operation()) {
      case TRANSFER -> order.step() > 1 ? BigDecimal.ONE : TRANSFER_TOLERANCE;
      case FLASH_REPAY -> BigDecimal.ZERO;
      case SUPPLY, WITHDRAW, BORROW, REPAY, STAKE, UNSTAKE, SWAP ->
          brought.contains(from)
              ? (order.slippageTolerance() == null ? GROUP_TOLERANCE : order.slippageTolerance())
              : BigDecimal.ZERO;
      case SPOT_TRADE, PERP_TRADE, FLASH_BORROW -> BigDecimal.ZERO;
    };
  }
}
