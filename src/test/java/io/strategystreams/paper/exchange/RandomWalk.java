package io.strategystreams.paper.exchange;

import static io.strategystreams.paper.PaperFixtures.WEETH;

import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.Venue;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.core.money.Token;
import io.strategystreams.core.plan.Side;
import io.strategystreams.paper.PaperFixtures;
import io.strategystreams.paper.PaperFixtures.Board;
import io.strategystreams.paper.ledger.PaperLedger;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Orders of every kind at random, sensible and not, and prices that wander; all from one seed. */
public final class RandomWalk {
  private static final List<Venue> EXCHANGES = List.of(Venue.BINANCE, Venue.BYBIT, Venue.OKX);
  private final SplittableRandom random;
  private int orders;

  public RandomWalk(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** A ledger to begin with: one mode of each margin scope, something everywhere. */
  PaperLedger ledger() {
    return switch (random.nextInt(4)) {
      case 0 -> stakingLedger();
      case 1 ->
          PaperFixtures.ledger(
              Mode.USDT_ETH_STAKING_HEDGED_SIMPLE,
              Token.USDT,
              "wallet:BaseToken:USDT",
              quantity(50_000),
              "binance:BaseToken:USDT",
              quantity(50_000),
              "bybit:BaseToken:USDT",
              quantity(50_000));
      case 2 ->
          PaperFixtures.ledger(
              Mode.ETH_BASIS,
              Token.USDT,
              "binance:BaseToken:USDT",
              quantity(100_000),
              "binance:BaseToken:ETH",
              quantity(20));
      default ->
          PaperFixtures.ledger(
              Mode.ML_BTC_DIRECTIONAL_BTC_MARGIN, Token.BTC, "binance:BaseToken:BTC", quantity(10));
    };
  }

  /** Something to stake, supply and borrow against. */
  PaperLedger stakingLedger() {
    return PaperFixtures.ledger(
        Mode.ETH_LEVERAGED,
        Token.ETH,
        "wallet:BaseToken:WETH",
        quantity(100),
        "wallet:BaseToken:ETH",
        quantity(10),
        "aave_v3:aToken:aweETH",
        quantity(50));
  }

  /** Prices near the fixtures'; a perp's mark is its spot, the DEX never pays more than r. */
  Board board() {
    String eth = wandering(4000);
    String btc = wandering(60_000);
    BigDecimal r = new BigDecimal(wandering(1.04));
    Board board =
        PaperFixtures.board()
            .put("binance:Spot:ETH/USDT", eth)
            .put("binance:Spot:BTC/USDT", btc)
            .put("binance:Perp:BTCUSDT", btc)
            .put("etherfi:Rate:weETH/WETH", r.toPlainString())
            .put(
                "uniswap:Spot:weETH/WETH",
                r.multiply(BigDecimal.valueOf(1 - random.nextDouble() * 0.01))
                    .setScale(18, RoundingMode.DOWN)
                    .toPlainString());
    EXCHANGES.forEach(venue -> board.put(venue + ":Perp:ETHUSDT", eth));
    return board;
  }

  public PaperOrder order(PaperLedger ledger) {
    return any(ledger).id("order-" + orders++).build();
  }

  /** Two to six on-chain orders as one group, now and then with a flash loan around them. */
  public List<PaperOrder> group(PaperLedger ledger) {
    List<OrderFixture> parts = new ArrayList<>();
    for (int i = 0; i < 1 + random.nextInt(4); i++) {
      parts.add(onChain(ledger));
    }
    if (random.nextBoolean()) {
      String loan = quantity(50);
      parts.add(0, OrderFixture.flashBorrow(loan));
      parts.add(OrderFixture.flashRepay(loan));
    }
    String id = "group-" + orders++;
    List<PaperOrder> group = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      group.add(parts.get(i).inGroup(id, i + 1).build());
    }
    return group;
  }

  boolean chance() {
    return random.nextInt(4) == 0;
  }

  private OrderFixture any(PaperLedger ledger) {
    return switch (random.nextInt(4)) {
      case 0 -> onChain(ledger);
      case 1 ->
          OrderFixture.spot(random.nextBoolean() ? Side.BUY : Side.SELL, lots(10, 4), "ETH/USDT");
      case 2 -> perp(ledger);
      default -> transfer(ledger);
    };
  }

  private OrderFixture perp(PaperLedger ledger) {
    boolean btc = ledger.profile().shareClass().equals(Token.BTC);
    Venue venue = btc ? Venue.BINANCE : EXCHANGES.get(random.nextInt(3));
    Side side = random.nextBoolean() ? Side.LONG : Side.SHORT;
    OrderFixture order =
        OrderFixture.perp(venue, side, lots(btc ? 5 : 20, 2), btc ? Token.BTC : Token.ETH);
    return random.nextInt(3) == 0 ? order.reducing() : order;
  }

  private OrderFixture transfer(PaperLedger ledger) {
    Venue from = place();
    Venue to = place();
    Token token = random.nextBoolean() ? Token.USDT : Token.ETH;
    boolean leaves = to.equals(Venue.WALLET) && !from.equals(Venue.WALLET);
    Token arriving = token.equals(Token.ETH) && leaves ? Token.WETH : token;
    return OrderFixture.transfer(
        from, token, to, arriving, some(ledger, Instrument.base(from, token)));
  }

  private OrderFixture onChain(PaperLedger ledger) {
    Instrument weth = Instrument.base(Venue.WALLET, Token.WETH);
    Instrument lst = Instrument.lst(Venue.ETHERFI, WEETH);
    return switch (random.nextInt(8)) {
      case 0 -> OrderFixture.stake(WEETH, some(ledger, weth));
      case 1 -> OrderFixture.unstake(WEETH, some(ledger, lst));
      case 2 -> OrderFixture.swap(WEETH, some(ledger, lst)).tolerance("0.002");
      case 3 -> OrderFixture.supply(WEETH, some(ledger, lst));
      case 4 -> OrderFixture.withdraw(WEETH, some(ledger, Instrument.aToken(WEETH)));
      case 5 -> OrderFixture.borrow(quantity(60));
      case 6 -> OrderFixture.repay(some(ledger, weth));
      default ->
          OrderFixture.supply(Token.ETH, some(ledger, Instrument.base(Venue.WALLET, Token.ETH)));
    };
  }

  private Venue place() {
    return random.nextInt(3) == 0 ? Venue.WALLET : EXCHANGES.get(random.nextInt(3));
  }

  /** Up to a tenth more than is there. */
  private String some(PaperLedger ledger, Instrument instrument) {
    double present = Math.max(ledger.amount(instrument).doubleValue(), 0.000001);
    return text(present * (random.nextInt(5) == 0 ? 1 : random.nextDouble() * 1.1), 18);
  }

  private String quantity(double most) {
    return text(most * random.nextDouble(), 18);
  }

  private String lots(double most, int decimals) {
    return text(most * random.nextDouble() + 0.01, decimals);
  }

  private String wandering(double price) {
    return text(price * (0.9 + 0.2 * random.nextDouble()), 8);
  }

  private static String text(double value, int decimals) {
    BigDecimal rounded = BigDecimal.valueOf(value).setScale(decimals, RoundingMode.DOWN);
    return rounded.signum() > 0 ? rounded.toPlainString() : "0.01";
  }
}
