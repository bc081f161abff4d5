package io.strategystreams.paper.attribution;

import static io.strategystreams.paper.PaperFixtures.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.Market;
import io.strategystreams.core.market.PositionType;
import io.strategystreams.core.market.Venue;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.core.money.Token;
import io.strategystreams.core.plan.Operation;
import io.strategystreams.core.plan.OrderStatus;
import io.strategystreams.core.plan.Side;
import io.strategystreams.paper.PaperFixtures;
import io.strategystreams.paper.ledger.Flow;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** One strategy's books, written by hand, number by number. */
final class HandBook {
  private final Attribution attribution = new Attribution();
  private final String id;
  private int orders;

  /** Opened empty; ETH at 4000, BTC at 50000, EIGEN at 4, weETH 1.04 by the protocol, 1.03 DEX. */
  HandBook(Mode mode, Token shareClass) {
    this.id = mode.id();
    prices(
        "binance:Spot:ETH/USDT", "4000",
        "binance:Spot:BTC/USDT", "50000",
        "binance:Spot:EIGEN/USDT", "4",
        "binance:Perp:BTCUSDT", "50000",
        "bybit:Perp:ETHUSDT", "4000",
        "etherfi:Rate:weETH/WETH", "1.04",
        "uniswap:Spot:weETH/WETH", "1.03");
    flow(
        new Flow.Open(
            id,
            PaperFixtures.profile(mode, shareClass),
            Instrument.base(Venue.WALLET, shareClass),
            BigDecimal.ZERO,
            NOON));
  }

  static HandBook inUsdt() {
    return new HandBook(Mode.USDT_ETH_STAKING_HEDGED_LEVERAGED, Token.USDT);
  }

  static HandBook inEth() {
    return new HandBook(Mode.ETH_LEVERAGED, Token.ETH);
  }

  static HandBook inBtc() {
    return new HandBook(Mode.ML_BTC_DIRECTIONAL_BTC_MARGIN, Token.BTC);
  }

  HandBook prices(String... marketsAndPrices) {
    Map<Market, BigDecimal> changed = new HashMap<>();
    for (int i = 0; i < marketsAndPrices.length; i += 2) {
      changed.put(Market.parse(marketsAndPrices[i]), new BigDecimal(marketsAndPrices[i + 1]));
    }
    attribution.prices(NOON, changed);
    return this;
  }

  HandBook paidIn(String instrument, String amount) {
    return flow(new Flow.Deposit(id, Instrument.parse(instrument), new BigDecimal(amount), NOON));
  }

  HandBook paidOut(String instrument, String amount) {
    return flow(
        new Flow.Paid(id, Instrument.parse(instrument), new BigDecimal(amount), false, NOON));
  }

  HandBook funding(String settlement, String amount) {
    Instrument perp = Instrument.perp(Venue.BYBIT, Token.ETH);
    return flow(
        new Flow.Funding(id, perp, Instrument.parse(settlement), new BigDecimal(amount), NOON));
  }

  HandBook lent(String aToken, String growth) {
    return flow(
        new Flow.LendingInterest(id, Instrument.parse(aToken), new BigDecimal(growth), NOON));
  }

  HandBook owed(String debtToken, String growth) {
    return flow(
        new Flow.BorrowInterest(id, Instrument.parse(debtToken), new BigDecimal(growth), NOON));
  }

  HandBook dust(String instrument, String amount) {
    Instrument place = Instrument.parse(instrument);
    return flow(new Flow.Dust(id, place, new Token(place.symbol()), new BigDecimal(amount), NOON));
  }

  HandBook gas(String eth) {
    return flow(new Flow.Gas(id, new BigDecimal(eth), NOON));
  }

  /** A trade filled; what moved follows it, instrument and amount in turn. */
  HandBook traded(
      String venue,
      Side side,
      String pair,
      String amount,
      String price,
      String fee,
      String... moved) {
    boolean spot = side == Side.BUY || side == Side.SELL;
    OrderTerms order =
        new OrderTerms(
            "order-" + orders++,
            id,
            spot ? Operation.SPOT_TRADE : Operation.PERP_TRADE,
            new Venue(venue),
            pair,
            side,
            null);
    return filled(order, amount, price, fee, moved);
  }

  HandBook swapped(String lst, String amount, String price, String... moved) {
    OrderTerms order =
        new OrderTerms(
            "order-" + orders++, id, Operation.SWAP, Venue.UNISWAP, null, null, new Token(lst));
    return filled(order, amount, price, null, moved);
  }

  /** An order that neither trades nor swaps. */
  HandBook done(Operation operation, String amount, String... moved) {
    OrderTerms order =
        new OrderTerms("order-" + orders++, id, operation, Venue.WALLET, null, null, null);
    return filled(order, amount, null, null, moved);
  }

  HandBook closedByVenue(
      OrderStatus status, String amount, String price, String fee, String... moved) {
    attribution.report(
        report("close-" + orders++, "opened", status, amount, price, fee, deltas(moved)));
    return this;
  }

  /**
   * The monitor shows a total and, instrument and amount in turn, positions, so long after noon.
   */
  HandBook exposed(int seconds, String total, String... positions) {
    attribution.check(id, deltas(positions), new BigDecimal(total), NOON.plusSeconds(seconds));
    return this;
  }

  private HandBook filled(
      OrderTerms order, String amount, String price, String fee, String... moved) {
    attribution.order(order);
    attribution.report(
        report(order.orderId(), null, OrderStatus.FILLED, amount, price, fee, deltas(moved)));
    return this;
  }

  private ReportTerms report(
      String orderId,
      String closes,
      OrderStatus status,
      String amount,
      String price,
      String fee,
      SortedMap<Instrument, BigDecimal> deltas) {
    return new ReportTerms(
        orderId,
        id,
        closes,
        status,
        new BigDecimal(amount),
        price == null ? null : new BigDecimal(price),
        fee == null ? null : new BigDecimal(fee),
        fee == null ? null : feeToken(deltas),
        deltas,
        NOON);
  }

  /** Perps charge the balance that moves with them, spot trades the quote. */
  private static Token feeToken(SortedMap<Instrument, BigDecimal> deltas) {
    boolean coin =
        deltas.keySet().stream().anyMatch(one -> one.isBase(Token.BTC))
            && deltas.keySet().stream().anyMatch(one -> one.type() == PositionType.PERP);
    return coin ? Token.BTC : Token.USDT;
  }

  private HandBook flow(Flow flow) {
    attribution.flow(flow);
    return this;
  }

  private static SortedMap<Instrument, BigDecimal> deltas(String... instrumentsAndAmounts) {
    SortedMap<Instrument, BigDecimal> deltas = new TreeMap<>();
    for (int i = 0; i < instrumentsAndAmounts.length; i += 2) {
      deltas.put(
          Instrument.parse(instrumentsAndAmounts[i]), new BigDecimal(instrumentsAndAmounts[i + 1]));
    }
    return deltas;
  }

  Statement statement() {
    return attribution.statement(id);
  }

  /** Exactly these components, component and amount in turn, and no other. */
  HandBook assertEarned(Object... componentsAndAmounts) {
    Map<Component, BigDecimal> expected = new EnumMap<>(Component.class);
    for (int i = 0; i < componentsAndAmounts.length; i += 2) {
      expected.put(
          (Component) componentsAndAmounts[i],
          new BigDecimal((String) componentsAndAmounts[i + 1]));
    }
    statement()
        .components()
        .forEach(
            (component, amount) ->
                assertThat(amount)
                    .as("%s", component)
                    .isEqualByComparingTo(expected.getOrDefault(component, BigDecimal.ZERO)));
    return this;
  }

  HandBook assertEquity(String equity) {
    assertThat(statement().equity()).isEqualByComparingTo(equity);
    return this;
  }
}
