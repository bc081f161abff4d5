package io.strategystreams.core.plan;

import static io.strategystreams.core.money.Decimals.divide;
import static io.strategystreams.core.money.Decimals.down;
import static io.strategystreams.core.money.Decimals.up;

import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.MarketRules;
import io.strategystreams.core.market.Venue;
import io.strategystreams.core.money.Quantity;
import io.strategystreams.core.money.Token;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Spot and perp orders, each as contract.md's table describes it; fees come on top in the expected
 * deltas.
 */
public final class ExchangeOrders {
  private final PlanDraft draft;
  private final BigDecimal slippage;

  /**
   * @param slippage fraction a trade may lose against the price the decision saw
   */
  public ExchangeOrders(PlanDraft draft, BigDecimal slippage) {
    this.draft = draft;
    this.slippage = slippage;
  }

  /**
   * SPOT_TRADE BUY at binance: {@code quantity} base units, a multiple of the lot, at {@code
   * price}.
   */
  public void buy(
      Token base,
      Token quote,
      BigDecimal quantity,
      MarketRules rules,
      BigDecimal price,
      Intent intent) {
    Instrument paid = Instrument.base(Venue.BINANCE, quote);
    SortedMap<Instrument, BigDecimal> deltas = new TreeMap<>();
    deltas.put(Instrument.base(Venue.BINANCE, base), quantity);
    deltas.put(
        paid, up(quantity.multiply(price).multiply(BigDecimal.ONE.add(rules.takerFee()))).negate());
    draft.add(
        spot(base, quote, Side.BUY, quantity, rules, Optional.of(price), intent)
            .tokens(quote, base)
            .moving(Venue.BINANCE, quote, Venue.BINANCE, base)
            .source(paid, draft.present(paid))
            .deltas(deltas)
            .build());
  }

  /** SPOT_TRADE SELL at binance; without a price only the token that leaves is in the deltas. */
  public void sell(
      Token base,
      Token quote,
      BigDecimal quantity,
      MarketRules rules,
      Optional<BigDecimal> price,
      Intent intent,
      Sizing sizing) {
    Instrument sold = Instrument.base(Venue.BINANCE, base);
    SortedMap<Instrument, BigDecimal> deltas = new TreeMap<>();
    deltas.put(sold, quantity.negate());
    price.ifPresent(
        known ->
            deltas.put(
                Instrument.base(Venue.BINANCE, quote),
                down(
                    quantity.multiply(known).multiply(BigDecimal.ONE.subtract(rules.takerFee())))));
    draft.add(
        spot(base, quote, Side.SELL, quantity, rules, price, intent)
            .tokens(base, quote)
            .moving(Venue.BINANCE, base, Venue.BINANCE, quote)
            .source(sold, draft.present(sold))
            .sizing(sizing)
            .deltas(deltas)
            .build());
  }

  private OrderDraft spot(
      Token base,
      Token quote,
      Side side,
      BigDecimal quantity,
      MarketRules rules,
      Optional<BigDecimal> price,
      Intent intent) {
    return new OrderDraft(
            Operation.SPOT_TRADE,
            Venue.BINANCE,
            Quantity.of(quantity, base),
            rules.lot(),
            minAmount(rules, price),
            intent)
        .trading(base + "/" + quote, side)
        .reference(price.orElse(null))
        .slippage(slippage);
  }

  /**
   * PERP_TRADE of the asset's USDT perpetual.
   *
   * @param change signed, in units of the asset, a multiple of the lot: positive buys (LONG),
   *     negative sells (SHORT)
   * @param feeAccount the balance that pays the fee: USDT pays notional × fee, the asset pays
   *     quantity × fee
   * @param brackets take-profit and stop-loss, null for none
   */
  public void perp(
      Venue venue,
      Token asset,
      BigDecimal change,
      MarketRules rules,
      Optional<BigDecimal> price,
      Instrument feeAccount,
      boolean reduceOnly,
      Brackets brackets,
      Intent intent) {
    Instrument perp = Instrument.perp(venue, asset);
    BigDecimal quantity = change.abs();
    SortedMap<Instrument, BigDecimal> deltas = new TreeMap<>();
    deltas.put(perp, change);
    boolean paidInAsset = feeAccount.symbol().equals(asset.symbol());
    Optional<BigDecimal> feeBase =
        paidInAsset ? Optional.of(quantity) : price.map(quantity::multiply);
    feeBase.ifPresent(
        notional -> deltas.put(feeAccount, up(notional.multiply(rules.takerFee())).negate()));
    Token margin = new Token(feeAccount.symbol());
    OrderDraft order =
        new OrderDraft(
                Operation.PERP_TRADE,
                venue,
                Quantity.of(quantity, asset),
                rules.lot(),
                minAmount(rules, price),
                intent)
            .trading(perp.symbol(), change.signum() > 0 ? Side.LONG : Side.SHORT)
            .reference(price.orElse(null))
            .slippage(slippage)
            .moving(venue, margin, venue, new Token(perp.symbol()))
            .source(perp, draft.present(perp))
            .reduceOnly(reduceOnly)
            .deltas(deltas);
    if (brackets != null) {
      order.brackets(brackets.takeProfit(), brackets.stopLoss());
    }
    draft.add(order.build());
  }

  /** Prices at which the venue closes an opened position, quote units per base unit. */
  public record Brackets(BigDecimal takeProfit, BigDecimal stopLoss) {}

  private static BigDecimal minAmount(MarketRules rules, Optional<BigDecimal> price) {
    return price.map(known -> up(divide(rules.minNotional(), known))).orElse(BigDecimal.ZERO);
  }
}
