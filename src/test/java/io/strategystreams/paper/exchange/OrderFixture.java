package io.strategystreams.paper.exchange;

import static io.strategystreams.paper.PaperFixtures.NOON;

import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.Venue;
import io.strategystreams.core.money.Quantity;
import io.strategystreams.core.money.Token;
import io.strategystreams.core.plan.Action;
import io.strategystreams.core.plan.Operation;
import io.strategystreams.core.plan.Side;
import io.strategystreams.paper.PaperFixtures;
import io.strategystreams.paper.ledger.Places;
import java.math.BigDecimal;
import java.util.Set;

/** Orders as contract.md's table has them, one builder for all operations. */
public final class OrderFixture {
  private String id = "order-1";
  private Action action = Action.ENTRY_FULL;
  private String intent = "entry_full";
  private final Operation operation;
  private final Venue venue;
  private String pair;
  private Side side;
  private Token tokenIn;
  private Token tokenOut;
  private Quantity amount;
  private BigDecimal limit;
  private BigDecimal reference;
  private Venue sourceVenue = Venue.WALLET;
  private Token sourceToken = Token.WETH;
  private Venue targetVenue = Venue.WALLET;
  private Token targetToken = Token.WETH;
  private Set<Instrument> named = Set.of();
  private boolean reduceOnly;
  private BigDecimal tolerance;
  private BigDecimal flashFee;
  private BigDecimal takeProfit;
  private BigDecimal stopLoss;
  private String groupId;
  private int step = 1;
  private int sequence = 1;

  private OrderFixture(Operation operation, Venue venue, String amount, Token unit) {
    this.operation = operation;
    this.venue = venue;
    this.amount = Quantity.of(PaperFixtures.amount(amount), unit);
  }

  public static OrderFixture spot(Side side, String quantity, String pair) {
    Token base = new Token(pair.substring(0, pair.indexOf('/')));
    OrderFixture order = new OrderFixture(Operation.SPOT_TRADE, Venue.BINANCE, quantity, base);
    order.pair = pair;
    order.side = side;
    return order;
  }

  public static OrderFixture perp(Venue venue, Side side, String quantity, Token asset) {
    OrderFixture order = new OrderFixture(Operation.PERP_TRADE, venue, quantity, asset);
    order.pair = asset + "USDT";
    order.side = side;
    return order;
  }

  public static OrderFixture supply(Token token, String quantity) {
    OrderFixture order = new OrderFixture(Operation.SUPPLY, Venue.AAVE, quantity, token);
    return order.tokens(token, new Token("a" + token));
  }

  public static OrderFixture withdraw(Token token, String quantity) {
    OrderFixture order = new OrderFixture(Operation.WITHDRAW, Venue.AAVE, quantity, token);
    return order.tokens(new Token("a" + token), token);
  }

  public static OrderFixture borrow(String quantity) {
    return new OrderFixture(Operation.BORROW, Venue.AAVE, quantity, Token.WETH)
        .tokens(null, Token.WETH);
  }

  public static OrderFixture repay(String quantity) {
    return new OrderFixture(Operation.REPAY, Venue.AAVE, quantity, Token.WETH)
        .tokens(Token.WETH, null);
  }

  public static OrderFixture stake(Token lst, String quantity) {
    return new OrderFixture(Operation.STAKE, protocol(lst), quantity, Token.WETH)
        .tokens(Token.WETH, lst);
  }

  public static OrderFixture unstake(Token lst, String quantity) {
    return new OrderFixture(Operation.UNSTAKE, protocol(lst), quantity, lst)
        .tokens(lst, Token.WETH);
  }

  public static OrderFixture swap(Token lst, String quantity) {
    return new OrderFixture(Operation.SWAP, Venue.UNISWAP, quantity, lst).tokens(lst, Token.WETH);
  }

  public static OrderFixture flashBorrow(String quantity) {
    return new OrderFixture(Operation.FLASH_BORROW, Venue.INSTADAPP, quantity, Token.WETH);
  }

  public static OrderFixture flashRepay(String quantity) {
    return new OrderFixture(Operation.FLASH_REPAY, Venue.INSTADAPP, quantity, Token.WETH);
  }

  public static OrderFixture transfer(Venue from, Token out, Venue to, Token in, String quantity) {
    OrderFixture order = new OrderFixture(Operation.TRANSFER, Venue.WALLET, quantity, out);
    order.sourceVenue = from;
    order.sourceToken = out;
    order.targetVenue = to;
    order.targetToken = in;
    return order.tokens(out, in);
  }

  public OrderFixture id(String orderId) {
    this.id = orderId;
    return this;
  }

  public OrderFixture action(Action planned) {
    this.action = planned;
    return this;
  }

  public OrderFixture intent(String label) {
    this.intent = label;
    return this;
  }

  public OrderFixture limit(String price) {
    this.limit = PaperFixtures.amount(price);
    return this;
  }

  public OrderFixture reference(String price) {
    this.reference = PaperFixtures.amount(price);
    return this;
  }

  public OrderFixture tolerance(String fraction) {
    this.tolerance = new BigDecimal(fraction);
    return this;
  }

  public OrderFixture flashFee(String fee) {
    this.flashFee = PaperFixtures.amount(fee);
    return this;
  }

  public OrderFixture naming(String instrument) {
    this.named = Set.of(Instrument.parse(instrument));
    return this;
  }

  public OrderFixture reducing() {
    this.reduceOnly = true;
    return this;
  }

  public OrderFixture inStep(int place) {
    this.step = place;
    return this;
  }

  /** With prices at which the venue closes what it opens, null for none. */
  public OrderFixture triggers(String profit, String loss) {
    this.takeProfit = profit == null ? null : new BigDecimal(profit);
    this.stopLoss = loss == null ? null : new BigDecimal(loss);
    return this;
  }

  public OrderFixture inGroup(String group, int place) {
    this.groupId = group;
    this.sequence = place;
    this.id = group + "/" + place;
    return this;
  }

  public PaperOrder build() {
    return new PaperOrder(
        id,
        "plan-1",
        "strategy",
        action,
        intent,
        operation,
        venue,
        pair,
        side,
        tokenIn,
        tokenOut,
        amount,
        limit,
        reference,
        sourceVenue,
        sourceToken,
        targetVenue,
        targetToken,
        named,
        reduceOnly,
        takeProfit,
        stopLoss,
        tolerance,
        flashFee,
        step,
        groupId,
        sequence,
        5,
        NOON,
        NOON.plusSeconds(60));
  }

  private OrderFixture tokens(Token in, Token out) {
    this.tokenIn = in;
    this.tokenOut = out;
    return this;
  }

  private static Venue protocol(Token lst) {
    return Places.onChain(lst).venue();
  }
}
