package io.strategystreams.paper.exchange;

import static io.strategystreams.core.money.Decimals.divide;
import static io.strategystreams.core.money.Decimals.down;

import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.Market;
import io.strategystreams.core.market.Venue;
import io.strategystreams.core.money.Decimals;
import io.strategystreams.core.money.Token;
import io.strategystreams.paper.ledger.LiquidStaking;
import io.strategystreams.paper.ledger.Places;
import io.strategystreams.paper.ledger.Valuation;
import java.math.BigDecimal;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Liquid staking: STAKE and UNSTAKE at the protocol's rate r, SWAP at the DEX price m less
 * slippage. What comes in is rounded down to 18 decimals.
 */
final class StakingDesk {
  private static final Instrument WALLET_WETH = Instrument.base(Venue.WALLET, Token.WETH);

  private final BigDecimal swapSlippage;
  private final BigDecimal swapImpact;

  /**
   * @param swapSlippage the most a swap is worse than m, a fraction, unless the order tolerates
   *     less
   * @param swapImpact fraction for each WETH of a swap's size
   */
  StakingDesk(BigDecimal swapSlippage, BigDecimal swapImpact) {
    this.swapSlippage = swapSlippage;
    this.swapImpact = swapImpact;
  }

  Fill stake(PaperOrder order, Counter counter) {
    Token lst = lst(order, order.tokenOut());
    BigDecimal weth = counter.spend(order, WALLET_WETH, amountIn(order, Token.WETH));
    BigDecimal r = Valuation.rate(lst, counter.prices());
    return exchanged(weth, r, WALLET_WETH, weth, Places.onChain(lst), down(divide(weth, r)));
  }

  /** What an unstake moves at once: the LST into the queue, as WETH at the rate of this moment. */
  Fill queue(PaperOrder order, Counter counter) {
    Token lst = lst(order, order.tokenIn());
    Instrument from = Places.onChain(lst);
    BigDecimal amount = counter.spend(order, from, amountIn(order, lst));
    BigDecimal r = Valuation.rate(lst, counter.prices());
    Instrument queue = Instrument.unstaking(from.venue());
    return exchanged(amount, r, from, amount, queue, down(amount.multiply(r)));
  }

  /** What an unstake will have moved when the queue has let it out. */
  static Fill released(Fill queued, Venue protocol) {
    SortedMap<Instrument, BigDecimal> deltas = new TreeMap<>(queued.deltas());
    deltas.put(WALLET_WETH, deltas.remove(Instrument.unstaking(protocol)));
    return new Fill(queued.amount(), queued.price(), queued.fee(), queued.feeToken(), deltas);
  }

  Fill swap(PaperOrder order, Counter counter) {
    Refusal.unless(
        order.venue().equals(Venue.UNISWAP), "swaps at uniswap only, was " + order.venue());
    Token lst = order.tokenIn();
    Refusal.unless(
        lst != null
            && LiquidStaking.protocolOf(lst).isPresent()
            && Token.WETH.equals(order.tokenOut()),
        "swaps an LST into WETH, was " + lst + " into " + order.tokenOut());
    Instrument from = Places.onChain(lst);
    BigDecimal amount = counter.spend(order, from, amountIn(order, lst));
    BigDecimal price = swapPrice(order, amount, counter.prices().of(Market.dex(lst)));
    return exchanged(amount, price, from, amount, WALLET_WETH, down(amount.multiply(price)));
  }

  /**
   * m less slippage that grows with the size in WETH, up to what is tolerated; refused below what
   * the decision's price and tolerance allow.
   */
  private BigDecimal swapPrice(PaperOrder order, BigDecimal amount, BigDecimal m) {
    BigDecimal most =
        order.slippageTolerance() == null
            ? swapSlippage
            : swapSlippage.min(order.slippageTolerance());
    BigDecimal slip = most.min(swapImpact.multiply(amount.multiply(m)));
    BigDecimal price = down(m.multiply(BigDecimal.ONE.subtract(slip)));
    if (order.referencePrice() != null && order.slippageTolerance() != null) {
      BigDecimal least =
          down(order.referencePrice().multiply(BigDecimal.ONE.subtract(order.slippageTolerance())));
      Refusal.unless(
          price.compareTo(least) >= 0,
          "the swap must bring at least "
              + Decimals.plain(least)
              + " WETH per LST (reference price less tolerance), was "
              + Decimals.plain(price));
    }
    return price;
  }

  private static Token lst(PaperOrder order, Token token) {
    Refusal.unless(
        token != null && LiquidStaking.protocolOf(token).filter(order.venue()::equals).isPresent(),
        order.operation() + " at " + order.venue() + " needs that protocol's LST, was " + token);
    return token;
  }

  private static BigDecimal amountIn(PaperOrder order, Token unit) {
    Refusal.unless(
        order.amount().token().equals(unit),
        order.operation() + " counts in " + unit + ", was " + order.amount().token());
    return order.amount().value();
  }

  private static Fill exchanged(
      BigDecimal amount,
      BigDecimal price,
      Instrument from,
      BigDecimal out,
      Instrument to,
      BigDecimal in) {
    return new Fill(amount, price, null, null, new TreeMap<>(Map.of(from, out.negate(), to, in)));
  }
}
