package io.strategystreams.paper.attribution;

import static io.strategystreams.paper.PaperFixtures.EIGEN;
import static io.strategystreams.paper.PaperFixtures.NOON;
import static io.strategystreams.paper.PaperFixtures.WEETH;

import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.Market;
import io.strategystreams.core.market.MarketKind;
import io.strategystreams.core.market.PositionType;
import io.strategystreams.core.market.Venue;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.core.money.Decimals;
import io.strategystreams.core.money.Token;
import io.strategystreams.core.plan.OrderStatus;
import io.strategystreams.core.plan.Side;
import io.strategystreams.paper.PaperFixtures;
import io.strategystreams.paper.exchange.AtomicGroup;
import io.strategystreams.paper.exchange.Fill;
import io.strategystreams.paper.exchange.OrderFixture;
import io.strategystreams.paper.exchange.Outcome;
import io.strategystreams.paper.exchange.PaperExchange;
import io.strategystreams.paper.exchange.PaperOrder;
import io.strategystreams.paper.exchange.RandomWalk;
import io.strategystreams.paper.exchange.VenueSettings;
import io.strategystreams.paper.ledger.Flow;
import io.strategystreams.paper.ledger.FlowRules;
import io.strategystreams.paper.ledger.PaperLedger;
import io.strategystreams.paper.ledger.Prices;
import io.strategystreams.paper.ledger.Valuation;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A strategy's life at random: prices that wander, orders filled by the real paper venues, flows of
 * every kind and closes by the venue. What it did is recorded as an attribution would be told, and
 * each step ends with what a monitor would publish of the executor's own ledger.
 */
final class RandomBook {
  private static final List<Instrument> EVERYWHERE =
      List.of(
          Instrument.base(Venue.WALLET, Token.ETH),
          Instrument.base(Venue.WALLET, Token.WETH),
          Instrument.base(Venue.WALLET, Token.USDT),
          Instrument.base(Venue.BINANCE, Token.ETH),
          Instrument.base(Venue.BINANCE, Token.BTC),
          Instrument.base(Venue.BINANCE, Token.USDT),
          Instrument.base(Venue.BYBIT, Token.USDT),
          Instrument.base(Venue.OKX, Token.USDT),
          Instrument.lst(Venue.ETHERFI, WEETH),
          Instrument.aToken(WEETH),
          Instrument.aToken(Token.USDT));
  private static final List<String> MARKETS =
      List.of(
          "binance:Spot:ETH/USDT",
          "binance:Spot:BTC/USDT",
          "binance:Spot:EIGEN/USDT",
          "binance:Perp:ETHUSDT",
          "binance:Perp:BTCUSDT",
          "bybit:Perp:ETHUSDT",
          "okx:Perp:ETHUSDT",
          "etherfi:Rate:weETH/WETH",
          "uniswap:Spot:weETH/WETH");

  private final SplittableRandom random;
  private final RandomWalk orders;
  private final PaperExchange exchange;
  private final AtomicGroup groups;
  private final Map<Market, BigDecimal> market = new HashMap<>();
  private final Prices prices = market -> Optional.ofNullable(this.market.get(market));
  private final String strategyId;
  private final List<Runnable> queued = new ArrayList<>();

  final List<Fed> told = new ArrayList<>();
  PaperLedger ledger;
  int fills;
  private Instant now = NOON;
  private int closes;

  RandomBook(Mode mode, Token shareClass, long seed) {
    this.random = new SplittableRandom(seed);
    this.orders = new RandomWalk(seed);
    VenueSettings settings = VenueSettings.defaults(seed);
    this.exchange = new PaperExchange(PaperFixtures.desk(), settings);
    this.groups = new AtomicGroup(exchange);
    this.strategyId = mode.id();
    for (String name : MARKETS) {
      market.put(Market.parse(name), PaperFixtures.board().of(Market.parse(name)));
    }
    told.add(new Fed.Prices(now, Map.copyOf(market)));
    Flow.Open open =
        new Flow.Open(
            strategyId,
            PaperFixtures.profile(mode, shareClass),
            Instrument.base(Venue.WALLET, shareClass),
            new BigDecimal("3"),
            now);
    ledger = FlowRules.open(open);
    told.add(new Fed.Flowing(open));
    EVERYWHERE.forEach(place -> flow(new Flow.Deposit(strategyId, place, plenty(place), now)));
  }

  /** One thing happens, and the monitor says what there is. */
  RandomBook step() {
    now = now.plusSeconds(60);
    switch (random.nextInt(8)) {
      case 0, 1 -> pricesMove();
      case 2, 3 -> order(orders.order(ledger));
      case 4 -> otherOrder();
      case 5 -> group();
      case 6 -> flowOfAnyKind();
      default -> {
        if (random.nextInt(3) > 0) {
          closedByVenue();
        } else if (!queued.isEmpty()) {
          queued.remove(0).run();
        }
      }
    }
    BigDecimal total = Valuation.of(ledger, prices).in(ledger.profile().shareClass(), prices);
    told.add(new Fed.Exposed(strategyId, ledger.positions().asMap(), total, now.plusSeconds(1)));
    return this;
  }

  private void pricesMove() {
    Map<Market, BigDecimal> changed = new HashMap<>();
    for (String name : MARKETS) {
      if (random.nextInt(3) > 0) {
        Market one = Market.parse(name);
        double by = one.kind() == MarketKind.RATE ? 0.0002 : 0.02;
        BigDecimal factor = BigDecimal.valueOf(1 + by * (random.nextDouble() - 0.45));
        changed.put(one, market.get(one).multiply(factor).setScale(18, RoundingMode.HALF_EVEN));
      }
    }
    market.putAll(changed);
    told.add(new Fed.Prices(now, changed));
  }

  private void otherOrder() {
    Token shareClass = ledger.profile().shareClass();
    OrderFixture order =
        switch (random.nextInt(3)) {
          case 0 -> OrderFixture.spot(side(), lots(0.5, 5), "BTC/USDT");
          case 1 -> OrderFixture.spot(Side.SELL, lots(20, 2), "EIGEN/" + shareClass);
          default ->
              OrderFixture.perp(
                  Venue.BINANCE,
                  random.nextBoolean() ? Side.LONG : Side.SHORT,
                  lots(1, 3),
                  Token.BTC);
        };
    order(order.id("other-" + told.size()).build());
  }

  private void order(PaperOrder order) {
    Outcome outcome = exchange.execute(order, ledger, prices, random.nextBoolean());
    if (outcome instanceof Outcome.Filled filled) {
      told.add(new Fed.Ordered(terms(order)));
      List<Fill> done = filled.fills();
      for (int i = 0; i < done.size(); i++) {
        boolean last = i == done.size() - 1;
        report(order, last ? OrderStatus.FILLED : OrderStatus.PARTIALLY_FILLED, done.get(i));
      }
      ledger = filled.ledger();
    } else if (outcome instanceof Outcome.Queued queue) {
      told.add(new Fed.Ordered(terms(order)));
      Fill moved = queue.accepted();
      report(order, OrderStatus.ACCEPTED, Fill.of(BigDecimal.ZERO, moved.deltas()));
      ledger = queue.ledger();
      queued.add(
          () -> {
            Fill finished = queue.finished();
            ledger = ledger.fill(finished.deltasSince(moved), finished.price());
            report(order, OrderStatus.FILLED, finished);
          });
    }
  }

  private void group() {
    List<PaperOrder> group = orders.group(ledger);
    if (groups.execute(group, ledger, prices) instanceof AtomicGroup.Result.Filled filled) {
      group.forEach(order -> told.add(new Fed.Ordered(terms(order))));
      for (int i = 0; i < group.size(); i++) {
        report(group.get(i), OrderStatus.FILLED, filled.fills().get(i));
      }
      ledger = filled.ledger();
    }
  }

  private void flowOfAnyKind() {
    Instrument place = EVERYWHERE.get(random.nextInt(EVERYWHERE.size()));
    switch (random.nextInt(7)) {
      case 0 -> flow(new Flow.Deposit(strategyId, place, plenty(place), now));
      case 1 -> pay();
      case 2 ->
          flow(
              new Flow.Dust(
                  strategyId, Instrument.base(Venue.WALLET, EIGEN), EIGEN, some(50), now));
      case 3 -> {
        Instrument perp = Instrument.perp(Venue.BYBIT, Token.ETH);
        Instrument settlement = ledger.profile().settlementOf(Venue.BYBIT);
        flow(new Flow.Funding(strategyId, perp, settlement, signed(0.01), now));
      }
      case 4 ->
          flow(
              new Flow.LendingInterest(
                  strategyId,
                  Instrument.aToken(random.nextBoolean() ? WEETH : Token.USDT),
                  signed(0.1),
                  now));
      case 5 -> {
        Instrument debt = Instrument.debtToken(Token.WETH);
        if (ledger.amount(debt).signum() > 0) {
          flow(new Flow.BorrowInterest(strategyId, debt, signed(0.001), now));
        }
      }
      default -> told.add(new Fed.Flowing(new Flow.Gas(strategyId, some(0.01), now)));
    }
  }

  private void pay() {
    Instrument home = ledger.profile().shareClassAtHome().get(0);
    BigDecimal present = ledger.amount(home);
    if (present.signum() > 0) {
      BigDecimal part = Decimals.down(present.multiply(some(0.2)));
      flow(new Flow.Paid(strategyId, home, part, false, now));
    }
  }

  private void flow(Flow flow) {
    ledger = FlowRules.apply(ledger, flow);
    told.add(new Fed.Flowing(flow));
  }

  /** A trigger or a liquidation: filled by the real desk, told as no order's. */
  private void closedByVenue() {
    OrderStatus status = random.nextBoolean() ? OrderStatus.FILLED : OrderStatus.LIQUIDATED;
    for (Map.Entry<Instrument, BigDecimal> held :
        ledger.positions().ofType(PositionType.PERP).entrySet()) {
      Instrument perp = held.getKey();
      Token asset = new Token(perp.symbol().replace("USDT", ""));
      PaperOrder close =
          OrderFixture.perp(
                  perp.venue(),
                  held.getValue().signum() > 0 ? Side.SHORT : Side.LONG,
                  held.getValue().abs().toPlainString(),
                  asset)
              .reducing()
              .id("close-" + closes++)
              .build();
      if (exchange.execute(close, ledger, prices, false) instanceof Outcome.Filled filled) {
        ledger = filled.ledger();
        close(close.orderId(), status, filled.fills().get(0));
        return;
      }
    }
    seizeCollateral();
  }

  private void seizeCollateral() {
    Instrument collateral = Instrument.aToken(WEETH);
    Instrument debt = Instrument.debtToken(Token.WETH);
    BigDecimal owed = ledger.amount(debt);
    if (owed.signum() <= 0 || ledger.amount(collateral).signum() <= 0) {
      return;
    }
    BigDecimal r = prices.of(Market.rate(Venue.ETHERFI, WEETH));
    BigDecimal price = r.multiply(new BigDecimal("0.99")).setScale(18, RoundingMode.DOWN);
    BigDecimal seized = Decimals.down(Decimals.divide(owed, price)).min(ledger.amount(collateral));
    SortedMap<Instrument, BigDecimal> deltas = new TreeMap<>();
    deltas.put(collateral, seized.negate());
    deltas.put(debt, Decimals.down(seized.multiply(price)).negate());
    Fill fill = new Fill(seized, price, null, null, deltas);
    ledger = ledger.fill(deltas, null);
    close("close-" + closes++, OrderStatus.LIQUIDATED, fill);
  }

  private void close(String id, OrderStatus status, Fill fill) {
    fills++;
    told.add(
        new Fed.Reported(
            new ReportTerms(
                id,
                strategyId,
                "opened-it",
                status,
                fill.amount(),
                fill.price(),
                fill.fee(),
                fill.feeToken(),
                fill.deltas(),
                now)));
  }

  private void report(PaperOrder order, OrderStatus status, Fill fill) {
    fills++;
    told.add(
        new Fed.Reported(
            new ReportTerms(
                order.orderId(),
                strategyId,
                null,
                status,
                fill.amount(),
                fill.price(),
                fill.fee(),
                fill.feeToken(),
                fill.deltas(),
                now)));
  }

  private OrderTerms terms(PaperOrder order) {
    return new OrderTerms(
        order.orderId(),
        strategyId,
        order.operation(),
        order.venue(),
        order.pair(),
        order.side(),
        order.tokenIn());
  }

  private Side side() {
    return random.nextBoolean() ? Side.BUY : Side.SELL;
  }

  private BigDecimal plenty(Instrument place) {
    return some(place.symbol().endsWith("USDT") ? 50_000 : place.symbol().equals("BTC") ? 2 : 40);
  }

  private BigDecimal some(double most) {
    return BigDecimal.valueOf(most * (0.1 + 0.9 * random.nextDouble()))
        .setScale(18, RoundingMode.DOWN);
  }

  private BigDecimal signed(double most) {
    BigDecimal amount = some(most);
    return random.nextInt(3) == 0 ? amount.negate() : amount;
  }

  private String lots(double most, int decimals) {
    return BigDecimal.valueOf(most * (0.1 + 0.9 * random.nextDouble()))
        .setScale(decimals, RoundingMode.UP)
        .toPlainString();
  }
}
